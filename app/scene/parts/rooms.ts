/** Rooms: what each Region of an account holds, rings' arcs on top, and the size it needs. */
import { groupBy } from '../../base/order.ts';
import { captionWidth } from '../caption.ts';
import { fonts, widthOf } from '../text.ts';
import type { Block } from './block.ts';
import { type Cluster, accountOf, clustersOf } from './clusters.ts';
import { type DrawNode, type Drawing, outsideOf } from './drawing.ts';
import { containerOf, type Homes, type Ring } from './homes.ts';
import { accountLabel } from './labels.ts';
import type { Ties } from './neighbours.ts';
import { packTo } from './pack.ts';
import { slices } from './ring.ts';
import { BLOCK_GAP, CAPTION, NOTE, REGION_HEAD, REGION_PAD } from './spacing.ts';

/** What stands in one Region of an account, and how much room it takes. */
export interface Room {
  readonly key: string;
  readonly account: string;
  readonly body: {
    readonly width: number;
    readonly height: number;
    readonly blocks: readonly Block[];
    readonly at: readonly { x: number; y: number }[];
  };
  /** Arcs of rings that this container shares with others: the node corners relative to the content's corner. */
  readonly arcs: {
    spots: { node: DrawNode; x: number; y: number }[];
    width: number;
    hug: -1 | 0 | 1;
  }[];
  /** Height reserved above the body for arcs. */
  depth: number;
  width: number;
  height: number;
  /** Height of the name and notes. */
  head: number;
}

/** A ring that stands in one container whole, with room for hull and caption. */
function wholeRing(ring: Ring): Block {
  const card = cardOf(ring);
  const [slice] = slices([ring.members.length], card);
  if (!slice) throw new RangeError('a ring has at least one slice');
  const caption = captionWidth(ring.mesh.caption);
  const width = Math.max(slice.width + 2 * slice.air, caption + 8);
  const inset = (width - slice.width) / 2;
  return {
    width,
    height: slice.height + 2 * slice.air + CAPTION,
    spots: ring.members.map((node, i) => ({
      node,
      x: inset + (slice.at[i]?.x ?? 0),
      y: slice.air + CAPTION + (slice.at[i]?.y ?? 0),
    })),
    frames: [],
    combs: [],
  };
}

const cardOf = (ring: Ring): { width: number; height: number } => ({
  width: Math.max(...ring.members.map((m) => m.width)),
  height: Math.max(...ring.members.map((m) => m.height)),
});

/** Gives every container of a cluster's row its arcs of the rings that run through the row. */
function setArcs(
  cluster: Cluster,
  shared: readonly Ring[],
  rooms: ReadonlyMap<string, Room>,
  airs: Map<string, number>,
): void {
  const line = cluster.rows.flatMap((r) => r.row);
  const index = new Map(line.map((key, i) => [key, i]));
  const head = Math.max(0, ...line.map((key) => rooms.get(key)?.head ?? 0));
  // Rings whose stretches of the row do not meet share a level; others go below each other.
  const levels: { height: number; top: number; taken: boolean[] }[] = [];
  const mine = shared.filter((r) => r.members.some((m) => index.has(containerOf(m))));
  for (const ring of mine) {
    const parts = [...groupBy(ring.members, containerOf)].sort(
      (a, b) => (index.get(a[0]) ?? 0) - (index.get(b[0]) ?? 0),
    );
    const from = index.get(parts[0]?.[0] ?? '') ?? 0;
    const to = index.get(parts.at(-1)?.[0] ?? '') ?? 0;
    const card = cardOf(ring);
    const arcs = slices(
      parts.map(([, members]) => members.length),
      card,
    );
    const air = Math.ceil((arcs[0]?.air ?? 0) * 1.1);
    const height = (arcs[0]?.height ?? 0) + 2 * air + CAPTION;
    airs.set(ring.mesh.finding, air);
    let level = levels.find((l) => !l.taken.slice(from, to + 1).some(Boolean));
    if (!level) {
      const above = levels.at(-1);
      level = { height: 0, top: above ? above.top + above.height + 24 : 0, taken: [] };
      levels.push(level);
    }
    // A level already placed above another may not grow any more.
    if (level !== levels.at(-1) && height > level.height) {
      const above = levels.at(-1);
      level = { height: 0, top: (above?.top ?? 0) + (above?.height ?? 0) + 24, taken: [] };
      levels.push(level);
    }
    level.height = Math.max(level.height, height);
    for (let i = from; i <= to; i++) {
      level.taken[i] = true;
      const room = rooms.get(line[i] ?? '');
      if (room) room.depth = Math.max(room.depth, level.top + level.height);
    }
    parts.forEach(([key, members], i) => {
      const arc = arcs[i];
      if (!arc) return;
      rooms.get(key)?.arcs.push({
        width: arc.width + (i === 0 ? air : 0) + (i === parts.length - 1 ? air : 0),
        hug: i === 0 ? 1 : i === parts.length - 1 ? -1 : 0,
        spots: members.map((node, j) => ({
          node,
          x: (arc.at[j]?.x ?? 0) + (i === 0 ? air : 0),
          y: level.top + air + CAPTION + (arc.at[j]?.y ?? 0),
        })),
      });
    });
  }
  for (const key of line) {
    const room = rooms.get(key);
    if (room) room.head = head;
  }
}

export interface Rooms {
  /** By `account/region`. */
  readonly rooms: ReadonlyMap<string, Room>;
  readonly clusters: readonly Cluster[];
  /** How much containers are linked. */
  readonly ties: Ties;
  /** Air kept round the members of rings that run through several containers, by finding. */
  readonly airs: ReadonlyMap<string, number>;
}

export function roomsOf(drawing: Drawing, homes: Homes): Rooms {
  const shared: Ring[] = [];
  const airs = new Map<string, number>();
  const blocks = new Map([...homes.blocks].map(([key, list]) => [key, [...list]]));
  for (const ring of homes.rings) {
    const places = new Set(ring.members.map(containerOf));
    if (places.size > 1) shared.push(ring);
    else {
      const [place] = places;
      blocks.set(place ?? '', [wholeRing(ring), ...(blocks.get(place ?? '') ?? [])]);
    }
  }

  const notes = new Set(drawing.places.map(containerOf));
  const rooms = new Map<string, Room>();
  for (const key of homes.containers) {
    const list = blocks.get(key) ?? [];
    const body = packTo(list, BLOCK_GAP, 1.6);
    rooms.set(key, {
      key,
      account: accountOf(key),
      body: { ...body, blocks: list },
      arcs: [],
      depth: 0,
      width: 0,
      height: 0,
      head: REGION_HEAD + (notes.has(key) ? NOTE : 0),
    });
  }

  const { clusters, ties } = clustersOf(drawing, homes, shared);
  for (const cluster of clusters) setArcs(cluster, shared, rooms, airs);

  const byAccount = groupBy(homes.containers, accountOf);
  const isOutside = outsideOf(drawing);
  for (const room of rooms.values()) {
    // An account of one Region is as wide as its own name needs.
    const alone = (byAccount.get(room.account) ?? []).length === 1;
    const name = alone ? accountLabel(drawing, room.account, isOutside(room.account)) : '';
    const least = Math.max(150, widthOf(name, fonts.account) - 2 * REGION_PAD);
    const inner = Math.max(least, room.body.width, ...room.arcs.map((a) => a.width));
    room.width = inner + 2 * REGION_PAD;
    const air = room.depth > 0 && room.body.height > 0 ? BLOCK_GAP : 0;
    room.height = room.head + room.depth + air + room.body.height + REGION_PAD;
  }
  return { rooms, clusters, ties, airs };
}
