/** The picture of a flow says in every format what it is of and what becomes of it. */
import { describe, expect, it } from 'vitest';
import { strFromU8, unzipSync } from 'fflate';
import { exporters } from '#app/exports/index.gen.ts';
import { sheetsOf } from '#app/exports/parts/sheets.ts';
import { stopIn } from '#app/exports/parts/flow-marks.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { analyze } from '#app/report.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import { shownOf } from '#app/routing/outcome.ts';
import { buildScene } from '#app/scene/build.ts';
import { legendOf } from '#app/scene/legend-entries.ts';
import { flowTitle, ofFlow } from '#app/scene/flow.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { breaches as drawioBreaches } from '../exports/drawio-rules.ts';
import { elements, xmlOf } from '../exports/readers.ts';
import { breaches as visioBreaches } from '../exports/visio-rules.ts';

const report = analyze(sampleEstate().snapshot());
const flow = (from: string, to: string) => {
  const end = (name: string) => resolveEnd(report.topology, name);
  const trace = report.routing.trace({ from: end(from), to: end(to), middleboxes: 'forward' });
  const scene = buildScene(report, { path: shownOf(trace, 'forward') });
  return { trace, scene: ofFlow(scene, report.topology, trace, { from, to }) };
};

/** Heads of arrows on lines; the legend has one, too. */
const headsIn = (svg: string): number =>
  (/<g id="links">.*?\n<\/g>/s.exec(svg)![0].match(/<polygon/g) ?? []).length;

// tools-runners is peered with tools-hub, tools-hub with tools-artifacts, and a peering hands nothing on:
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
describe('a flow over two peerings', () => {
  const { trace, scene } = flow('tools-runners', 'tools-artifacts');

  it.each(exporters.filter(({ about }) => about.sort === 'picture').map((one) => one.id))(
    'is called by its ends and its outcome as %s',
    (id) => {
      const [file] = exporters.find((one) => one.id === id)!.render(report, scene);
      const text =
        typeof file!.body === 'string'
          ? file!.body
          : Object.values(unzipSync(file!.body))
              .map((part) => strFromU8(part))
              .join('\n');
      expect(text).toContain('tools-runners to tools-artifacts: not-transitive');
    },
  );

  it('has one arrow, to the peering, and the cross with the reason there', () => {
    const { svg } = picture(report, scene);
    expect(headsIn(svg)).toBe(1);
    expect(/<g id="stop"><title>(.*?)<\/title>.*×/.exec(svg)![1]).toMatch(/^pcx-/);
    expect(trace.outcome).toBe('not-transitive');
    // The hub gets what is not for it, and hands it on to nobody: the cross stands just before it.
    const { at } = stopIn(scene)!;
    const hub = scene.nodes.find(({ label }) => label === 'tools-hub')!;
    const away = (from: number, length: number, to: number) =>
      Math.max(from - to, 0, to - from - length);
    expect(Math.hypot(away(hub.x, hub.width, at.x), away(hub.y, hub.height, at.y))).toBeLessThan(
      40,
    );
  });

  it('is so on every page of a document that it touches, with its arrow and its cross', () => {
    const [overview, ...regions] = sheetsOf(report, scene, [595, 842], 24);
    expect(regions.length).toBeGreaterThan(0);
    for (const { scene: page, look } of [overview!, ...regions]) {
      const { svg } = picture(report, page, look);
      expect(svg).toContain('>tools-runners to tools-artifacts: not-transitive</text>');
      expect(headsIn(svg)).toBe(1);
      expect(svg).toContain('id="stop"');
    }
    expect(regions[0]!.look.about).toBe('Region us-east-1');
  });

  it('has its arrow and its cross in files that people go on editing', () => {
    const text = (id: string): string =>
      String(exporters.find((one) => one.id === id)!.render(report, scene)[0]!.body);
    // A page for the whole, and one for the Region.
    const drawio = text('drawio');
    expect(drawio.match(/edge="1"/g)).toHaveLength(4);
    expect(drawio.match(/endArrow=block|startArrow=block/g)).toHaveLength(2);
    expect(drawio.match(/label="×" id="stop" stops="pcx-/g)).toHaveLength(2);
    expect(drawioBreaches(xmlOf(drawio).documentElement)).toEqual([]);

    const [file] = exporters.find((one) => one.id === 'vsdx')!.render(report, scene);
    const parts = Object.entries(unzipSync(file!.body as Uint8Array)).filter(([name]) =>
      /\.(?:xml|rels)$/.test(name),
    );
    const docs = new Map(parts.map(([name, body]) => [name, xmlOf(strFromU8(body))]));
    expect(visioBreaches(docs)).toEqual([]);
    const cells = [...docs.values()].flatMap((doc) => elements(doc, 'Cell'));
    const arrows = cells.filter((cell) => /^(?:Begin|End)Arrow$/.test(cell.getAttribute('N')!));
    // With the one in the legend of each page.
    expect(arrows.map((cell) => cell.getAttribute('V'))).toEqual(['4', '4', '4', '4']);
  });

  it('explains both in its legend, and nothing of that where there is no flow', () => {
    const sorts = (of: Parameters<typeof legendOf>[0]) => legendOf(of).map(({ sort }) => sort);
    expect(sorts(scene).slice(-2)).toEqual(['way', 'stop']);
    const { nodes, edges, hulls } = scene;
    expect(sorts({ nodes, edges, hulls })).not.toContain('way');
    expect(sorts(flow('tools-runners', 'tools-hub').scene)).not.toContain('stop');
  });

  it('has no cross where it arrives', () => {
    const { svg } = picture(report, flow('tools-runners', 'tools-hub').scene);
    expect(headsIn(svg)).toBe(1);
    expect(svg).not.toContain('id="stop"');
  });

  it('says hostile and long ends inert, and the outcome after them', () => {
    const title = flowTitle(
      { ...trace, protocol: 'tcp', port: 443 },
      'a\n\u202eb',
      `x${'y'.repeat(4000)}z`,
    );
    expect(title).toBe(
      `a\ufffd\ufffdb to x${'y'.repeat(12)}…${'y'.repeat(13)}z, tcp 443: not-transitive`,
    );
  });
});
