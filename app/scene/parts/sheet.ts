/** The sheet: containers with their blocks inside, and everything at its final place. */
import { byText, groupBy } from '../../base/order.ts';
import type { Box } from '../scene.ts';
import { fonts, widthOf } from '../text.ts';
import { type Block, type Comb, type Frame, moved } from './block.ts';
import { type DrawNode, type Drawing, isOutside } from './drawing.ts';
import { accountLabel } from './labels.ts';
import { containerOf, type Homes, type Ring } from './homes.ts';
import { Ties } from './neighbours.ts';
import { packTo } from './pack.ts';
import { slices } from './ring.ts';

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

const PAGE = 32;
const ACCOUNT_GAP = 44;
const ACCOUNT_PAD = 18;
const ACCOUNT_HEAD = 42;
const REGION_GAP = 36;
const REGION_PAD = 20;
const REGION_HEAD = 48;
const NOTE = 18;
const BLOCK_GAP = 44;
/** Room for the caption above a hull. */
const CAPTION = 30;

interface RegionPlan {
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
  readonly head: number;
}

/** A ring that stands in one container whole, with room for hull and caption. */
function wholeRing(ring: Ring): Block {
  const card = {
    width: Math.max(...ring.members.map((m) => m.width)),
    height: Math.max(...ring.members.map((m) => m.height)),
  };
  const [slice] = slices([ring.members.length], card);
  if (!slice) throw new RangeError('a ring has at least one slice');
  const caption = widthOf(ring.mesh.caption, fonts.caption);
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

export function sheetOf(drawing: Drawing, homes: Homes): Placed {
  const nodes = new Map(drawing.nodes.map((n) => [n.id, n]));
  const accountOf = (container: string): string => container.slice(0, container.indexOf('/'));

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

  // Which containers and accounts belong together, and which must stand in one row for a ring to close.
  const ties = new Ties();
  const bound = new Ties();
  const tie = (a: string, b: string, weight: number): void => {
    ties.add(a, b, weight);
    if (accountOf(a) !== accountOf(b)) ties.add(`#${accountOf(a)}`, `#${accountOf(b)}`, weight);
  };
  for (const link of drawing.links) {
    const a = nodes.get(link.from);
    const b = nodes.get(link.to);
    if (a && b) tie(containerOf(a), containerOf(b), link.kind === 'tgw-peering' ? 4 : 1);
  }
  const inRow = new Set<string>();
  for (const ring of shared) {
    const places = [...new Set(ring.members.map(containerOf))].sort(byText);
    for (const a of places) {
      inRow.add(a);
      for (const b of places) {
        if (a < b) {
          tie(a, b, 20);
          if (accountOf(a) !== accountOf(b)) bound.add(`#${accountOf(a)}`, `#${accountOf(b)}`, 1);
        }
      }
    }
  }

  const notes = new Set(drawing.places.map(containerOf));
  const plans = new Map<string, RegionPlan>();
  for (const key of homes.containers) {
    const list = blocks.get(key) ?? [];
    const body = packTo(list, BLOCK_GAP, 1.6);
    plans.set(key, {
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

  const byAccount = groupBy(homes.containers, accountOf);
  const groups = bound.groups([...byAccount.keys()].map((a) => `#${a}`));
  const clusters = groups.map((group) => {
    const accounts = ties.chain(group).map((a) => a.slice(1));
    const rows = accounts.map((account, i) => {
      const mine = byAccount.get(account) ?? [];
      const row = ties.chain(mine.filter((c) => inRow.has(c)));
      // The end of the chain that is tied to the account before stands first.
      const before = accounts[i - 1];
      const after = accounts[i + 1];
      const pull = (c: string, other: string | undefined): number =>
        other === undefined
          ? 0
          : (byAccount.get(other) ?? []).reduce((sum, o) => sum + ties.between(c, o), 0);
      const first = row[0];
      const last = row.at(-1);
      if (
        first &&
        last &&
        pull(first, before) - pull(first, after) < pull(last, before) - pull(last, after)
      )
        row.reverse();
      return { account, row, rest: ties.chain(mine.filter((c) => !inRow.has(c))) };
    });
    return { id: group.join(' '), rows };
  });

  for (const cluster of clusters) {
    const line = cluster.rows.flatMap((r) => r.row);
    const index = new Map(line.map((key, i) => [key, i]));
    const head = Math.max(0, ...line.map((key) => plans.get(key)?.head ?? 0));
    // Rings whose stretches of the row do not meet share a level; others go below each other.
    const levels: { height: number; top: number; taken: boolean[] }[] = [];
    const mine = shared.filter((r) => r.members.some((m) => index.has(containerOf(m))));
    for (const ring of mine) {
      const parts = [...groupBy(ring.members, containerOf)].sort(
        (a, b) => (index.get(a[0]) ?? 0) - (index.get(b[0]) ?? 0),
      );
      const from = index.get(parts[0]?.[0] ?? '') ?? 0;
      const to = index.get(parts.at(-1)?.[0] ?? '') ?? 0;
      const card = {
        width: Math.max(...ring.members.map((m) => m.width)),
        height: Math.max(...ring.members.map((m) => m.height)),
      };
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
        const plan = plans.get(line[i] ?? '');
        if (plan) plan.depth = Math.max(plan.depth, level.top + level.height);
      }
      parts.forEach(([key, members], i) => {
        const arc = arcs[i];
        if (!arc) return;
        plans.get(key)?.arcs.push({
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
      const plan = plans.get(key);
      if (plan) (plan as { head: number }).head = head;
    }
  }

  for (const plan of plans.values()) {
    // An account of one Region is as wide as its own name needs.
    const alone = (byAccount.get(plan.account) ?? []).length === 1;
    const name = alone ? accountLabel(plan.account, isOutside(drawing, plan.account)) : '';
    const least = Math.max(150, widthOf(name, fonts.account) - 2 * REGION_PAD);
    const inner = Math.max(least, plan.body.width, ...plan.arcs.map((a) => a.width));
    plan.width = inner + 2 * REGION_PAD;
    const air = plan.depth > 0 && plan.body.height > 0 ? BLOCK_GAP : 0;
    plan.height = plan.head + plan.depth + air + plan.body.height + REGION_PAD;
  }

  // Accounts: the row first, everything else packed below it.
  const built = clusters.map((cluster) => {
    let x = 0;
    const accounts = cluster.rows.map(({ account, row, rest }) => {
      const regions: { key: string; x: number; y: number }[] = [];
      let across = 0;
      let rowHeight = 0;
      for (const key of row) {
        regions.push({ key, x: across, y: 0 });
        across += (plans.get(key)?.width ?? 0) + REGION_GAP;
        rowHeight = Math.max(rowHeight, plans.get(key)?.height ?? 0);
      }
      across = Math.max(0, across - REGION_GAP);
      const others = rest.flatMap((key) => plans.get(key) ?? []);
      let height = rowHeight;
      let width = across;
      if (others.length > 0) {
        const packed = packTo(others, REGION_GAP, 1.7, across);
        const top = rowHeight > 0 ? rowHeight + REGION_GAP : 0;
        others.forEach((plan, i) => {
          const at = packed.at[i];
          if (at) regions.push({ key: plan.key, x: at.x, y: top + at.y });
        });
        height = top + packed.height;
        width = Math.max(across, packed.width);
      }
      const box = {
        account,
        x,
        width: width + 2 * ACCOUNT_PAD,
        height: height + ACCOUNT_HEAD + ACCOUNT_PAD,
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
  const ordered = far.chain(built.map((c) => c.id)).flatMap((id) => byId.get(id) ?? []);
  const packed = packTo(ordered, ACCOUNT_GAP, 1.6);

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
        const plan = plans.get(region.key);
        if (!plan) continue;
        const rx = Math.round(left + account.x + ACCOUNT_PAD + region.x);
        const ry = Math.round(top + ACCOUNT_HEAD + region.y);
        regionBoxes.set(region.key, {
          x: rx,
          y: ry,
          width: Math.ceil(plan.width),
          height: Math.ceil(plan.height),
        });
        const inner = plan.width - 2 * REGION_PAD;
        for (const arc of plan.arcs) {
          const dx = arc.hug > 0 ? inner - arc.width : arc.hug < 0 ? 0 : (inner - arc.width) / 2;
          for (const spot of arc.spots) put(spot, rx + REGION_PAD + dx, ry + plan.head);
        }
        const air = plan.depth > 0 ? BLOCK_GAP : 0;
        plan.body.blocks.forEach((b, j) => {
          const at = plan.body.at[j];
          if (!at) return;

          const outline = {
            x: Math.round(rx + REGION_PAD + at.x),
            y: Math.round(ry + plan.head + plan.depth + air + at.y),
            width: b.width,
            height: b.height,
          };
          const placed = moved(b, outline.x, outline.y);
          void (blockBoxes.get(region.key)?.push(outline) ?? blockBoxes.set(region.key, [outline]));
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
