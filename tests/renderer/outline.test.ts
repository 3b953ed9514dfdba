/** Who does not see the picture loses nothing: the tree holds each box and container of it, the inspector's table each line. */
import { describe, expect, it } from 'vitest';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { View } from '#app/scene/scene.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { inspect } from '#main/engine/inspect.ts';
import { elementsOf, isContainer } from '#renderer/canvas/elements.ts';
import { outlineOf } from '#renderer/state/outline.ts';
import { randomPages } from '#tests/kit/random-world.ts';

const { manifest } = sampleEstate().snapshot();
const random = (seed: number): Snapshot => ({ manifest, pages: randomPages(seed) });

const estates: readonly (readonly [string, Report])[] = [
  ['the sample estate', analyze(sampleEstate().snapshot())],
  ...[3, 11].map((seed) => [`random world ${seed}`, analyze(random(seed))] as const),
];

/** The whole, and what somebody makes of it: containers collapsed, VPCs opened, boxes and an account hidden. */
function viewsOf(report: Report): readonly (readonly [string, View])[] {
  const containers = buildScene(report, {}).nodes.filter(isContainer);
  const of = (shape: string) => containers.filter((node) => node.shape === shape).map((n) => n.id);
  const vpcs = report.topology.all('vpc').map(({ id }) => id);
  const accounts = report.topology.all('vpc').map(({ account }) => account);
  return [
    ['the whole', {}],
    ['every account collapsed', { collapsed: of('account') }],
    [
      'a Region collapsed, in an account that is',
      { collapsed: [...of('region'), of('account')[0]!] },
    ],
    ['tables collapsed, VPCs opened', { collapsed: of('segment'), opened: vpcs.slice(0, 3) }],
    ['some hidden, one of them a container', { hidden: [...vpcs.slice(1, 3), of('region')[0]!] }],
    ['one account, as it stands', { accounts: accounts.slice(0, 1), still: true }],
    ['all hidden', { hidden: of('account') }],
  ];
}

describe.each(estates)('%s', (_, report) => {
  it.each(viewsOf(report))('%s: the tree is the picture', (_, view) => {
    const scene = buildScene(report, view);
    const rows = outlineOf(scene);
    const painted = [
      ...elementsOf(scene).nodes.map(({ data }) => data.id!),
      ...scene.nodes.filter(isContainer).map(({ id }) => id),
    ];
    expect(rows.map(({ id }) => id).sort()).toEqual(painted.sort());

    // Each under what it stands in on the canvas, and counted as a screen reader tells it.
    const above: string[] = [];
    for (const { id, level, place, of, item } of rows) {
      above[level - 1] = id;
      expect(item.parent, id).toBe(level === 1 ? undefined : above[level - 2]);
      const siblings = rows.filter((row) => row.item.parent === item.parent);
      expect({ place, of }, id).toEqual({
        place: siblings.findIndex((row) => row.id === id) + 1,
        of: siblings.length,
      });
    }
  });

  it('each line of the picture is in the table of links at both its ends: itself, or whom it leads to', () => {
    const scene = buildScene(report, {});
    const { edges } = elementsOf(scene);
    expect(edges).toHaveLength(scene.edges.length);
    const refOf = new Map(scene.nodes.map(({ id, ref }) => [id, ref]));
    const missing = scene.edges.flatMap(({ id, from, to, refs }) =>
      [from, to].flatMap((end, i) => {
        const { links } = inspect(report, refOf.get(end)!);
        const line = new Set([...refs, refOf.get([to, from][i]!)!]);
        const told = links.some(({ ref }) => line.has(ref));
        return told ? [] : [`${id} of ${end}`];
      }),
    );
    expect(missing).toEqual([]);
  });
});
