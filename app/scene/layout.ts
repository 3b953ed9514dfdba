/** Lays a drawing out: our own, domain-aware and deterministic; no forces, no iteration to convergence. */
import { accountRef, regionRef } from '../base/ref.ts';
import { append, by, groupBy } from '../base/order.ts';
import { boundsOf, centreOf } from './parts/border.ts';
import { type Drawing, outsideOf } from './parts/drawing.ts';
import { homesOf } from './parts/homes.ts';
import { OVAL_AIR, hullAround, ovalAround } from './parts/ring.ts';
import { type RingPlace, routesOf } from './parts/routes.ts';
import { Field } from './parts/field.ts';
import { COST, obstaclesOf } from './parts/obstacles.ts';
import { type Placed, sheetOf } from './parts/sheet.ts';
import { accountLabel, regionLabel, segmentLabel } from './parts/labels.ts';
import type { Box, Point, Scene, SceneEdge, SceneHull, SceneNode } from './scene.ts';

export type Laid = Pick<Scene, 'nodes' | 'edges' | 'hulls' | 'width' | 'height'>;

/** In a crowded Region lines keep to the outer gutters. */
const MOST_BESIDE = 8;
/** So many Regions of an account, and no more, have gutters that lines from one to another may take. */
const MOST_REGIONS = 12;
/** How far from a Region lines pass it. */
const REGION = 9;
/** So many cards of a Region, the nearest, a line may look for a way between. */
const MOST_CARDS = 60;
/** Among more, looking for a way takes longer than a picture may. */
const CROWDED = 150;
/** Half of what lies between two cards of a grid. */
const CARD_GAP = 7;

export function layout(drawing: Drawing): Laid {
  const homes = homesOf(drawing);
  const placed = sheetOf(drawing, homes);
  const nodes: SceneNode[] = [];
  const isOutside = outsideOf(drawing);
  const notes = groupBy(drawing.places, (p) => `${p.account}/${p.region}`);
  for (const [account, box] of [...placed.accounts].sort(by(([id]) => id))) {
    const ghost = isOutside(account);
    const id = accountRef(account);
    nodes.push({
      ...box,
      id,
      ref: id,
      shape: 'account',
      parent: undefined,
      label: accountLabel(drawing, account, ghost),
      lines: [],
      ghost,
      badge: undefined,
    });
  }
  for (const [key, box] of [...placed.regions].sort(by(([id]) => id))) {
    const account = key.slice(0, key.indexOf('/'));
    const region = key.slice(account.length + 1);
    const id = regionRef(account, region);
    nodes.push({
      ...box,
      id,
      ref: id,
      shape: 'region',
      parent: accountRef(account),
      label: regionLabel(region),
      lines: (notes.get(key) ?? []).map((p) => p.note),
      ghost: isOutside(account, region),
      badge: undefined,
    });
  }
  const byId = new Map(drawing.nodes.map((n) => [n.id, n]));
  const frameOf = new Map(
    placed.frames.flatMap((f) => [...f.lanes.keys()].map((id) => [id, f] as const)),
  );
  for (const f of [...placed.frames].sort(by((x) => x.key))) {
    const first = byId.get([...f.lanes.keys()][0] ?? '');
    nodes.push({
      x: f.x,
      y: f.y,
      width: f.width,
      height: f.height,
      id: f.key,
      ref: f.table === '' || f.table === 'none' ? f.tgw : f.table,
      shape: 'segment',
      parent: regionRef(first?.account ?? '', first?.region ?? ''),
      label: segmentLabel(f.table, drawing.segments),
      lines: [],
      ghost: false,
      badge: undefined,
    });
  }
  for (const node of drawing.nodes) {
    const box = placed.boxes.get(node.id);
    if (!box) continue;
    nodes.push({
      ...box,
      id: node.id,
      ref: node.id,
      shape: node.shape,
      parent: frameOf.get(node.id)?.key ?? regionRef(node.account, node.region),
      label: node.label,
      lines: node.lines,
      ghost: node.ghost,
      badge: node.badge,
    });
  }

  const rings = new Map<string, RingPlace>();
  const hulls: SceneHull[] = [];
  for (const ring of homes.rings) {
    const boxes = ring.members.flatMap((m) => placed.boxes.get(m.id) ?? []);
    const left = Math.min(...boxes.map((b) => b.x));
    const top = Math.min(...boxes.map((b) => b.y));
    const right = Math.max(...boxes.map((b) => b.x + b.width));
    const bottom = Math.max(...boxes.map((b) => b.y + b.height));
    const middle = centreOf({ x: left, y: top, width: right - left, height: bottom - top });
    for (const m of ring.members)
      rings.set(m.id, { name: ring.mesh.finding, middle, centred: false });
    // A ring stretched over many containers would bulge out of its room: a tight outline then.
    const oval = ovalAround(boxes, OVAL_AIR);
    const bulge = (list: readonly Point[]): number => top - Math.min(...list.map((p) => p.y));
    const room = placed.airs.get(ring.mesh.finding) ?? Infinity;
    const tight = bulge(oval) > room || left - Math.min(...oval.map((p) => p.x)) > room + 20;
    const outline = tight ? hullAround(boxes, OVAL_AIR) : oval;
    const leftmost = Math.min(...outline.map((p) => p.x));
    hulls.push({
      id: `hull/${ring.mesh.finding}`,
      finding: ring.mesh.finding,
      members: ring.members.map((m) => m.id),
      outline,
      caption: ring.mesh.caption,
      captionAt: { x: Math.round(leftmost + 8), y: Math.round(top - bulge(outline) - 8) },
    });
  }

  homes.circles.forEach(({ centred, members }, i) => {
    const boxes = members.flatMap((id) => placed.boxes.get(id) ?? []);
    const middle = centreOf(
      boundsOf(boxes.flatMap((b) => [b, { x: b.x + b.width, y: b.y + b.height }])),
    );
    for (const id of members) rings.set(id, { name: `circle/${i}`, middle, centred });
  });
  const inRegion = new Map<string, { id: string; box: Box; gap: number }[]>();
  for (const { id, account, region } of drawing.nodes) {
    const box = placed.boxes.get(id);
    if (box) append(inRegion, `${account}/${region}`, { id: '', box, gap: CARD_GAP });
  }
  const hullOf = new Map(
    hulls.map(({ finding, id, outline }) => [finding, { id, box: boundsOf(outline), gap: 14 }]),
  );
  let close: Field | undefined;
  const regionsOf = new Map<string, Box[]>();
  for (const [key, box] of placed.regions) append(regionsOf, key.slice(0, key.indexOf('/')), box);
  const lines = routesOf(drawing.links, {
    nodes: byId,
    boxes: placed.boxes,
    outlines: nodes,
    frameOf,
    combs: new Map(placed.combs.map((c) => [c.frame, c])),
    rings,
    field: fieldOf(nodes, hulls, placed),
    close: () => (close ??= fieldOf(nodes, hulls, placed, 0)),
    beside: (node) => {
      const blocks = placed.blocks.get(`${node.account}/${node.region}`) ?? [];
      const others = regionsOf.get(node.account) ?? [];
      return [
        ...(blocks.length > MOST_BESIDE ? [] : blocks.map((box) => ({ id: '', box, gap: 14 }))),
        ...(others.length > MOST_REGIONS
          ? []
          : others.map((box) => ({ id: '', box, gap: REGION }))),
      ];
    },
    cards: (node) => {
      const cards = inRegion.get(`${node.account}/${node.region}`) ?? [];
      const box = placed.boxes.get(node.id);
      if (cards.length <= MOST_CARDS || !box) return cards;
      if (cards.length > CROWDED) return [];
      const far = (to: Box): number => Math.abs(to.x - box.x) + Math.abs(to.y - box.y);
      return [...cards].sort((a, b) => far(a.box) - far(b.box)).slice(0, MOST_CARDS);
    },
    around: (node) => {
      const ring = rings.get(node.id);
      const hull = ring && hullOf.get(ring.name);
      const frame = frameOf.get(node.id);
      const region = placed.regions.get(`${node.account}/${node.region}`);
      const account = placed.accounts.get(node.account);
      const box = placed.boxes.get(node.id);
      return [
        ...(box ? [{ id: node.id, box, gap: 12 }] : []),
        ...(hull ? [hull] : []),
        ...(frame ? [{ id: frame.key, box: frame, gap: 14 }] : []),
        ...(region ? [{ id: regionRef(node.account, node.region), box: region, gap: REGION }] : []),
        ...(account ? [{ id: accountRef(node.account), box: account, gap: 22 }] : []),
      ];
    },
  });
  const edges: SceneEdge[] = drawing.links.flatMap((link) => {
    const points = lines.get(link.id);
    if (!points) return [];
    const { id, refs, kind, from, to, active, label, badge } = link;
    return [{ id, refs, kind, from, to, active, label, points, badge }];
  });
  return {
    nodes,
    edges,
    hulls: hulls.sort(by((h) => h.id)),
    width: placed.width,
    height: placed.height,
  };
}

function fieldOf(
  nodes: readonly SceneNode[],
  hulls: readonly SceneHull[],
  placed: Placed,
  air?: number,
): Field {
  const obstacles = obstaclesOf(nodes, hulls, air);
  for (const { hub, frame, lane } of placed.combs) {
    const box = placed.boxes.get(hub);
    // The lane that leads down from a hub is full of attachments.
    if (box)
      obstacles.push({
        id: `${frame}/stem`,
        cost: COST.stem,
        x: box.x + box.width / 2 - 2,
        y: box.y + box.height,
        width: 4,
        height: lane - box.y - box.height,
      });
  }
  return new Field(obstacles, placed.width, placed.height);
}
