/** The picture of a flow says in every format what it is of and what becomes of it. */
import { describe, expect, it } from 'vitest';
import { strFromU8, unzipSync } from 'fflate';
import { exporters } from '#app/exports/index.gen.ts';
import { sheetsOf } from '#app/exports/parts/sheets.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { analyze } from '#app/report.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import { shownOf } from '#app/routing/outcome.ts';
import { buildScene } from '#app/scene/build.ts';
import { flowTitle, ofFlow } from '#app/scene/flow.ts';
import { sampleEstate } from '#app/world/sample.ts';

const report = analyze(sampleEstate().snapshot());
const flow = (from: string, to: string) => {
  const end = (name: string) => resolveEnd(report.topology, name);
  const trace = report.routing.trace({ from: end(from), to: end(to), middleboxes: 'forward' });
  const scene = buildScene(report, { path: shownOf(trace, 'forward') });
  return { trace, scene: ofFlow(scene, report.topology, trace, { from, to }) };
};

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
    expect(svg.match(/<polygon/g)).toHaveLength(1);
    expect(/<g id="stop"><title>(.*?)<\/title>.*×/.exec(svg)![1]).toMatch(/^pcx-/);
    expect(trace.outcome).toBe('not-transitive');
  });

  it('is so on every page of a document that it touches, with its arrow and its cross', () => {
    const [overview, ...regions] = sheetsOf(report, scene, [595, 842], 24);
    expect(regions.length).toBeGreaterThan(0);
    for (const { scene: page, look } of [overview!, ...regions]) {
      const { svg } = picture(report, page, look);
      expect(svg).toContain('>tools-runners to tools-artifacts: not-transitive</text>');
      expect(svg.match(/<polygon/g)).toHaveLength(1);
      expect(svg).toContain('id="stop"');
    }
    expect(regions[0]!.look.about).toBe('Region us-east-1');
  });

  it('has no cross where it arrives', () => {
    const { svg } = picture(report, flow('tools-runners', 'tools-hub').scene);
    expect(svg.match(/<polygon/g)).toHaveLength(1);
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
