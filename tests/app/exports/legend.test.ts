/** The legend of a picture: a sample of every look that is in it, and of nothing else. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { exporters } from '#app/exports/index.gen.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import { shownOf } from '#app/routing/outcome.ts';
import { buildScene } from '#app/scene/build.ts';
import { ofFlow } from '#app/scene/flow.ts';
import { World } from '#app/world/world.ts';
import { analyze } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { wordsOf } from '#tests/kit/drawn.ts';
import { reportOf } from '../scene/estates.ts';
import { landingZone } from '../scene/networks.ts';
import { elements, xmlOf } from './readers.ts';

const report = analyze(sampleEstate().snapshot());
const whole = buildScene(report, { findings: true });

function flow(from: string, to: string) {
  const [start, end] = [from, to].map((name) => resolveEnd(report.topology, name));
  const trace = report.routing.trace({ from: start!, to: end!, middleboxes: 'forward' });
  const scene = buildScene(report, { path: shownOf(trace, 'forward') });
  return ofFlow(scene, report.topology, trace, { from, to });
}

/** What a marked line or box looks like: all that is not its place. */
const lookOf = (element: Element): string =>
  ['fill', 'stroke', 'stroke-width', 'stroke-dasharray']
    .map((name) => element.getAttribute(name) ?? '')
    .join(' ');
const linesOf = (within: Element): string[] => [
  ...new Set(
    elements(within, 'path')
      .map(lookOf)
      .filter((look) => look.startsWith('none ')),
  ),
];
/** Outlines of cards; discs and pills of badges and signs have no such width of stroke. */
const boxesOf = (within: Element): string[] => [
  ...new Set(
    ['rect', 'polygon']
      .flatMap((name) => elements(within, name))
      .filter((one) => /^(?:1\.3|2|2\.5)$/.test(one.getAttribute('stroke-width') ?? ''))
      .map(lookOf),
  ),
];

/** The groups of an SVG by their ids, and what of it is the legend. */
function parts(svg: string): { group: (id: string) => Element; legend: Element } {
  const root = xmlOf(svg).documentElement as unknown as Element;
  // All of it is on the last line but one.
  const legend = xmlOf(`<svg>${svg.trimEnd().split('\n').at(-2)!}</svg>`)
    .documentElement as unknown as Element;
  const group = (id: string): Element =>
    elements(root, 'g').find((one) => one.getAttribute('id') === id)!;
  return { group, legend };
}

const stuck = (): ReturnType<typeof reportOf> => {
  const world = new World();
  const at = world.region();
  const tgw = at.tgw('hub');
  const vpc = at.vpc('a', '10.0.0.0/16');
  tgw.attach(vpc, [vpc.subnet('a-a', '10.0.0.0/24')], { state: 'pendingAcceptance' });
  return reportOf(world);
};

describe('the lines in the legend are those of the picture', () => {
  it.each([
    ['the sample estate', report, whole, 7],
    // Its only line is one of the mesh, in the colour of the way: no line has the colour of meshes.
    ['a flow over a mesh', report, flow('payments-gateway', 'payments-vault'), 1],
    ['an attachment nobody has accepted', stuck(), buildScene(stuck()), 1],
  ])('%s', (_, of, scene, count) => {
    const { group, legend } = parts(
      picture(of, scene, scene.way ? { lit: { light: scene.way } } : {}).svg,
    );
    const drawn = linesOf(group('links'));
    expect(drawn.sort()).toEqual(linesOf(legend).sort());
    expect(drawn).toHaveLength(count);
  });
});

it('explains every sort of box, and no other', () => {
  const { group, legend } = parts(picture(report, whole, {}).svg);
  const drawn = boxesOf(group('nodes'));
  // VPC, transit gateway, the end of a VPN, what lies outside.
  expect(drawn).toHaveLength(4);
  expect(drawn.sort()).toEqual(boxesOf(legend).sort());
});

it('shows badges as they are in the picture, and says that they count', () => {
  // No badge of it says 1.
  const nodes = whole.nodes.map((node) =>
    node.badge ? { ...node, badge: { ...node.badge, count: node.badge.count + 1 } } : node,
  );
  const edges = whole.edges.map((edge) => ({ ...edge, badge: undefined }));
  const { legend } = parts(picture(report, { ...whole, nodes, edges }, {}).svg);
  const said = elements(legend, 'text').map(({ textContent }) => textContent);
  const worn = new Set(
    nodes.flatMap(({ badge }) =>
      badge ? [`${{ error: '×', warning: '!', info: 'i' }[badge.severity]} ${badge.count}`] : [],
    ),
  );
  const badges = said.filter((text) => /^[×!i] \d+$/.test(text));
  expect(badges).toHaveLength(3);
  for (const badge of badges) expect([...worn]).toContain(badge);
  expect(said).toContain('Error found, and how many');
});

it.each(['drawio', 'vsdx'])('has the colour of meshes in %s, too', (id) => {
  const [file] = exporters.find((one) => one.id === id)!.render(report, whole);
  const text =
    typeof file!.body === 'string'
      ? file!.body
      : strFromU8(unzipSync(file!.body)['visio/pages/page1.xml']!);
  const samples = text.slice(text.search(/id="legend"|V="Legend"|Legend/));
  expect(samples).toContain('VPC peering in a mesh');
  expect(samples).toContain('#4a62b8');
});

it('is whole beside the picture of a page: what is longer than it is wide goes on below', () => {
  const busy = analyze(landingZone(2, 20).snapshot());
  const [file] = exporters
    .find(({ id }) => id === 'html')!
    .render(busy, {
      ...buildScene(busy, { findings: true }),
      leftOut: ['30 VPCs, 1 transit gateway and 2 VPN gateways outside account 444455556666'],
    });
  const [svg] = /<svg[^>]* class="legend".*?<\/svg>/s.exec(String(file!.body))!;
  const [, left, width, height] = /viewBox="(\d+) 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
  const words = wordsOf(svg);
  for (const { text, x, y, width: wide } of words) {
    expect(x + wide, text).toBeLessThanOrEqual(left! + width!);
    expect(y, text).toBeLessThan(height!);
  }
  const told = words.map(({ text }) => text).join(' ');
  expect(told).toContain('On a mesh or below a box: so many of its links have it');
  expect(told).toContain('VPN gateways outside account 444455556666');
});
