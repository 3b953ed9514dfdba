/** Says of a snapshot that was written that it is larger than what is opened. */
import { IN_PARTS, sizeWords } from '#app/sources/packed.ts';
import { LIMITS } from '#main/files/read.ts';
import type { Terminal } from './command.ts';

/** Better told now than when it is needed. `wayOut` has no full stop. */
export function tellSize(
  name: string,
  bytes: number,
  terminal: Pick<Terminal, 'err'>,
  most = LIMITS.fileBytes,
  wayOut = IN_PARTS,
): void {
  if (bytes <= most) return;
  terminal.err(
    `peerless: ${name} is ${sizeWords(bytes)}, and no more than ${sizeWords(most)} are opened of one file. ${wayOut}.\n`,
  );
}
