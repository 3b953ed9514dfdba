/** Reads what a window will open by itself while that window is still on its way: a large source takes longer than a page. */
import { stat } from 'node:fs/promises';
import { OWN_SETTINGS } from './lint.ts';
import { type EngineSources, outside, type Read } from './sources.ts';
import type { Arranger } from './spawn-arranger.ts';
import { understand, type Understood } from './understanding.ts';

/** A source, and how it is understood by the rules' own settings. */
export interface ReadAhead extends Read {
  readonly understood: Understood;
}

interface Begun {
  readonly path: string;
  /** Tells the file from what it may be by the time it is asked for. */
  readonly mark: string;
  readonly stop: AbortController;
  /** Undefined where it could not be read: whoever asks for it reads it again, and hears why. */
  readonly work: Promise<ReadAhead | undefined>;
}

/** Undefined for what is no file: a folder may change within, and nothing of its own tells. */
async function markOf(path: string): Promise<string | undefined> {
  const info = await stat(path, { bigint: true }).catch(() => undefined);
  return info?.isFile() ? [info.dev, info.ino, info.size, info.mtimeNs].join() : undefined;
}

export class Ahead {
  #begun: Promise<Begun | undefined> | undefined;
  readonly #sources: EngineSources;
  readonly #now: () => number;
  readonly #arrange: Arranger | undefined;

  constructor(
    sources: EngineSources = outside,
    arrange?: Arranger,
    now: () => number = () => performance.now(),
  ) {
    this.#sources = sources;
    this.#arrange = arrange;
    this.#now = now;
  }

  /** Begins with a file; it is kept until the first opening. */
  begin(path: string): void {
    this.#begun = markOf(path).then((mark) => {
      if (mark === undefined) return undefined;
      const stop = new AbortController();
      const work = this.#read(path, stop.signal).catch(() => undefined);
      return { path, mark, stop, work };
    });
  }

  async #read(path: string, signal: AbortSignal): Promise<ReadAhead> {
    const read = await this.#sources.path(path);
    const how = { signal, now: this.#now, arrange: this.#arrange };
    return { ...read, understood: await understand(read.snapshot, OWN_SETTINGS.config, how) };
  }

  /**
   * What was read of this path, once, unless the file has changed since; throws the signal's reason where the wait for it
   * was stopped.
   */
  async take(path: string, signal: AbortSignal): Promise<ReadAhead | undefined> {
    const begun = await this.#begun;
    this.#begun = undefined;
    if (!begun) return undefined;
    if (begun.path !== path || begun.mark !== (await markOf(path))) {
      begun.stop.abort();
      return undefined;
    }
    signal.addEventListener('abort', () => begun.stop.abort(), { once: true });
    const read = await begun.work;
    signal.throwIfAborted();
    return read;
  }

  /** Something else is opened: nobody is going to ask for it. */
  drop(): void {
    void this.#begun?.then((begun) => begun?.stop.abort());
    this.#begun = undefined;
  }
}
