/** A Wire over a worker's MessagePort. */
import type { MessagePort } from 'node:worker_threads';
import { createWire, type Wire } from '#app/api/wire.ts';

export function portWire(port: MessagePort): Wire {
  const end = createWire({
    send: (text) => port.postMessage(text),
    close: () => port.close(),
  });
  port.on('message', (text: unknown) => {
    if (typeof text === 'string') end.receive(text);
  });
  port.on('close', end.closed);
  return end.wire;
}
