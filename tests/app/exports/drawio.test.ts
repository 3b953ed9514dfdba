/** draw.io itself opens our diagrams and our Visio drawings: every box where the scene has it, every line attached. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import drawio from '#app/exports/drawio.ts';
import { pagesOf } from '#app/exports/parts/pages.ts';
import vsdx from '#app/exports/vsdx.ts';
import { inert } from '#app/base/inert.ts';
import type { Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { Scene, View } from '#app/scene/scene.ts';
import { titlesOf } from '#app/scene/title.ts';
import { arranged, sample } from './arranged.ts';
import { DrawIoReader, missing, type ReadPage } from './drawio-reader.ts';
import { hostile } from './readers.ts';
import { unless } from '#tests/kit/tools.ts';

const TIME = { timeout: 60_000 };
const marked = (): View => ({ findings: true });

describe.skipIf(missing)(unless(missing, 'draw.io'), () => {
  let reader: DrawIoReader;
  beforeAll(async () => {
    reader = await DrawIoReader.start();
  }, 120_000);
  afterAll(async () => {
    await reader.stop();
    // The icons of its AWS library it would fetch; files of ours ask for nothing.
    expect(reader.heard.filter((url) => !url.endsWith('/stencils/aws4.xml'))).toEqual([]);
  });

  const drawn = async (report: Report, view: View) => {
    const scene = buildScene(report, view);
    const read = await reader.read(String(drawio.render(report, scene)[0]!.body));
    return { scene, read, pages: pagesOf(report, scene) };
  };

  /** Boxes and lines of a page, one text each: what it is, in or between what, and where. */
  function partsOf({ cells }: ReadPage): string[] {
    const things = new Map(cells.map((cell) => [cell.id, cell.facts['resource']]));
    const of = (id: string): string => things.get(id) ?? '';
    const at = (drawn: readonly number[]): string => drawn.map((n) => Math.round(n)).join();
    return cells.flatMap((cell) => {
      if (cell.ends) return `${cell.ends.map(of).join(' to ')} at ${at(cell.drawn)}`;
      return cell.facts['resource'] === undefined
        ? []
        : `${of(cell.id)} in ${of(cell.parent)} at ${at(cell.drawn)}`;
    });
  }
  function partsIn({ nodes, edges }: Pick<Scene, 'nodes' | 'edges'>): string[] {
    const refs = new Map(nodes.map((node) => [node.id, node.ref]));
    const of = (id: string | undefined): string => refs.get(id ?? '') ?? '';
    return [
      ...nodes.map(
        ({ ref, parent, x, y, width, height }) =>
          `${ref} in ${of(parent)} at ${[x, y, width, height].map((n) => Math.round(n)).join()}`,
      ),
      ...edges.map(
        ({ from, to, points }) =>
          `${of(from)} to ${of(to)} at ${points.map((p) => `${Math.round(p.x)},${Math.round(p.y)}`).join()}`,
      ),
    ];
  }
  /** Fractions of a box are written with three digits: a pixel on a wide one. */
  const close = (one: string, other: string): boolean => {
    const [[what, places = ''], [thing, wanted = '']] = [one.split(' at '), other.split(' at ')];
    const [a, b] = [places.split(','), wanted.split(',')];
    return (
      what === thing &&
      a.length === b.length &&
      a.every((n, i) => Math.abs(Number(n) - Number(b[i])) <= 1)
    );
  };

  it.each([
    { name: 'sample', report: sample, view: marked },
    { name: 'arranged by hand', report: sample, view: arranged },
    { name: 'hostile', report: hostile, view: marked },
  ])(
    'draws every box in its container and every line between its ends, where the scene has them: $name',
    TIME,
    async ({ report, view }) => {
      const { read, pages } = await drawn(report(), view(report()));
      expect(read.map((page) => page.name)).toEqual(pages.map((page) => inert(page.name)));
      read.forEach((page, i) => {
        const left = partsOf(page);
        for (const part of partsIn(pages[i]!)) {
          const found = left.findIndex((other) => close(part, other));
          expect(found, `${page.name}: ${part}`).not.toBe(-1);
          left.splice(found, 1);
        }
        expect(left, page.name).toEqual([]);
      });
    },
  );

  it(
    'shows the name of everything, the legend and where the picture comes from',
    TIME,
    async () => {
      const report = { ...sample(), checksum: `sha256:${'5a'.repeat(32)}` };
      const { scene, read } = await drawn(report, marked());
      const [overview, ...regions] = read;
      for (const node of scene.nodes)
        // An account that was not collected may have a title of fewer words.
        expect(titlesOf(node).filter((title) => overview!.text.includes(title))).not.toEqual([]);
      // Ids and addresses are whole, beside the icons of hubs too: on the pages of the Regions.
      const told = regions.map(({ text }) => text).join();
      for (const line of scene.nodes.flatMap(({ lines }) => lines)) expect(told).toContain(line);
      // The overview is seen at half its size: what it says of a box is its name, in larger letters.
      const sizes = [
        ...String(drawio.render(report, scene)[0]!.body).matchAll(
          /<object label="legacy-erp[^"]*".*?fontSize=(\d+)/g,
        ),
      ].map(([, size]) => Number(size));
      expect(sizes).toEqual([18, 11]);
      expect(overview!.text).not.toContain('10.67.0.0/16');
      for (const words of [
        'VPC peering',
        'Transit gateway attachment',
        'Peering mesh',
        'VPC peering in a mesh',
        'VPC peering, not active',
      ])
        expect(overview!.text).toContain(words);
      for (const page of [overview!, ...regions]) {
        expect(page.text).toContain('snapshot of 2026-01-05 09:00 UTC');
        expect(page.text).toContain(report.checksum);
      }
      // No link of this page is one between gateways.
      expect(regions[0]!.name).toBe('eu-west-1');
      expect(regions[0]!.text).not.toContain('Transit gateway peering');
    },
  );

  it('shows hostile names as the text they are', TIME, async () => {
    const { read } = await drawn(hostile(), marked());
    const labels = read[1]!.cells.map((cell) => cell.label.split('\n')[0]);
    expect(labels).toContain('<script>alert(1)</script>');
    // A name may be on two lines of the overview, in larger letters.
    for (const { text } of read) expect(text).toContain('<script>alert(1)</script>');
    expect(labels).toContain('%name% ${x} {{y}}');
    for (const page of read) expect(page.live).toBe(0);
  });

  it(
    'imports our Visio drawing: its pages, every name, every connector at both ends',
    TIME,
    async () => {
      const report = sample();
      const scene = buildScene(report, marked());
      const file = vsdx.render(report, scene)[0]!.body as Uint8Array;
      const read = await reader.read(await reader.importVisio(file));
      const pages = pagesOf(report, scene);
      expect(read.map((page) => page.name)).toEqual(pages.map((page) => page.name));
      read.forEach((page, i) => {
        const { nodes, edges } = pages[i]!;
        for (const node of nodes)
          expect(titlesOf(node).filter((title) => page.text.includes(title))).not.toEqual([]);
        const ends = page.cells.flatMap((cell) => (cell.ends ? [cell.ends] : []));
        expect(ends).toHaveLength(edges.length);
        for (const [from, to] of ends) expect(from !== '' && to !== '').toBe(true);
      });
      expect(read[0]!.text).toContain('VPC peering');
    },
  );

  it('imports the hostile names of a Visio drawing as the text they are', TIME, async () => {
    const report = hostile();
    const file = vsdx.render(report, buildScene(report, marked()))[0]!.body as Uint8Array;
    const read = await reader.read(await reader.importVisio(file));
    expect(read[0]!.text).toContain('<script>alert(1)</script>');
    for (const page of read) expect(page.live).toBe(0);
  });
});
