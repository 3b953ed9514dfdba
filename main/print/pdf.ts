/** PDF: vector pages with text that can be searched: an overview, then every Region, on paper of a chosen size. */
import { once } from 'node:events';
import { type Paper, USUAL } from '#app/api/print.ts';
import { fileName } from '#app/exports/parts/scope.ts';
import { sheetsOf } from '#app/exports/parts/sheets.ts';
import type { Lettering } from '#app/exports/parts/svg-marks.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { attrs, xml } from '#app/exports/parts/xml.ts';
import type { Report } from '#app/report.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Faces } from './faces.ts';
import type { Printer } from './printer.ts';

/** Short and long side in points. */
const SIDES: Readonly<Record<Paper, readonly [number, number]>> = {
  a4: [595.28, 841.89],
  a3: [841.89, 1190.55],
  letter: [612, 792],
};
const MARGIN = 24;

/** Text as text, each run in the font that has its letters. */
const set =
  (faces: Faces): Lettering =>
  (words, { x, y, size, mono, bold, anchor, fill }) => {
    const runs = faces.runs(words, { mono: mono === true, bold: bold === true });
    const width = runs.reduce((sum, run) => sum + run.width, 0) * size;
    let at = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
    return runs
      .map((run) => {
        const text = `<text${attrs({ x: at, y, 'font-family': run.face, 'font-size': size, fill, 'xml:space': 'preserve' })}>${xml(run.text)}</text>`;
        at += run.width * size;
        return text;
      })
      .join('');
  };

/** A time in the snapshot, so that printing twice gives the same bytes. */
const timeOf = (report: Report): Date => {
  const time = new Date(report.manifest.created);
  return Number.isNaN(time.getTime()) ? new Date(0) : time;
};

async function write(report: Report, scene: Scene, paper: Paper): Promise<Uint8Array> {
  const { Faces } = await import('./faces.ts');
  const { default: PDFDocument } = await import('pdfkit');
  const { default: svgToPdf } = await import('svg-to-pdfkit');
  const faces = new Faces();
  const time = timeOf(report);
  const doc = new PDFDocument({
    autoFirstPage: false,
    // No font of its own: every letter is set in a shipped face.
    font: null as unknown as string,
    info: {
      Title: `Peerless: ${scene.title}`,
      Creator: 'Peerless',
      Producer: 'Peerless',
      CreationDate: time,
      ModDate: time,
    },
  });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = once(doc, 'end');
  const known = new Set<string>();
  const lettering: Lettering = (words, look) => {
    for (const { face, font } of faces.runs(words, {
      mono: look.mono === true,
      bold: look.bold === true,
    })) {
      if (!known.has(face)) doc.registerFont(face, font as unknown as Buffer);
      known.add(face);
    }
    return set(faces)(words, look);
  };
  for (const sheet of sheetsOf(report, scene, SIDES[paper], MARGIN)) {
    const { scene: part, look, entry, paper: size } = sheet;
    const room = { width: size[0] - 2 * MARGIN, height: size[1] - 2 * MARGIN };
    const { svg } = picture(report, part, { ...look, lettering });
    doc.addPage({ size: [...size], margin: 0 });
    doc.outline.addItem(entry);
    svgToPdf(doc, svg, MARGIN, MARGIN, {
      ...room,
      preserveAspectRatio: 'xMidYMin meet',
      assumePt: true,
      fontCallback: (family) => family.replaceAll(/["']/g, ''),
    });
  }
  doc.end();
  await ended;
  return new Uint8Array(Buffer.concat(parts));
}

export const pdf: Printer = {
  id: 'pdf',
  about: {
    title: 'PDF document',
    description:
      'Vector pages with text to search: an overview and one page a Region; A4, A3 or letter.',
    extension: 'pdf',
    sort: 'picture',
    bytes: true,
    marks: true,
  },
  asks: 'paper',
  print: async (report, scene, { paper = USUAL.paper }) => [
    {
      name: fileName('pdf'),
      mime: 'application/pdf',
      body: await write(report, scene, paper),
    },
  ],
};
