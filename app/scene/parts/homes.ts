/** Decides what every node is part of: a mesh's ring, a transit gateway's frame, a star, or none of them. */
import type { Ref } from '../../base/ref.ts';
import { append, byText, groupBy } from '../../base/order.ts';
import { type Block, frame, grid, hub, pair, round, withBeside } from './block.ts';
import type { DrawLink, DrawMesh, DrawNode, Drawing } from './drawing.ts';

export interface Ring {
  readonly mesh: DrawMesh;
  readonly members: readonly DrawNode[];
}

export interface Circle {
  readonly centred: boolean;
  readonly members: readonly Ref[];
}

export interface Homes {
  readonly rings: readonly Ring[];
  /** Blocks of each container, in the order to place them. */
  readonly blocks: ReadonlyMap<string, readonly Block[]>;
  /** Nodes that stand in a circle, with or without a centre; lines within a circle are always straight. */
  readonly circles: readonly Circle[];
  /** Every container that holds anything, ring members included. */
  readonly containers: readonly string[];
}

export const containerOf = (node: { readonly account: string; readonly region: string }): string =>
  `${node.account}/${node.region}`;

/** The id of the frame round VPCs of one transit gateway route table. */
export const segmentKey = (container: string, tgw: Ref, table: string): string =>
  `segment/${container}/${tgw}/${table}`;

/** A ring needs at least this many members that stand in no other ring. */
const LEAST_RING = 3;
const MOST_ROUND = 14;
/** Around a VPC in their midst there may be more: their lines to it are straight, and in a grid they would not be. */
const MOST_SPOKES = 48;

/** The meshes, largest first; a VPC of several stands in the first. */
function ringsOf(drawing: Drawing): Ring[] {
  const taken = new Set<Ref>();
  const out: Ring[] = [];
  const order = [...drawing.meshes].sort(
    (a, b) => b.members.length - a.members.length || byText(a.finding, b.finding),
  );
  const placeOf = new Map(drawing.nodes.map((n, i) => [n.id, i]));
  for (const mesh of order) {
    // In the order of the picture; looking through all of it for each of hundreds of meshes takes long.
    const members = [...new Set(mesh.members)]
      .flatMap((id) => (taken.has(id) ? [] : (placeOf.get(id) ?? [])))
      .sort((a, b) => a - b)
      .map((i) => drawing.nodes[i]!);
    if (members.length < LEAST_RING) continue;
    for (const m of members) taken.add(m.id);
    out.push({ mesh, members });
  }
  return out;
}

/** Nodes reachable from a start over links, depth first, smallest id first. */
function walk(start: Ref, next: ReadonlyMap<Ref, readonly Ref[]>): Ref[] {
  const seen = new Set<Ref>();
  const stack = [start];
  while (stack.length > 0) {
    const id = stack.pop() ?? '';
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(
      ...[...(next.get(id) ?? [])].filter((n) => !seen.has(n)).sort((a, b) => byText(b, a)),
    );
  }
  return [...seen];
}

/** Peered VPCs outside meshes and frames, as stars, pairs or grids. */
function peered(
  nodes: readonly DrawNode[],
  links: readonly DrawLink[],
): { blocks: Block[]; alone: DrawNode[]; circles: Circle[] } {
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const next = new Map<Ref, Ref[]>();
  for (const link of links) {
    if (link.kind !== 'peering' || !byId.has(link.from) || !byId.has(link.to)) continue;
    append(next, link.from, link.to);
    append(next, link.to, link.from);
  }
  const done = new Set<Ref>();
  const blocks: Block[] = [];
  const alone: DrawNode[] = [];
  const circles: Circle[] = [];
  const degree = (id: Ref): number => next.get(id)?.length ?? 0;
  for (const node of nodes) {
    if (done.has(node.id)) continue;
    const ids = walk(node.id, next);
    for (const id of ids) done.add(id);
    const members = ids.flatMap((id) => byId.get(id) ?? []);
    if (members.length === 1) {
      alone.push(node);
      continue;
    }
    const [a, b] = members;
    if (members.length === 2 && a && b) {
      blocks.push(pair(a, b));
      continue;
    }
    const centre = [...members].sort(
      (x, y) => degree(y.id) - degree(x.id) || byText(x.id, y.id),
    )[0];
    const spokes = members.filter((m) => m !== centre);
    const centred = centre !== undefined && degree(centre.id) >= Math.max(3, spokes.length * 0.6);
    if (spokes.length > (centred ? MOST_SPOKES : MOST_ROUND)) {
      blocks.push(grid(members));
      continue;
    }
    blocks.push(centred ? round(spokes, centre) : round(members));
    circles.push({ centred, members: members.map((m) => m.id) });
  }
  return { blocks, alone, circles };
}

export function homesOf(drawing: Drawing): Homes {
  const nodes = new Map(drawing.nodes.map((n) => [n.id, n]));
  const rings = ringsOf(drawing);
  const placed = new Set<Ref>(rings.flatMap((r) => r.members.map((m) => m.id)));

  const linksOf = new Map<Ref, DrawLink[]>();
  for (const link of drawing.links) {
    for (const end of [link.from, link.to]) append(linksOf, end, link);
  }

  // A VPC stands in the frame of one attachment; one to a transit gateway of its own container goes first.
  const framed = new Map<
    string,
    { tgw: Ref; table: string; container: string; nodes: DrawNode[] }
  >();
  for (const node of drawing.nodes) {
    if (node.shape !== 'vpc' || placed.has(node.id)) continue;
    const attachments = (linksOf.get(node.id) ?? []).filter((l) => l.segment !== undefined);
    const near = attachments.find((l) => {
      const tgw = nodes.get(l.from);
      return tgw && containerOf(tgw) === containerOf(node);
    });
    const link = near ?? attachments[0];
    if (!link) continue;
    const container = containerOf(node);
    const key = segmentKey(container, link.from, link.segment ?? '');
    const entry = framed.get(key) ?? {
      tgw: link.from,
      table: link.segment ?? '',
      container,
      nodes: [],
    };
    entry.nodes.push(node);
    framed.set(key, entry);
    placed.add(node.id);
  }
  const frames = [...framed]
    .map(([key, f]) => ({ ...f, key, block: frame(key, f.tgw, f.table, f.nodes) }))
    .sort((a, b) => b.nodes.length - a.nodes.length || byText(a.key, b.key));

  // What is neither VPC nor hub stands beside the first hub, else the first VPC, it is linked to.
  const beside = new Map<Ref, DrawNode[]>();
  for (const node of drawing.nodes) {
    if (node.shape === 'vpc' || node.shape === 'transit-gateway') continue;
    const ends = (linksOf.get(node.id) ?? [])
      .flatMap((l) => nodes.get(l.from === node.id ? l.to : l.from) ?? [])
      .filter((end) => containerOf(end) === containerOf(node));
    const anchor =
      ends.find((e) => e.shape === 'transit-gateway') ??
      ends.find((e) => e.shape === 'vpc' && !placed.has(e.id));
    if (!anchor) continue;
    append(beside, anchor.id, node);
    placed.add(node.id);
  }

  /** Peerings within one container. */
  const peerings = new Map<string, DrawLink[]>();
  for (const link of drawing.links) {
    const [a, b] = [nodes.get(link.from), nodes.get(link.to)];
    if (link.kind !== 'peering' || !a || !b || containerOf(a) !== containerOf(b)) continue;
    append(peerings, containerOf(a), link);
  }

  const blocks = new Map<string, Block[]>();
  const circles: Circle[] = [];
  const containers = new Set<string>(drawing.places.map(containerOf));
  for (const [container, inside] of groupBy(drawing.nodes, containerOf)) {
    containers.add(container);
    const out: Block[] = [];
    const own = new Set<string>();
    for (const tgw of inside.filter((n) => n.shape === 'transit-gateway')) {
      const mine = frames.filter((f) => f.tgw === tgw.id && f.container === container);
      for (const f of mine) own.add(f.key);
      out.push(
        hub(
          tgw,
          mine.map((f) => f.block),
          beside.get(tgw.id) ?? [],
        ),
      );
    }
    out.push(
      ...frames.filter((f) => f.container === container && !own.has(f.key)).map((f) => f.block),
    );
    const vpcs = inside.filter((n) => n.shape === 'vpc' && !placed.has(n.id));
    const anchors = vpcs.filter((n) => beside.has(n.id));
    const {
      blocks: stars,
      alone,
      circles: more,
    } = peered(
      vpcs.filter((n) => !beside.has(n.id)),
      peerings.get(container) ?? [],
    );
    out.push(...stars);
    circles.push(...more);
    out.push(...anchors.map((n) => withBeside(n, beside.get(n.id) ?? [])));
    if (alone.length > 0) out.push(grid(alone));
    const rest = inside.filter(
      (n) => n.shape !== 'vpc' && n.shape !== 'transit-gateway' && !placed.has(n.id),
    );
    if (rest.length > 0) out.push(grid(rest));
    blocks.set(container, out);
  }
  return { rings, blocks, circles, containers: [...containers].sort(byText) };
}
