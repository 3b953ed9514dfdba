/** A file's own thread: it is handed what to write, and ends with the files. */
import type { Artefact } from '#app/exports/exporter.ts';
import { inThread } from './in-thread.ts';
import { writeFrom } from './write-run.ts';

/** Bytes are handed over as they are; in Node's pool of small buffers others have theirs. */
const own = ({ body }: Artefact): readonly ArrayBuffer[] =>
  body instanceof Uint8Array &&
  body.buffer instanceof ArrayBuffer &&
  body.byteLength === body.buffer.byteLength
    ? [body.buffer]
    : [];

inThread(writeFrom, (files) => files.flatMap(own));
