/** The built page as a fixed table, read once: what is not in the table does not exist, so no path can escape it. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface PageFile {
  readonly type: string;
  readonly body: Uint8Array;
}

/** By address path: `/index.html`, `/assets/index-1a2b.js`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** The kinds of file a build writes; anything else is left out of the table. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Reads every file below a folder; links are not followed. `/` stands for `/index.html`. */
export function readPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>();
  const walk = (directory: string, path: string) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const at = join(directory, entry.name);
      if (entry.isDirectory()) walk(at, `${path}${entry.name}/`);
      const type = entry.isFile() ? TYPES[extname(entry.name)] : undefined;
      if (type !== undefined) files.set(`${path}${entry.name}`, { type, body: readFileSync(at) });
    }
  };
  walk(folder, '/');
  const index = files.get('/index.html');
  if (!index)
    throw new Error(`${folder} holds no index.html: the page is not built. Run \`npm run build\`.`);
  return files.set('/', index);
}
