/** Long work in slices: between two of them the window does what waits, such as keys, the pointer, a frame. */
import type { Pausing } from '#app/base/pausing.ts';

/** About the longest slice, in ms: well below what a hand notices, on a machine that has other things to do as well. */
const SLICE_MS = 8;

let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Lets the window do what waits. A timer would do too, but waits 4 ms each time, once it follows another. */
export function breath(): Promise<void> {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
  }
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(undefined);
  });
}

/**
 * Does works one after the other; each may stop for a breath wherever it yields. False where meanwhile they were `wanted` no
 * more, and were left.
 */
export async function inSlices(
  works: Iterable<Pausing<unknown>>,
  wanted: () => boolean = () => true,
): Promise<boolean> {
  let began = performance.now();
  for (const work of works) {
    for (let done = false; !done;) {
      done = work.next().done === true;
      if (performance.now() - began < SLICE_MS) continue;
      await breath();
      if (!wanted()) return false;
      began = performance.now();
    }
  }
  return wanted();
}
