/** Laws of places that are kept: whatever is added, what was there stays where it was, and nothing overlaps. */
import { describe, expect, it } from 'vitest';
import { buildScene, wholeOf } from '#app/scene/build.ts';
import { placesOf } from '#app/scene/settle.ts';
import type { Box, Point, Scene, SceneNode } from '#app/scene/scene.ts';
import { analyze, type Report } from '#app/report.ts';
import { World } from '#app/world/world.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import type { WorldRegion } from '#app/world/region.ts';
import type { Tgw } from '#app/world/tgw.ts';
import type { TgwTable } from '#app/world/tgw-table.ts';
import { faultsOf, holds, isCard } from './faults.ts';
import { estates, reportOf } from './estates.ts';

const whole = (report: Report, before?: Scene): Scene =>
  buildScene(report, { still: true }, () => wholeOf(report, false, before && placesOf(before)));

/** The same where the picture that the places are from is at hand. */
const again = (report: Report, drawn: Scene): Scene =>
  buildScene(report, { still: true }, () => wholeOf(report, false, placesOf(drawn), { drawn }));

/** Boxes and containers of `before` that stand somewhere else in `after`. Containers may grow. */
function movedIn(before: Scene, after: Scene): string[] {
  const now = new Map(after.nodes.map((n) => [n.id, n]));
  return before.nodes
    .filter((n) => {
      const at = now.get(n.id);
      if (!at) return !n.id.startsWith('segment/');
      return at.x !== n.x || at.y !== n.y || (isCard(n) ? at.width !== n.width : !holds(at, n));
    })
    .map((n) => n.label);
}

/** True where a line runs over a box, looked at every half pixel. */
const crosses = (points: readonly Point[], { x, y, width, height }: Box): boolean =>
  points.slice(1).some((q, i) => {
    const p = points[i]!;
    const steps = Math.ceil(2 * Math.hypot(q.x - p.x, q.y - p.y));
    return Array.from({ length: steps + 1 }, (_, s) => ({
      x: p.x + ((q.x - p.x) * s) / steps,
      y: p.y + ((q.y - p.y) * s) / steps,
    })).some((at) => at.x > x && at.x < x + width && at.y > y && at.y < y + height);
  });

/** Lines of `before` with both ends where they were, drawn in another way although nothing new stands in it. */
function needlessIn(before: Scene, after: Scene): string[] {
  const old = new Map(before.nodes.map((n) => [n.id, n]));
  const now = new Map(after.nodes.map((n) => [n.id, n]));
  const place = (n?: SceneNode): string => JSON.stringify([n?.x, n?.y, n?.width, n?.height]);
  const fresh = after.nodes.filter((n) => isCard(n) && place(n) !== place(old.get(n.id)));
  const ways = new Map(after.edges.map((e) => [e.id, e]));
  return before.edges.flatMap((was) => {
    const is = ways.get(was.id);
    if (!is || JSON.stringify(is.points) === JSON.stringify(was.points)) return [];
    if ([was.from, was.to].some((id) => place(old.get(id)) !== place(now.get(id)))) return [];
    return fresh.some((card) => crosses(was.points, card)) ? [] : [was.id];
  });
}

/** Numbers below `most`, the same ones for a seed. */
function dice(seed: number): (most: number) => number {
  let state = seed * 7919 + 17;
  return (most) => {
    state = (state * 16807) % 2147483647;
    return state % most;
  };
}

interface Town {
  readonly world: World;
  readonly vpcs: WorldVpc[];
  readonly places: readonly WorldRegion[];
  readonly tables: readonly { readonly tgw: Tgw; readonly table: TgwTable }[];
  readonly roll: (most: number) => number;
}

/** A network of any shape: accounts, Regions, meshes, stars, hubs, loose VPCs. */
function town(seed: number): Town {
  const roll = dice(seed);
  const world = new World();
  const regions = ['us-east-1', 'eu-west-1', 'ap-south-1'];
  const places = Array.from({ length: 1 + roll(5) }, (_, i) =>
    world.region(regions[roll(3)], String(111111111111 + Math.floor(i / 2) * 111111)),
  );
  const vpcs: WorldVpc[] = [];
  for (let i = 0; i < 4 + roll(26); i++) {
    const vpc = places[roll(places.length)]!.vpc(`v-${roll(90)}-${i}`, `10.${i}.0.0/16`);
    vpc.subnet(`10.${i}.1.0/24`, 'a');
    vpcs.push(vpc);
  }
  const tables = Array.from({ length: roll(3) }, (_, i) => {
    const tgw = places[roll(places.length)]!.tgw(`hub-${i}`);
    return { tgw, table: tgw.table('all') };
  });
  for (const vpc of vpcs) {
    const hub = tables[roll(4)];
    if (hub) hub.table.associate(hub.tgw.attach(vpc, []));
    const other = vpcs[roll(vpcs.length)]!;
    if (roll(2) === 0 && other !== vpc) peer(world, vpc, other);
  }
  return { world, vpcs, places, tables, roll };
}

const peered = new WeakMap<World, Set<string>>();
function peer(world: World, a: WorldVpc, b: WorldVpc): void {
  const key = [a.id, b.id].sort().join();
  const known = peered.get(world) ?? new Set();
  peered.set(world, known);
  if (known.has(key)) return;
  known.add(key);
  world.peer(a, b);
}

const ADDITIONS: readonly (readonly [string, (town: Town) => void])[] = [
  [
    'a VPC',
    ({ places, roll }) => void places[roll(places.length)]!.vpc(`new-${roll(90)}`, '172.16.0.0/16'),
  ],
  [
    'a subnet',
    ({ vpcs, roll }) => void vpcs[roll(vpcs.length)]!.subnet(`10.${roll(4)}.77.0/24`, 'b'),
  ],
  [
    'a peering',
    ({ world, vpcs, roll }) => {
      const [a, b] = [vpcs[roll(vpcs.length)]!, vpcs[roll(vpcs.length)]!];
      if (a !== b) peer(world, a, b);
    },
  ],
  [
    'an attached VPC',
    ({ places, tables, roll }) => {
      const vpc = places[roll(places.length)]!.vpc('attached', '172.17.0.0/16');
      const hub = tables[0];
      if (hub) hub.table.associate(hub.tgw.attach(vpc, []));
    },
  ],
  [
    'a Region',
    ({ world }) => void world.region('sa-east-1', '111111111111').vpc('far', '172.18.0.0/16'),
  ],
  [
    'an account',
    ({ world }) => void world.region('us-east-1', '999999999999').vpc('else', '172.19.0.0/16'),
  ],
  [
    'twenty VPCs in one Region',
    ({ places }) => {
      for (let i = 0; i < 20; i++) places[0]!.vpc(`many-${i}`, `172.20.${i}.0/24`);
    },
  ],
];

describe.each(ADDITIONS)('%s more', (name, add) => {
  it('moves nothing that was there, and overlaps nothing, whatever the network', () => {
    let helped = 0;
    for (let seed = 1; seed <= 16; seed++) {
      const estate = town(seed);
      const before = whole(reportOf(estate.world));
      add(estate);
      const report = reportOf(estate.world);
      const after = whole(report, before);
      expect(movedIn(before, after), `seed ${seed}`).toEqual([]);
      expect(faultsOf(after), `seed ${seed}`).toEqual([]);
      if (movedIn(before, whole(report)).length > 0) helped++;
      // Everything is drawn: what the layout would draw by itself, and nothing twice.
      const ids = (scene: Scene): string[] =>
        scene.nodes
          .filter(isCard)
          .map((n) => n.id)
          .sort();
      expect(ids(after)).toEqual(ids(whole(report)));
      expect(after.edges.map((e) => e.id)).toEqual(whole(report).edges.map((e) => e.id));
      // And once more, from what came out: it has come to rest.
      expect(whole(report, after).nodes, `seed ${seed}`).toEqual(after.nodes);
      // The same over the picture itself; of some networks, since it lays each out twice more.
      if (seed % 4 !== 0) continue;
      const redrawn = again(report, before);
      expect(redrawn.nodes).toEqual(after.nodes);
      expect(faultsOf(redrawn), `seed ${seed}`).toEqual([]);
      expect(needlessIn(before, redrawn), `seed ${seed}`).toEqual([]);
      expect(JSON.stringify(again(report, redrawn)), `seed ${seed}`).toBe(JSON.stringify(redrawn));
    }
    // Laid out by themselves, some of these would have moved.
    if (name !== 'a subnet') expect(helped).toBeGreaterThan(0);
  });
});

describe.each(estates)('places of $name', ({ report }) => {
  it('kept for the same network leave the picture as it is, byte by byte', () => {
    const once = whole(report());
    expect(JSON.stringify(whole(report(), once))).toBe(JSON.stringify(once));
  });

  it('and the lines, where the picture itself is at hand', () => {
    const once = whole(report());
    expect(again(report(), once).edges).toEqual(once.edges);
  });

  it('that cannot be are not taken over', () => {
    const once = whole(report());
    const mad: Scene = {
      ...once,
      nodes: once.nodes.map((n, i) => ({ ...n, x: [40, -7, NaN, 1e9][i % 4]!, y: 50 })),
    };
    expect(faultsOf(whole(report(), mad))).toEqual([]);
  });
});

it('a hull around boxes that stand as they did is drawn as it was, whatever would be drawn afresh', () => {
  const world = new World();
  const at = world.region();
  const vpcs = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => at.vpc(name, `10.${i}.0.0/16`));
  for (const [i, vpc] of vpcs.entries())
    for (const peer of vpcs.slice(i + 1)) world.peerRouted(vpc, peer);
  const report = analyze(world.snapshot());
  const first = wholeOf(report, true).laid;
  const [hull] = first.hulls;
  expect(hull).toBeDefined();
  const outline = hull!.outline.map(({ x, y }) => ({ x: x - 1, y }));
  const drawn = { ...first, hulls: [{ ...hull!, outline }, ...first.hulls.slice(1)] };
  const { laid } = wholeOf(report, true, placesOf(first), { drawn });
  expect(laid.hulls[0]!.outline).toEqual(outline);
});
