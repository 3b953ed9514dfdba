/** Reads the regular files of a plain tar archive. Format: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */

const BLOCK = 512;

export interface TarFile {
  readonly path: string;
  readonly body: Uint8Array;
}

/** Throws for paths that leave the archive. Folders, links and extended headers are skipped. */
export function tarFiles(archive: Buffer): TarFile[] {
  const files: TarFile[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const field = (from: number, length: number) =>
      archive.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const path = field(0, 100);
    if (path === '') break;
    const size = Number.parseInt(field(124, 12), 8);
    if (!Number.isSafeInteger(size)) throw new Error(`${path}: not a tar header`);
    const type = field(156, 1);
    if (path.startsWith('/') || path.split('/').includes('..')) {
      throw new Error(`${path}: leaves the archive`);
    }
    const start = at + BLOCK;
    if (type === '0' || type === '')
      files.push({ path, body: archive.subarray(start, start + size) });
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
