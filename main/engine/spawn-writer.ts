/** Writes files in threads of their own. */
import type { Artefact } from '#app/exports/exporter.ts';
import { HEAP_MB, ownThreads, type Work } from './own-thread.ts';
import type { WriteAsk } from './write-run.ts';

export type Writer = Work<WriteAsk, readonly Artefact[], never>;

/** In the thread it is called in: nothing else is done there meanwhile, and it cannot be stopped. */
export const writeHere: Writer = async (pages, ask) => {
  const { writeFrom } = await import('./write-run.ts');
  return writeFrom(pages, ask);
};

export const spawnWriter = (): Writer =>
  ownThreads({
    entry: 'writer',
    stopped: 'Writing was stopped.',
    tooBig: `The file took more memory than there is for it (${HEAP_MB / 1024} GB). Show a part of the network, or choose another format.`,
    endedEarly: 'Writing ended early. Try again.',
  });
