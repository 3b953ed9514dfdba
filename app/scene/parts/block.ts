/** Blocks: the building stones inside a Region, each a small arrangement with its own corner at 0,0. */
import type { Box } from '../scene.ts';
import type { DrawNode } from './drawing.ts';
import { ellipse } from './ring.ts';

/** A node's top-left corner within its block. */
export interface Spot {
  readonly node: DrawNode;
  readonly x: number;
  readonly y: number;
}

/** A box around the VPCs of one transit gateway route table, with the lanes its attachments run in. */
export interface Frame extends Box {
  readonly key: string;
  readonly tgw: string;
  readonly table: string;
  /** Where its line comes in through the top edge. */
  readonly entry: number;
  /** Horizontal lane under the frame's top edge. */
  readonly bus: number;
  /** Vertical lane that serves a node. */
  readonly lanes: ReadonlyMap<string, number>;
}

/** Lanes between a hub and its frames: the hub's stem meets `lane`, which meets every frame from above. */
export interface Comb {
  readonly hub: string;
  readonly frame: string;
  readonly lane: number;
  /** Where the lane is reached past earlier rows of frames: down this vertical line from the first lane. */
  readonly bypass: { readonly x: number; readonly firstLane: number } | undefined;
}

export interface Block {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly Spot[];
  readonly frames: readonly Frame[];
  readonly combs: readonly Comb[];
}

const FRAME_PAD = 16;
/** Room for the name, and for the badges of the first row below it. */
const FRAME_HEAD = 52;
const BUS = 10;
/** Each card's own part of its line is long enough for a badge. */
const LANE_GAP = 72;
/** Of two columns, whose lane is the frame's own middle: its title has room before it when the picture moves away. */
const LONE_LANE_GAP = 96;
/** Of a single column, whose lane runs down its left side. */
const LANE_PAD = 46;
const LANE_EDGE = 10;
const PLAIN_GAP = 14;
const ROW_GAP = 14;

export const block = (
  width: number,
  height: number,
  parts: Partial<Omit<Block, 'width' | 'height'>>,
): Block => ({
  width,
  height,
  spots: parts.spots ?? [],
  frames: parts.frames ?? [],
  combs: parts.combs ?? [],
});

/** The block moved by dx, dy. */
export const moved = (b: Block, dx: number, dy: number): Omit<Block, 'width' | 'height'> => ({
  spots: b.spots.map((s) => ({ ...s, x: s.x + dx, y: s.y + dy })),
  frames: b.frames.map((f) => ({
    ...f,
    x: f.x + dx,
    y: f.y + dy,
    entry: f.entry + dx,
    bus: f.bus + dy,
    lanes: new Map([...f.lanes].map(([id, x]) => [id, x + dx])),
  })),
  combs: b.combs.map((c) => ({
    ...c,
    lane: c.lane + dy,
    bypass: c.bypass && { x: c.bypass.x + dx, firstLane: c.bypass.firstLane + dy },
  })),
});

const tallest = (nodes: readonly DrawNode[]): number => Math.max(0, ...nodes.map((n) => n.height));
const widest = (nodes: readonly DrawNode[]): number => Math.max(0, ...nodes.map((n) => n.width));

const rowsOf = <T>(items: readonly T[], columns: number): T[][] => {
  const out: T[][] = [];
  for (let i = 0; i < items.length; i += columns) out.push(items.slice(i, i + columns));
  return out;
};

/** Columns that give n cards a landscape shape. */
const columnsFor = (n: number, nodes: readonly DrawNode[], proportion: number): number => {
  const cell = (widest(nodes) + PLAIN_GAP) / (tallest(nodes) + ROW_GAP);
  return Math.max(1, Math.min(n, Math.round(Math.sqrt((n * proportion) / cell))));
};

/** Nodes in rows, each as high as its tallest. */
export function grid(nodes: readonly DrawNode[], proportion = 1.7): Block {
  const columns = columnsFor(nodes.length, nodes, proportion);
  const step = widest(nodes) + PLAIN_GAP;
  const spots: Spot[] = [];
  let y = 0;
  for (const row of rowsOf(nodes, columns)) {
    row.forEach((node, i) => spots.push({ node, x: i * step, y }));
    y += tallest(row) + ROW_GAP;
  }
  return block(Math.min(columns, nodes.length) * step - PLAIN_GAP, y - ROW_GAP, { spots });
}

/** VPCs of one transit gateway route table: pairs of columns with a lane between them. */
export function frame(key: string, tgw: string, table: string, nodes: readonly DrawNode[]): Block {
  const wanted = columnsFor(nodes.length, nodes, 1.5);
  const columns =
    nodes.length === 1 ? 1 : Math.min(nodes.length, Math.max(2, wanted + (wanted % 2)));
  const wide = widest(nodes);
  const gap = columns === 2 ? LONE_LANE_GAP : LANE_GAP;
  const left = (column: number): number =>
    (columns === 1 ? LANE_PAD : FRAME_PAD) +
    column * wide +
    Math.ceil(column / 2) * gap +
    Math.floor(column / 2) * PLAIN_GAP;
  const lane = (column: number): number =>
    columns === 1
      ? LANE_EDGE
      : column % 2 === 0 && column + 1 < columns
        ? left(column) + wide + gap / 2
        : left(column) - (column % 2 === 0 ? PLAIN_GAP : gap) / 2;
  const spots: Spot[] = [];
  const lanes = new Map<string, number>();
  let y = FRAME_HEAD;
  for (const row of rowsOf(nodes, columns)) {
    row.forEach((node, i) => {
      spots.push({ node, x: left(i), y });
      lanes.set(node.id, lane(i));
    });
    y += tallest(row) + ROW_GAP;
  }
  const width = left(columns - 1) + wide + FRAME_PAD;
  const height = y - ROW_GAP + FRAME_PAD;
  const entry = columns === 1 ? LANE_EDGE : width / 2;
  return block(width, height, {
    spots,
    frames: [{ key, tgw, table, x: 0, y: 0, width, height, entry, bus: BUS, lanes }],
  });
}

const STEM = 26;
const FRAME_GAP = 22;
const BESIDE = 56;

/** A transit gateway above the frames of its VPCs, with what hangs on its sides. */
export function hub(tgw: DrawNode, frames: readonly Block[], beside: readonly DrawNode[]): Block {
  const total = frames.reduce((sum, f) => sum + f.width * f.height, 0);
  const limit = Math.max(900, Math.sqrt(total * 2.4), ...frames.map((f) => f.width));
  const rows: Block[][] = [];
  let room = 0;
  for (const f of frames) {
    if (rows.length === 0 || room + f.width > limit) {
      rows.push([]);
      room = 0;
    }
    rows.at(-1)?.push(f);
    room += f.width + FRAME_GAP;
  }
  const rowWidth = (row: readonly Block[]): number =>
    row.reduce((sum, f) => sum + f.width, 0) + FRAME_GAP * (row.length - 1);
  const half = Math.ceil(beside.length / 2);
  const right = beside.slice(0, half);
  const left = beside.slice(half);
  const flank = (nodes: readonly DrawNode[]): number =>
    nodes.length > 0 ? widest(nodes) + BESIDE : 0;
  const stack = (nodes: readonly DrawNode[]): number =>
    nodes.reduce((sum, n) => sum + n.height, 0) + 12 * Math.max(0, nodes.length - 1);
  const head = Math.max(tgw.height, stack(left), stack(right));
  const margin = rows.length > 1 ? STEM : 0;
  const arm = Math.max(flank(left), flank(right));
  const width = Math.max(tgw.width + 2 * arm, ...rows.map((r) => rowWidth(r) + 2 * margin));
  const centre = width / 2;
  const spots: Spot[] = [{ node: tgw, x: centre - tgw.width / 2, y: (head - tgw.height) / 2 }];
  for (const [nodes, side] of [
    [left, -1],
    [right, 1],
  ] as const) {
    let y = (head - stack(nodes)) / 2;
    for (const node of nodes) {
      const x =
        side > 0 ? centre + tgw.width / 2 + BESIDE : centre - tgw.width / 2 - BESIDE - node.width;
      spots.push({ node, x, y });
      y += node.height + 12;
    }
  }
  const parts = { frames: [] as Frame[], combs: [] as Comb[] };
  let y = head;
  let firstLane = 0;
  rows.forEach((row, i) => {
    const lane = y + STEM;
    if (i === 0) firstLane = lane;
    y = lane + STEM;
    let x = centre - rowWidth(row) / 2;
    for (const f of row) {
      const at = moved(f, x, y);
      spots.push(...at.spots);
      parts.frames.push(...at.frames);
      for (const fr of at.frames) {
        parts.combs.push({
          hub: tgw.id,
          frame: fr.key,
          lane,
          bypass: i === 0 ? undefined : { x: 4, firstLane },
        });
      }
      x += f.width + FRAME_GAP;
    }
    y += Math.max(...row.map((f) => f.height));
  });
  return block(width, y, { spots, ...parts });
}

/** Nodes on an ellipse, round a centre if there is one. */
export function round(nodes: readonly DrawNode[], centre?: DrawNode): Block {
  const card = { width: widest(nodes), height: tallest(nodes) };
  const at = ellipse(nodes.length, card, centre ? { middle: centre } : {});
  const middle = centre ?? { width: 0, height: 0 };
  const left = Math.min(-middle.width / 2, ...at.map((p) => p.x - card.width / 2));
  const top = Math.min(-middle.height / 2, ...at.map((p) => p.y - card.height / 2));
  const right = Math.max(middle.width / 2, ...at.map((p) => p.x + card.width / 2));
  const bottom = Math.max(middle.height / 2, ...at.map((p) => p.y + card.height / 2));
  const spots = nodes.map((node, i) => ({
    node,
    x: (at[i]?.x ?? 0) - node.width / 2 - left,
    y: (at[i]?.y ?? 0) - node.height / 2 - top,
  }));
  if (centre)
    spots.push({ node: centre, x: -centre.width / 2 - left, y: -centre.height / 2 - top });
  return block(right - left, bottom - top, { spots });
}

/** A node with what hangs on it standing to its right. */
export function withBeside(node: DrawNode, beside: readonly DrawNode[]): Block {
  const spots: Spot[] = [];
  const stack = beside.reduce((sum, n) => sum + n.height + 12, -12);
  const height = Math.max(node.height, stack);
  spots.push({ node, x: 0, y: (height - node.height) / 2 });
  let y = (height - stack) / 2;
  for (const n of beside) {
    spots.push({ node: n, x: node.width + BESIDE, y });
    y += n.height + 12;
  }
  return block(node.width + BESIDE + widest(beside), height, { spots });
}

/** Two nodes side by side, far enough apart for the line between them to be seen. */
export function pair(a: DrawNode, b: DrawNode): Block {
  return withBeside(a, [b]);
}
