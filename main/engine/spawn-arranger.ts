/** Lays a large picture out in a thread of its own, while the engine's runs the rules: neither needs the other. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { builtPath, fromSources, packageRoot } from '#main/package.ts';
import type { FromArranger, ToArranger } from './arranger.ts';

/** One layout: its thread is on its way by the time there is something to lay out. */
export interface Arranging {
  /** Undefined where the thread came to nothing: whoever needs the layout makes it. */
  lay(drawing: ToArranger): Promise<FromArranger | undefined>;
  stop(): void;
}

export type Arranger = () => Arranging;

/** Memory a layout may take, in MB: half of what the engine may, which then makes it itself. */
const HEAP_MB = 2048;
/** As the engine's own: what is made lasts until it is handed over. */
const YOUNG_MB = 96;

export const spawnArranger: Arranger = () => {
  const worker = new Worker(
    fromSources
      ? join(packageRoot(), 'main/engine/arranger-from-sources.js')
      : builtPath('main/engine/arranger.js'),
    {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    },
  );
  const laid = new Promise<FromArranger | undefined>((resolve) => {
    worker.on('message', resolve);
    worker.on('error', () => resolve(undefined));
    worker.on('exit', () => resolve(undefined));
  });
  return {
    lay(drawing) {
      worker.postMessage(drawing);
      return laid;
    },
    stop: () => void worker.terminate(),
  };
};
