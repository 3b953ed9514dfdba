/** Turns an SVG into pixels, by resvg: as a program of this machine, or as WebAssembly where there is none for it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Raster {
  /** True where text is drawn with fonts of this machine; else only outlines come out. */
  readonly machineFonts: boolean;
  /** A PNG, `scale` pixels for one of the picture. */
  draw(svg: string, scale: number, options: { readonly machineFonts: boolean }): Uint8Array;
}

/** The program comes with `npm install`; the desktop app is packed without it, and so is a machine it is not made for. */
export const raster = async (): Promise<Raster> => (await program()) ?? (await assembly());

async function program(): Promise<Raster | undefined> {
  const found = await import('@resvg/resvg-js').catch(() => undefined);
  if (!found) return undefined;
  return {
    machineFonts: true,
    draw: (svg, scale, { machineFonts }) =>
      new Uint8Array(
        new found.Resvg(svg, {
          fitTo: { mode: 'zoom', value: scale },
          font: { loadSystemFonts: machineFonts },
        })
          .render()
          .asPng(),
      ),
  };
}

/** Read once: WebAssembly of this package can be set up only once. */
let ready: Promise<void> | undefined;

export async function assembly(): Promise<Raster> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  ready ??= initWasm(readFile(wasmFile()));
  await ready;
  return {
    machineFonts: false,
    draw(svg, scale) {
      const picture = new Resvg(svg, { fitTo: { mode: 'zoom', value: scale } });
      try {
        const drawn = picture.render();
        try {
          return drawn.asPng();
        } finally {
          drawn.free();
        }
      } finally {
        picture.free();
      }
    },
  };
}

/** From beside the built program, which ships without packages, or from the package. */
function wasmFile(): string {
  const beside = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'resvg.wasm');
  if (existsSync(beside)) return beside;
  return createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
}
