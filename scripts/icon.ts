/** `npm run icon`: the icon of the installers, drawn from renderer/public/icon.svg by the product's own rasterizer. */
import { readFileSync, writeFileSync } from 'node:fs';
import { assembly } from '#main/print/raster.ts';

/** Side of the icon, in pixels; electron-builder makes every other size and format from it. */
const SIDE = 1024;
const source = new URL('../renderer/public/icon.svg', import.meta.url);
const target = new URL('../main/desktop/icon.png', import.meta.url);

/** The icon as a PNG: the same bytes on every machine. */
export async function icon(): Promise<Uint8Array> {
  const svg = readFileSync(source, 'utf8');
  const [, width] = /viewBox="0 0 (\d+) \1"/.exec(svg) ?? [];
  if (width === undefined) throw new Error('renderer/public/icon.svg is not a square from 0 0');
  return (await assembly()).draw(svg, SIDE / Number(width), { machineFonts: false });
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(target, await icon());
  console.log('wrote main/desktop/icon.png');
}
