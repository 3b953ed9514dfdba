/** The Terminal of the real process: streams that survive a closed pipe, colour only where it is seen. */
import { BrokenPipe, type Terminal } from './command.ts';

type Stream = NodeJS.WriteStream;

/** A stream whose reader may go away: later writes are dropped, and waiting for it says so. */
function quiet(stream: Stream) {
  let broken = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    broken = true;
    wake();
  });
  let waiting: (() => void)[] = [];
  const wake = () => {
    for (const go of waiting.splice(0)) go();
    waiting = [];
  };
  stream.on('drain', wake);
  return {
    write: (text: string) => {
      if (!broken) stream.write(text);
    },
    drained: async (): Promise<void> => {
      // One turn of the loop lets a broken pipe be heard of.
      await new Promise((done) => setImmediate(done));
      while (!broken && stream.writableNeedDrain) {
        await new Promise<void>((done) => waiting.push(done));
      }
      if (broken) throw new BrokenPipe();
    },
  };
}

/** True where colour codes would be shown as colour. https://no-color.org: any text but the empty one. */
export const wantsColour = (stream: Pick<Stream, 'isTTY'>, env: NodeJS.ProcessEnv): boolean =>
  stream.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';

/** The first Ctrl-C (or a polite kill) aborts; the second ends the process the way it would have. */
function armed(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(name));
  }
  return controller.signal;
}

/**
 * Asks on stderr, so that the answer may be asked for while results go to a pipe. What is typed is not shown: the
 * terminal is in raw mode, and what would be written back goes nowhere. Empty where the user presses Ctrl-C.
 */
export async function askHidden(
  question: string,
  input: NodeJS.ReadableStream,
  say: (text: string) => void,
): Promise<string> {
  const { createInterface } = await import('node:readline');
  const { Writable } = await import('node:stream');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  say(question);
  const answer = await new Promise<string>((resolve) => {
    lines.on('line', resolve);
    lines.on('close', () => resolve(''));
    lines.on('SIGINT', () => {
      // Raw mode keeps the key from the process, which is to stop all the same; whoever asks finds it stopped.
      process.once('SIGINT', () => lines.close());
      process.kill(process.pid, 'SIGINT');
    });
  });
  lines.close();
  say('\n');
  return answer;
}

export function processTerminal(): Terminal {
  const out = quiet(process.stdout);
  const err = quiet(process.stderr);
  let signal: AbortSignal | undefined;
  return {
    out: out.write,
    drained: out.drained,
    err: err.write,
    colour: wantsColour(process.stdout, process.env),
    live: process.stderr.isTTY && process.env.TERM !== 'dumb',
    columns: process.stdout.columns || 80,
    cwd: process.cwd(),
    env: process.env,
    ...(process.stdin.isTTY && process.stderr.isTTY
      ? { ask: (question: string) => askHidden(question, process.stdin, err.write) }
      : {}),
    get signal() {
      return (signal ??= armed());
    },
  };
}
