/** Ends a process whose synchronous code goes on for ever. */
import { Worker } from 'node:worker_threads';

/**
 * A thread that ends this process where one case lasts longer than `mostMs`: no timer of a thread that hangs is heard.
 * The seed of the case is said on stderr.
 */
export function watchdog(mostMs: number) {
  const now = new Int32Array(new SharedArrayBuffer(8));
  const script = `
    const { workerData: { now, mostMs } } = require('node:worker_threads');
    let last = 0;
    let since = Date.now();
    setInterval(() => {
      const at = Atomics.load(now, 0);
      if (at !== last || at % 2 === 0) [last, since] = [at, Date.now()];
      else if (Date.now() - since > mostMs) {
        require('node:fs').writeSync(2, 'case ' + Atomics.load(now, 1) + ' does not end\\n');
        process.kill(process.pid, 'SIGKILL');
      }
    }, Math.min(500, mostMs / 4));`;
  const thread = new Worker(script, { eval: true, execArgv: [], workerData: { now, mostMs } });
  thread.unref();
  return {
    /** Odd while a case runs. */
    begin(seed: number): void {
      Atomics.store(now, 1, seed);
      Atomics.add(now, 0, 1);
    },
    end: (): void => void Atomics.add(now, 0, 1),
    close: () => thread.terminate(),
  };
}
