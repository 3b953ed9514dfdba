/** A layout's own thread: it is handed what is to be drawn, and ends with where everything stands. */
import { parentPort } from 'node:worker_threads';
import { layout } from '#app/scene/layout.ts';
import type { Whole } from '#app/scene/build.ts';

/** What the thread is told; it says the layout. */
export type ToArranger = Whole['drawing'];
export type FromArranger = Whole['laid'];

parentPort?.once('message', (drawing: ToArranger) =>
  parentPort?.postMessage(layout(drawing) satisfies FromArranger),
);
