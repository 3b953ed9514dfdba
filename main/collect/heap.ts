/** Keeps the memory of a long collection close to what it holds. */
import { setFlagsFromString } from 'node:v8';

/**
 * From now on the heap may grow by a fifth before garbage is looked for. On a machine with much memory V8 lets garbage pile up to
 * several times what is held: of a thousand accounts to nearly 2 GB. Holds for the whole process, so it is for one that
 * collects and ends.
 */
export const keepHeapClose = (): void => setFlagsFromString('--heap-growing-percent=20');
