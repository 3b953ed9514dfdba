/** Who does not see the picture loses nothing: the tree holds each box, container, mesh and line of it. */
import { describe, expect, it } from 'vitest';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { edgeLooks } from '#app/scene/legend.ts';
import type { View } from '#app/scene/scene.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { inspect } from '#main/engine/inspect.ts';
import { elementsOf, isContainer } from '#renderer/canvas/elements.ts';
import { outlineOf } from '#renderer/state/outline.ts';
import { randomPages } from '#tests/kit/random-world.ts';

const { manifest } = sampleEstate().snapshot();
const random = (seed: number): Snapshot => ({ manifest, pages: randomPages(seed) });

const NONE: ReadonlySet<string> = new Set();
const ALL: ReadonlySet<string> = new Set(
  ['mesh', ...Object.keys(edgeLooks)].map((id) => `group:${id}`),
);

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
    const rows = outlineOf(scene, ALL).filter(({ item }) => item.is === 'box');
    const painted = [
      ...elementsOf(scene).nodes.map(({ data }) => data.id!),
      ...scene.nodes.filter(isContainer).map(({ id }) => id),
    ];
    expect(rows.map(({ id }) => id).sort()).toEqual(painted.sort());

    // Each under what it stands in on the canvas, and counted as a screen reader tells it.
    const above: string[] = [];
    const parentOf = ({ item }: (typeof rows)[number]) =>
      item.is === 'box' ? item.node.parent : undefined;
    const groups = outlineOf(scene, NONE).filter(({ item }) => item.is === 'group').length;
    for (const row of rows) {
      const { id, level, place, of } = row;
      above[level - 1] = id;
      expect(parentOf(row), id).toBe(level === 1 ? undefined : above[level - 2]);
      const siblings = rows.filter((other) => parentOf(other) === parentOf(row));
      expect({ place, of }, id).toEqual({
        place: siblings.findIndex((other) => other.id === id) + 1,
        of: siblings.length + (level === 1 ? groups : 0),
      });
    }
  });

  it.each(viewsOf(report))('%s: so are its lines and meshes, each in its group', (_, view) => {
    const scene = buildScene(report, view);
    const rows = outlineOf(scene, ALL);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const lines = rows.filter(({ item }) => item.is === 'line').map(({ id }) => id);
    expect(lines.sort()).toEqual(
      elementsOf(scene)
        .edges.map(({ data }) => data.id!)
        .sort(),
    );
    const meshes = rows.filter(({ item }) => item.is === 'mesh').map(({ id }) => id);
    expect(meshes).toEqual(scene.hulls.map(({ id }) => id));
    for (const [i, { item, expanded, of, place }] of rows.entries()) {
      if (item.is !== 'group') continue;
      expect({ expanded, place: place <= of }).toEqual({ expanded: true, place: true });
      const within = rows.slice(i + 1, i + 1 + item.many);
      expect(within.map((row) => [row.level, row.place, row.of])).toEqual(
        within.map((_, j) => [2, j + 1, item.many]),
      );
      expect(rows[i + 1 + item.many]?.level ?? 1).toBe(1);
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
