/** The sheet: containers with their blocks inside, and everything at its final place. */
import { append } from '../../base/order.ts';
import type { Box } from '../scene.ts';
import { type Comb, type Frame, moved } from './block.ts';
import type { DrawNode, Drawing } from './drawing.ts';
import type { Cluster } from './clusters.ts';
import type { Homes } from './homes.ts';
import { Ties } from './neighbours.ts';
import { placed } from './nearer.ts';
import { type Room, roomsOf } from './rooms.ts';
import {
  ACCOUNT_FOOT,
  ACCOUNT_GAP,
  ACCOUNT_HEAD,
  ACCOUNT_PAD,
  BLOCK_GAP,
  PAGE,
  REGION_GAP,
  REGION_PAD,
} from './spacing.ts';

export interface Placed {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly accounts: ReadonlyMap<string, Box>;
  /** By `account/region`. */
  readonly regions: ReadonlyMap<string, Box>;
  readonly frames: readonly Frame[];
  readonly combs: readonly Comb[];
  /** Outlines of the blocks in each Region, by `account/region`. */
  readonly blocks: ReadonlyMap<string, readonly Box[]>;
  /** Air kept round the members of a ring, by finding. */
  readonly airs: ReadonlyMap<string, number>;
  readonly width: number;
  readonly height: number;
}

interface AccountBox {
  readonly account: string;
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly regions: readonly { readonly key: string; readonly x: number; readonly y: number }[];
}

interface ClusterBox {
  readonly id: string;
  readonly accounts: readonly AccountBox[];
  readonly width: number;
  readonly height: number;
}

/** Accounts side by side: in each, the row first and everything else packed below it. */
function clusterBoxes(
  clusters: readonly Cluster[],
  rooms: ReadonlyMap<string, Room>,
  ties: Ties,
): ClusterBox[] {
  return clusters.map((cluster) => {
    let x = 0;
    const accounts = cluster.rows.map(({ account, row, rest }) => {
      const regions: { key: string; x: number; y: number }[] = [];
      let across = 0;
      let rowHeight = 0;
      for (const key of row) {
        regions.push({ key, x: across, y: 0 });
        across += (rooms.get(key)?.width ?? 0) + REGION_GAP;
        rowHeight = Math.max(rowHeight, rooms.get(key)?.height ?? 0);
      }
      across = Math.max(0, across - REGION_GAP);
      const others = rest.flatMap((key) => {
        const room = rooms.get(key);
        return room ? { id: key, width: room.width, height: room.height } : [];
      });
      let height = rowHeight;
      let width = across;
      if (others.length > 0) {
        const { items, packed } = placed(others, ties, REGION_GAP, 1.7, across);
        const top = rowHeight > 0 ? rowHeight + REGION_GAP : 0;
        items.forEach((room, i) => {
          const at = packed.at[i];
          if (at) regions.push({ key: room.id, x: at.x, y: top + at.y });
        });
        height = top + packed.height;
        width = Math.max(across, packed.width);
      }
      const box = {
        account,
        x,
        width: width + 2 * ACCOUNT_PAD,
        height: height + ACCOUNT_HEAD + (regions.length > 2 ? ACCOUNT_FOOT : ACCOUNT_PAD),
        regions,
      };
      x += box.width + ACCOUNT_GAP;
      return box;
    });
    return {
      id: cluster.id,
      accounts,
      width: x - ACCOUNT_GAP,
      height: Math.max(...accounts.map((a) => a.height)),
    };
  });
}

export function sheetOf(drawing: Drawing, homes: Homes): Placed {
  const { rooms, clusters, ties, airs } = roomsOf(drawing, homes);
  const nodes = new Map(drawing.nodes.map((n) => [n.id, n]));
  const built = clusterBoxes(clusters, rooms, ties);
  const clusterOf = new Map(
    built.flatMap((c) => c.accounts.map((a) => [a.account, c.id] as const)),
  );
  const far = new Ties();
  for (const link of drawing.links) {
    const a = clusterOf.get(nodes.get(link.from)?.account ?? '');
    const b = clusterOf.get(nodes.get(link.to)?.account ?? '');
    if (a !== undefined && b !== undefined) far.add(a, b, 1);
  }
  const byId = new Map(built.map((c) => [c.id, c]));
  const { items: ordered, packed } = placed(
    far.chain(built.map((c) => c.id)).flatMap((id) => byId.get(id) ?? []),
    far,
    ACCOUNT_GAP,
    1.6,
  );

  const boxes = new Map<string, Box>();
  const accountBoxes = new Map<string, Box>();
  const regionBoxes = new Map<string, Box>();
  const frames: Frame[] = [];
  const combs: Comb[] = [];
  const blockBoxes = new Map<string, Box[]>();
  const put = (spot: { node: DrawNode; x: number; y: number }, x: number, y: number): void => {
    boxes.set(spot.node.id, {
      x: Math.round(x + spot.x),
      y: Math.round(y + spot.y),
      width: spot.node.width,
      height: spot.node.height,
    });
  };
  ordered.forEach((cluster, i) => {
    const left = PAGE + (packed.at[i]?.x ?? 0);
    const top = PAGE + (packed.at[i]?.y ?? 0);
    for (const account of cluster.accounts) {
      accountBoxes.set(account.account, {
        x: Math.round(left + account.x),
        y: Math.round(top),
        width: Math.ceil(account.width),
        height: Math.ceil(account.height),
      });
      for (const region of account.regions) {
        const room = rooms.get(region.key);
        if (!room) continue;
        const rx = Math.round(left + account.x + ACCOUNT_PAD + region.x);
        const ry = Math.round(top + ACCOUNT_HEAD + region.y);
        regionBoxes.set(region.key, {
          x: rx,
          y: ry,
          width: Math.ceil(room.width),
          height: Math.ceil(room.height),
        });
        const inner = room.width - 2 * REGION_PAD;
        for (const arc of room.arcs) {
          const dx = arc.hug > 0 ? inner - arc.width : arc.hug < 0 ? 0 : (inner - arc.width) / 2;
          for (const spot of arc.spots) put(spot, rx + REGION_PAD + dx, ry + room.head);
        }
        const air = room.depth > 0 ? BLOCK_GAP : 0;
        room.body.blocks.forEach((b, j) => {
          const at = room.body.at[j];
          if (!at) return;

          const outline = {
            x: Math.round(rx + REGION_PAD + at.x),
            y: Math.round(ry + room.head + room.depth + air + at.y),
            width: b.width,
            height: b.height,
          };
          const placed = moved(b, outline.x, outline.y);
          append(blockBoxes, region.key, outline);
          for (const spot of placed.spots) put(spot, 0, 0);
          frames.push(...placed.frames);
          combs.push(...placed.combs);
        });
      }
    }
  });
  return {
    boxes,
    accounts: accountBoxes,
    regions: regionBoxes,
    frames,
    combs,
    blocks: blockBoxes,
    airs,
    width: Math.ceil(packed.width + 2 * PAGE),
    height: Math.ceil(packed.height + 2 * PAGE),
  };
}
