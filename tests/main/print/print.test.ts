/** PNG and PDF: the same bytes twice, read by tools that are not ours, hostile names as the text they are. */
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Report } from '#app/report.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { buildScene } from '#app/scene/build.ts';
import { nodeLooks, palette } from '#app/scene/legend.ts';
import type { Box, Scene } from '#app/scene/scene.ts';
import { formats } from '#main/print/formats.ts';
import type { Paper, PrintOptions } from '#app/api/print.ts';
import { pixels, readPdf, sizeOf } from '#tests/kit/prints.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { needs, run } from '#tests/kit/tools.ts';
import { arranged } from '../../app/exports/arranged.ts';
import { HOSTILE, hostile } from '../../app/exports/readers.ts';
import { estates, shuffled } from '../../app/scene/estates.ts';

const sample = estates.find((e) => e.name === 'sample')!;
const TIME = { timeout: 60_000 };

async function printed(
  id: string,
  report: Report,
  options: PrintOptions = {},
  scene = buildScene(report, { findings: true }),
): Promise<Buffer> {
  const format = formats.find((f) => f.id === id)!;
  const [artefact] = await format.write(report, scene, options);
  return Buffer.from(artefact!.body as Uint8Array);
}

describe('formats', () => {
  it('are one list, each id once', () => {
    const ids = formats.map((f) => f.id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toEqual(
      expect.arrayContaining(['svg', 'png', 'pdf', 'drawio', 'vsdx', 'dot', 'graphml']),
    );
  });
});

describe.each(['png', 'pdf'])('%s', (id) => {
  it('gives the same bytes twice, and for shuffled pages', TIME, async () => {
    const once = await printed(id, sample.report());
    expect((await printed(id, sample.report())).equals(once)).toBe(true);
    expect((await printed(id, sample.report(shuffled))).equals(once)).toBe(true);
  });
});

describe('png', () => {
  it('is as many times larger as the scale says', TIME, async () => {
    const one = await printed('png', sample.report(), { scale: 1 });
    expect(one.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = sizeOf(one);
    expect(sizeOf(await printed('png', sample.report(), { scale: 1.5 }))).toEqual([
      Math.ceil(width * 1.5),
      Math.ceil(height * 1.5),
    ]);
    expect(sizeOf(await printed('png', sample.report()))).toEqual([2 * width, 2 * height]);
  });

  it('refuses a picture no machine can hold, and says what to do', async () => {
    await expect(printed('png', sample.report(), { scale: 400 })).rejects.toThrow(
      /use a scale of \d/,
    );
  });

  it('takes the largest scale that fits where it may, and says so', async () => {
    const format = formats.find(({ id }) => id === 'png')!;
    const scene = buildScene(sample.report(), {});
    const atMost = 300_000;
    const [drawn] = await format.write(sample.report(), scene, { scale: 2, atMost });
    const [width, height] = sizeOf(Buffer.from(drawn!.body as Uint8Array));
    expect(width * height).toBeLessThanOrEqual(atMost * 1.01);
    expect(width * height).toBeGreaterThan(atMost * 0.9);
    expect(drawn!.note).toMatch(/^Drawn at 0\.\d+×: at 2× it would be too large\.$/);
    const [fits] = await format.write(sample.report(), scene, { scale: 0.1, atMost });
    expect(fits!.note).toBeUndefined();
  });

  it('draws a hostile estate', TIME, async () => {
    const [width, height] = sizeOf(await printed('png', hostile(), { scale: 1 }));
    expect(Math.min(width, height)).toBeGreaterThan(200);
  });
});

describe('a picture arranged by hand', () => {
  const report = sample.report();
  const scene = buildScene(report, arranged(report));
  const alone = buildScene(report, { findings: true });
  const node = (of: Scene, label: string) => of.nodes.find((n) => n.label === label)!;

  it('is so in PNG: cards are where they were put, and not where they were', TIME, async () => {
    const colour = pixels(await printed('png', report, { scale: 1 }, scene));
    // Where the scene begins below the title is told by the SVG, which has the same size.
    const [, dx, dy] = /<g transform="translate\(([\d.]+) ([\d.]+)\)"/.exec(
      picture(report, scene).svg,
    )!;
    /** At the lower left corner, where no card has words or lines. */
    const at = ({ x, y, height }: Box): string =>
      colour(Number(dx) + x + 6, Number(dy) + y + height - 5);
    const { light } = palette;
    const was = (label: string): Box => node(alone, label);
    expect(at(node(scene, 'tools-hub'))).toBe(light['card-fill']);
    expect(at(node(scene, 'egress'))).toBe(light['card-fill']);
    expect(node(scene, 'egress').height).toBeGreaterThan(2 * was('egress').height);
    for (const { shape, ...box } of scene.nodes)
      if (shape === 'folded') expect(at(box)).toBe(light[nodeLooks.folded.fill]);
    expect(at(was('brand-fjord'))).toBe(light[nodeLooks.region.fill]);
  });

  it('is so in PDF', TIME, async () => {
    const { pages } = await readPdf(await printed('pdf', report, { paper: 'a3' }, scene));
    const words = pages.flatMap((page) => page.words);
    const inner = scene.nodes.filter((n) => n.shape === 'subnet' || n.shape === 'route-table');
    expect(inner.length).toBeGreaterThan(2);
    for (const { label } of inner) expect(words).toContain(label);
    // Small as it is there, it is called by its number alone.
    expect(pages[0]!.words).toContain('444455556666');
    for (const label of ['brand-fjord', 'dev-web', 'dev-cart']) expect(words).not.toContain(label);
    // The overview is the picture, smaller: three cards that were left alone say how, and where the fourth has to be.
    const spot = (label: string) => pages[0]!.spots.find(({ word }) => word === label)!;
    const [a, b, moved] = ['log-archive', 'eu-storefront', 'tools-hub'].map((label) => ({
      on: spot(label),
      in: node(scene, label),
    }));
    const scale = (a!.on.x - b!.on.x) / (a!.in.x - b!.in.x);
    expect(moved!.on.x).toBeCloseTo(a!.on.x + (moved!.in.x - a!.in.x) * scale, 0);
    // Upwards on paper.
    expect(moved!.on.y).toBeCloseTo(a!.on.y - (moved!.in.y - a!.in.y) * scale, 0);
  });
});

/** What the pages of a PDF say to a viewer to do: every stream unpacked. */
function streams(pdf: Buffer): string {
  let out = '';
  const text = pdf.toString('latin1');
  for (const found of text.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n/g)) {
    const from = found.index + found[0].length;
    out += inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).toString('latin1');
  }
  return out;
}

/** The same one for every test that only reads it. */
const pdfs = new Map<string, Promise<Buffer>>();
function pdfOf(of: 'sample' | 'hostile', paper: Paper = 'a4'): Promise<Buffer> {
  const key = `${of} ${paper}`;
  const made =
    pdfs.get(key) ?? printed('pdf', of === 'sample' ? sample.report() : hostile(), { paper });
  pdfs.set(key, made);
  return made;
}

describe('pdf', () => {
  it('is vector, and asks a viewer for nothing', TIME, async () => {
    const pdf = await pdfOf('hostile');
    const all = pdf.toString('latin1');
    expect(all).not.toMatch(
      /\/(JavaScript|JS|URI|Launch|OpenAction|EmbeddedFile|XObject \/Image)\b/,
    );
    expect(streams(pdf)).toMatch(/ re| l\n| c\n/);
  });

  it.each([
    ['a4', '841.89 x 595.28'],
    ['a3', '1190.55 x 841.89'],
    ['letter', '792 x 612'],
  ] as const)('has pages of %s', TIME, async (paper, size) => {
    const boxes = (await pdfOf('sample', paper))
      .toString('latin1')
      .match(/\/MediaBox \[0 0 [\d. ]+\]/g);
    // An overview and a page for each Region at least; a large Region takes a map and its parts.
    expect(boxes!.length).toBeGreaterThanOrEqual(4);
    expect(boxes![0]).toBe(`/MediaBox [0 0 ${size.replace(' x ', ' ')}]`);
  });

  it('is read by PDF.js: names, sizes and titles, and nothing that acts', TIME, async () => {
    const report = sample.report();
    const { pages, info, acts } = await readPdf(await pdfOf('sample', 'a3'));
    // Each page lies as its picture does.
    for (const { size } of pages)
      expect([...size].sort((a, b) => a - b)).toEqual([841.89, 1190.55]);
    // A large Region takes a map and its parts.
    expect(pages.length).toBeGreaterThanOrEqual(4);
    for (const vpc of report.topology.all('vpc')) {
      const own = pages.filter(({ words }) => words.join(' ').includes(`Region ${vpc.region}`));
      expect(
        own.flatMap(({ words }) => words),
        vpc.id,
      ).toContain(vpc.id);
    }
    expect(pages[0]!.words.join(' ')).toContain('2026-01-05 09:00 UTC');
    expect(pages[0]!.words.join(' ')).toContain('Transit gateway peering');
    // The sample was refused three calls.
    expect(pages[0]!.words.join(' ')).toContain('partial data: 3 gaps');
    expect(info).toMatchObject({
      Title: expect.stringMatching(/^Peerless: 43 VPCs \(and 2 outside\)/) as string,
      CreationDate: expect.stringMatching(/^D:20260105/) as string,
    });
    expect(acts).toEqual([]);
  });

  it('is read by PDF.js with hostile names as the text they are', TIME, async () => {
    const { pages, acts } = await readPdf(await pdfOf('hostile'));
    const all = pages.flatMap(({ words }) => words);
    for (const name of HOSTILE.filter((n) => /^[\x21-\x7e]{1,20}$/.test(n)))
      expect(all).toContain(name);
    expect(acts).toEqual([]);
  });

  it(
    'has the id of every VPC on a page of its Region, and Regions in the outline',
    TIME,
    async (test) => {
      needs('pdftotext', 'the text of a PDF can be searched', test);
      const { folder, write } = scratch();
      const report = sample.report();
      const file = write('estate.pdf', await pdfOf('sample'));
      const pages = run('pdftotext', ['-raw', file, '-']).split('\f');
      for (const vpc of report.topology.all('vpc')) {
        const own = pages.filter((text) => text.startsWith(`Region ${vpc.region}`));
        expect(own.join('\n'), vpc.id).toContain(vpc.id);
      }
      expect(pages[0]).toContain('2026-01-05 09:00 UTC');
      expect(pages[0]).toContain('Transit gateway peering');
      expect(run('pdfinfo', [file])).toMatch(/CreationDate: +Mon Jan +5 /);
      expect(run('pdftoppm', ['-r', '20', '-png', file, join(folder, 'page')])).toBe('');
    },
  );

  it('shows a hostile name as the text it is', TIME, async (test) => {
    needs('pdftotext', 'hostile names in a PDF are the text they are', test);
    const { write } = scratch();
    const file = write('hostile.pdf', await pdfOf('hostile'));
    const text = run('pdftotext', ['-raw', file, '-']);
    for (const name of HOSTILE.filter((n) => /^[\x21-\x7e]{1,20}$/.test(n)))
      expect(text).toContain(name);
  });
});
