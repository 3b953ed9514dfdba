/** Visio files: every part is declared, every connector is glued where the scene has it, groups nest; LibreOffice opens them. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import vsdx from '#app/exports/vsdx.ts';
import type { Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { View } from '#app/scene/scene.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { needs, run } from '#tests/kit/tools.ts';
import { estates } from '../scene/estates.ts';
import { arranged, sample } from './arranged.ts';
import { breaches } from './visio-rules.ts';
import { elements, HOSTILE, hostile, xmlOf } from './readers.ts';

const marked = (): View => ({ findings: true });
const bytesOf = (report: Report, view: View = marked()): Uint8Array =>
  vsdx.render(report, buildScene(report, view))[0]!.body as Uint8Array;
const partsOf = (report: Report, view?: View): Map<string, Document> =>
  new Map(
    Object.entries(unzipSync(bytesOf(report, view))).map(([name, body]) => [
      name,
      xmlOf(new TextDecoder().decode(body)),
    ]),
  );

const inner = (e: Element, name: string): Element[] =>
  Array.from(e.childNodes as ArrayLike<Node>).filter((n): n is Element => n.nodeName === name);
const cell = (e: Element, name: string): number =>
  Number(
    inner(e, 'Cell')
      .find((c) => c.getAttribute('N') === name)
      ?.getAttribute('V'),
  );
const formula = (e: Element, name: string): string =>
  inner(e, 'Cell')
    .find((c) => c.getAttribute('N') === name)
    ?.getAttribute('F') ?? '';
const rows = (shape: Element, section: string): Element[] =>
  inner(shape, 'Section')
    .filter((s) => s.getAttribute('N') === section)
    .flatMap((s) => inner(s, 'Row'));

/** A point of a shape in page coordinates, through every group it stands in. */
function onPage(shape: Element, x: number, y: number): [number, number] {
  const up = [
    x + cell(shape, 'PinX') - cell(shape, 'LocPinX'),
    y + cell(shape, 'PinY') - cell(shape, 'LocPinY'),
  ] as [number, number];
  const parent = shape.parentNode?.parentNode as Element | undefined;
  return parent?.nodeName === 'Shape' ? onPage(parent, ...up) : up;
}

const dataOf = (shape: Element): Record<string, string> =>
  Object.fromEntries(
    rows(shape, 'Property').map((row) => [
      row.getAttribute('N'),
      inner(row, 'Cell')
        .find((c) => c.getAttribute('N') === 'Value')
        ?.getAttribute('V') ?? '',
    ]),
  );

describe.each([
  ...estates.map((e) => ({ name: e.name, report: () => e.report(), view: marked })),
  { name: 'arranged by hand', report: sample, view: arranged },
  { name: 'hostile', report: hostile, view: marked },
])('vsdx of $name', ({ report, view }) => {
  const parts = partsOf(report(), view(report()));
  const scene = buildScene(report(), view(report()));
  const pages = [...parts].filter(([name]) => /pages\/page\d+\.xml$/.test(name));

  it('declares every part, and every relationship leads to one', () => {
    const types = elements(parts.get('[Content_Types].xml')!, 'Override').map((o) =>
      o.getAttribute('PartName')?.slice(1),
    );
    for (const name of parts.keys())
      if (!/\.rels$|Content_Types/.test(name)) expect(types).toContain(name);
    for (const type of types) expect([...parts.keys()]).toContain(type);
    for (const [name, doc] of parts) {
      if (!name.endsWith('.rels')) continue;
      const home = name.replace(/_rels\/[^/]*$/, '');
      for (const link of elements(doc, 'Relationship'))
        expect([...parts.keys()]).toContain(`${home}${link.getAttribute('Target')}`);
    }
    const listed = elements(parts.get('visio/pages/pages.xml')!, 'Rel');
    expect(listed.length).toBe(pages.length);
  });

  it.each(pages)('glues both ends of every connector of %s where they are', (_, doc) => {
    const shapes = new Map(elements(doc, 'Shape').map((s) => [s.getAttribute('ID') ?? '', s]));
    expect(shapes.size).toBe(elements(doc, 'Shape').length);
    const connects = elements(doc, 'Connect');
    const connectors = [...shapes.values()].filter((s) => cell(s, 'ObjType') === 2);
    expect(connects.length).toBe(2 * connectors.length);
    for (const c of connects) {
      const from = shapes.get(c.getAttribute('FromSheet') ?? '')!;
      const to = shapes.get(c.getAttribute('ToSheet') ?? '')!;
      const side = c.getAttribute('FromCell') === 'BeginX' ? 'Begin' : 'End';
      // Parts by number: https://learn.microsoft.com/en-us/office/vba/api/visio.visfromparts and visio.vistoparts
      expect(c.getAttribute('FromPart')).toBe(side === 'Begin' ? '9' : '12');
      const row = Number(c.getAttribute('ToPart')) - 100;
      expect(c.getAttribute('ToCell')).toBe(`Connections.X${row + 1}`);
      const point = rows(to, 'Connection')[row]!;
      const [x, y] = onPage(to, cell(point, 'X'), cell(point, 'Y'));
      expect(cell(from, `${side}X`)).toBeCloseTo(x, 3);
      expect(cell(from, `${side}Y`)).toBeCloseTo(y, 3);
      for (const axis of ['X', 'Y'])
        expect(formula(from, side + axis)).toContain(
          `Sheet.${to.getAttribute('ID')}!Connections.${axis}${row + 1}`,
        );
    }
  });

  it('holds to what Microsoft publishes of the format', () => {
    expect(breaches(parts)).toEqual([]);
  });

  it('nests shapes as the scene does, at the same places, with their facts', () => {
    const doc = parts.get('visio/pages/page1.xml')!;
    const scale = 96;
    const placed = elements(doc, 'Shape')
      .filter((s) => 'resource' in dataOf(s))
      .map((s) => {
        const [x, y] = onPage(s, 0, cell(s, 'Height'));
        const group = s.parentNode?.parentNode as Element;
        const parent = group.nodeName === 'Shape' ? dataOf(group)['resource'] : '';
        return [dataOf(s)['resource'], parent, Math.round(x * scale), Math.round(y * scale)].join();
      });
    const byId = new Map(scene.nodes.map((n) => [n.id, n]));
    const height = Math.round(
      cell(
        inner(elements(parts.get('visio/pages/pages.xml')!, 'Page')[0]!, 'PageSheet')[0]!,
        'PageHeight',
      ) * scale,
    );
    expect(placed.sort()).toEqual(
      scene.nodes
        .map((n) =>
          [
            n.ref,
            byId.get(n.parent ?? '')?.ref ?? '',
            Math.round(n.x),
            Math.round(height - n.y),
          ].join(),
        )
        .sort(),
    );
  });
});

describe('vsdx', () => {
  it.each([
    ['a shape id twice', /shape id twice/, (e: Element) => e.setAttribute('ID', '2')],
    ['a type that is none', /: its type/, (e: Element) => e.setAttribute('Type', 'Group')],
    [
      'a style that is not there',
      /no such style/,
      (e: Element) => e.setAttribute('FillStyle', '7'),
    ],
    [
      'a cell of no meaning',
      /no cell is named Colour/,
      (e: Element) => inner(e, 'Cell')[0]!.setAttribute('N', 'Colour'),
    ],
    [
      'a length in words',
      /PinX is 2 in/,
      (e: Element) => inner(e, 'Cell')[0]!.setAttribute('V', '2 in'),
    ],
    [
      'a section twice',
      /twice/,
      (e: Element) => e.appendChild(inner(e, 'Section')[0]!.cloneNode(true)),
    ],
  ])('is refused by the published rules with %s', (_, words, plant) => {
    const parts = partsOf(estates.find((e) => e.name === 'tangled')!.report());
    plant(elements(parts.get('visio/pages/page1.xml')!, 'Shape')[0]!);
    expect(breaches(parts).join('\n')).toMatch(words);
  });

  it('keeps a hostile name as the text it is', () => {
    const doc = partsOf(hostile()).get('visio/pages/page1.xml')!;
    const names = elements(doc, 'Shape').map((s) => dataOf(s)['name']);
    for (const name of HOSTILE.filter((text) => /^[\x20-\x7e]*$/.test(text)))
      expect(names).toContain(name);
    for (const e of elements(doc, '*'))
      expect(e.nodeName).toMatch(/^(PageContents|Shapes?|Cell|Section|Row|Text|cp|Connects?)$/);
  });

  it('is read by libvisio: every name in its pictures of the pages', (test) => {
    needs('vsd2xhtml', "libvisio's own tool reads the Visio file", test);
    const report = sample();
    const pages = run('vsd2xhtml', [scratch().write('estate.vsdx', bytesOf(report))]);
    for (const vpc of report.topology.all('vpc')) expect(pages).toContain(vpc.id);
    expect(pages).toContain('Transit gateway attachment');
    expect(pages.match(/<svg:svg/g)).toHaveLength(4);
  });

  it(
    'is opened by LibreOffice Draw: a page each, every name on it',
    { timeout: 180_000 },
    (test) => {
      needs('soffice', 'LibreOffice Draw opens the Visio file', test);
      const { folder, write } = scratch();
      const report = estates.find((e) => e.name === 'sample')!.report();
      const file = write('estate.vsdx', bytesOf(report));
      run('soffice', [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        file,
      ]);
      needs('pdftotext', 'the names that LibreOffice Draw shows of a Visio file', test);
      const text = run('pdftotext', [join(folder, 'estate.pdf'), '-']);
      for (const vpc of report.topology.all('vpc')) expect(text).toContain(vpc.id);
      expect(run('pdfinfo', [join(folder, 'estate.pdf')])).toMatch(/^Pages: +4$/m);
    },
  );
});
