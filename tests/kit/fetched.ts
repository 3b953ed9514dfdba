/** The bytes of a file that the engine tells of, fetched as a page fetches them. */
import type { Engine } from '#app/api/engine.ts';
import { type ExportedFile, PORTION } from '#app/api/file.ts';

export async function fetched(
  engine: Pick<Engine, 'portion'>,
  { download, bytes }: ExportedFile,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes; from += PORTION)
    parts.push(Buffer.from((await engine.portion({ download, from })).base64, 'base64'));
  return Buffer.concat(parts);
}
