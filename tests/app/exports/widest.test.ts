/** Words of a picture that is opened where Inter is missing: in the widest face that stands in for it, they stay in their boxes. */
import { describe, expect, it } from 'vitest';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { inDejaVu } from '#tests/kit/dejavu.ts';
import { textFaults, wordsOf } from '#tests/kit/drawn.ts';
import { organization } from '../scene/networks.ts';
import { arranged } from './arranged.ts';

/** Names as long as people make them, and one peering with each of many accounts that are not collected. */
function longNames(): World {
  const world = new World();
  [
    'payments-ledger-west',
    'payments-gateway-west',
    'shared-services-production',
    'Illinois fill-in (until July)',
    'WWWWWWWWWWWWWWWW',
    'mmmmmmmmmmmmmmmm',
  ].forEach((name, i) => {
    const other = `88889999000${i}`;
    world.unseen(other);
    world.peer(
      world.region().vpc(name, `10.${i}.0.0/16`),
      world.region('us-east-1', other).vpc(`theirs-${i}`, `10.9${i}.0.0/16`),
    );
  });
  return world;
}

/** Words of containers and cards that end beyond the box they begin in. Badges stand on corners. */
function beyond(report: Report, view = {}): string[] {
  const scene = buildScene(report, { findings: true, ...view });
  const { svg } = picture(report, scene, { frame: 'bare' });
  const part = svg.slice(svg.indexOf('<g id="names">'), svg.indexOf('<g id="captions">'));
  const said = wordsOf(`<svg>${part}</svg>`, inDejaVu).filter(({ text }) => !/^. \d+$/.test(text));
  expect(said.length).toBeGreaterThan(scene.nodes.length);
  return said.flatMap(({ text, x, y, width }) => {
    const around = scene.nodes
      .filter((n) => n.x <= x && x <= n.x + n.width && n.y <= y && y <= n.y + n.height)
      .sort((a, b) => a.width * a.height - b.width * b.height)[0];
    return around && x + width <= around.x + around.width - 2 ? [] : [text];
  });
}

describe('in DejaVu Sans', () => {
  it.each([
    ['the sample estate', sampleEstate],
    ['an organization', () => organization(12)],
    ['long names', longNames],
  ])('no name and no title runs over its box: %s', (_, world) => {
    expect(beyond(analyze(world().snapshot()))).toEqual([]);
  });

  it('nor what is in an opened VPC', () => {
    const report = analyze(sampleEstate().snapshot());
    expect(beyond(report, arranged(report))).toEqual([]);
  });

  it('no word lies over another, and the legend stays on the sheet', () => {
    const report = analyze(sampleEstate().snapshot());
    const { svg, width } = picture(report, buildScene(report, { findings: true }));
    expect(textFaults(svg, inDejaVu)).toEqual([]);
    for (const word of wordsOf(svg, inDejaVu))
      expect(word.x + word.width, word.text).toBeLessThan(width);
  });

  it('an account that was not collected is told by its whole number', () => {
    const report = analyze(longNames().snapshot());
    const { svg } = picture(report, buildScene(report));
    for (const i of [0, 1, 2, 3, 4, 5])
      expect(svg).toMatch(new RegExp(`>[^<]*88889999000${i}[^<]*</text>`));
    expect(svg).not.toMatch(/>[^<]*8888\d*…/);
  });
});
