/** PNG: the picture of the scene in pixels, its letters drawn with the shipped faces, so that it looks the same everywhere. */
import { MOST_PIXELS, type PrintOptions, USUAL } from '#app/api/print.ts';
import { UserError } from '#app/api/rpc.ts';
import { fileName } from '#app/exports/parts/scope.ts';
import type { Lettering } from '#app/exports/parts/svg-marks.ts';
import { picture, pictureSize } from '#app/exports/parts/svg-picture.ts';
import { attrs, num } from '#app/exports/parts/xml.ts';
import type { Artefact } from '#app/exports/exporter.ts';
import type { Report } from '#app/report.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Faces } from './faces.ts';
import type { Printer } from './printer.ts';
import type { Raster } from './raster.ts';

/**
 * Letters as outlines. A line with a letter that no shipped face has is left to the fonts of the machine, where these
 * are at hand; else the letter is the box that stands for it, as in a PDF.
 */
export const outlines =
  (faces: Faces, machineFonts: boolean): Lettering =>
  (words, { x, y, size, mono, bold, anchor, fill }) => {
    const runs = faces.runs(words, { mono: mono === true, bold: bold === true });
    if (machineFonts && runs.some((run) => run.lacking)) return undefined;
    const width = runs.reduce((sum, run) => sum + run.width, 0) * size;
    let at = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
    let d = '';
    for (const { font, laid } of runs) {
      const k = size / font.unitsPerEm;
      const { glyphs, positions } = laid;
      glyphs.forEach((glyph, i) => {
        const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[i] ?? {};
        d += glyph.path
          .scale(k, -k)
          .translate(at + xOffset * k, y - yOffset * k)
          .toSVG();
        at += xAdvance * k;
      });
    }
    return `<path${attrs({ fill })} d="${d}"/>`;
  };

export const png: Printer = {
  id: 'png',
  about: {
    title: 'PNG picture',
    description: 'Picture in pixels, with title block and legend; choose the scale.',
    extension: 'png',
    sort: 'picture',
    bytes: true,
    marks: true,
  },
  asks: 'scale',
  async print(report, scene, options) {
    // Said at once: to draw a large picture takes long.
    const fitted = fitting(report, scene, options);
    const { raster } = await import('./raster.ts');
    return [await pngBy(await raster(), report, scene, fitted)];
  },
};

interface Fitted {
  readonly scale: number;
  readonly note?: string;
}

/** Scales are said and taken in hundredths, and very small ones in ten-thousandths. */
const floored = (scale: number): number => {
  const parts = scale < 0.1 ? 10_000 : 100;
  return Math.floor(scale * parts) / parts;
};

/** The scale that is asked for, or the largest that fits. Throws UserError for one that does not, and may not be another. */
function fitting(
  report: Report,
  scene: Scene,
  { scale = USUAL.scale, atMost }: PrintOptions,
): Fitted {
  // Room for words is by whose fonts they are set in, as when it is drawn.
  const { width, height } = pictureSize(report, scene, { lettering: () => undefined });
  const most = Math.sqrt(Math.min(atMost ?? MOST_PIXELS, MOST_PIXELS) / (width * height));
  if (scale <= most) return { scale };
  const fits = floored(most);
  if (atMost !== undefined) {
    return { scale: fits, note: `Drawn at ${fits}×: at ${scale}× it would be too large.` };
  }
  throw new UserError(
    `A picture of ${num(width * scale)} x ${num(height * scale)} pixels is too large; ` +
      `use a scale of ${fits} or less, a part of the network, or a format without pixels: svg or pdf.`,
  );
}

export async function pngBy(
  raster: Raster,
  report: Report,
  scene: Scene,
  { scale, note }: Fitted,
): Promise<Artefact> {
  const { Faces } = await import('./faces.ts');
  const faces = new Faces();
  const { svg } = picture(report, scene, { lettering: outlines(faces, raster.machineFonts) });
  const body = raster.draw(svg, scale, { machineFonts: faces.lacking });
  return { name: fileName('png'), mime: 'image/png', body, ...(note !== undefined && { note }) };
}
