/** Lays a drawing out: our own, domain-aware and deterministic; no forces, no iteration to convergence. */
import { accountRef, regionRef } from '../base/ref.ts';
import { by, byText, groupBy } from '../base/order.ts';
import { centreOf } from './parts/border.ts';
import type { Drawing } from './parts/drawing.ts';
import { homesOf } from './parts/homes.ts';
import { OVAL_AIR, hullAround, ovalAround } from './parts/ring.ts';
import { route } from './parts/routes.ts';
import { sheetOf } from './parts/sheet.ts';
import type { Point, Scene, SceneEdge, SceneHull, SceneNode } from './scene.ts';

export type Laid = Pick<Scene, 'nodes' | 'edges' | 'hulls' | 'width' | 'height'>;

const segmentTitle = (table: string, names: ReadonlyMap<string, string>): string =>
  table === 'none'
    ? 'no route table'
    : table === ''
      ? 'route table not known'
      : (names.get(table) ?? table);

export function layout(drawing: Drawing): Laid {
  const homes = homesOf(drawing);
  const placed = sheetOf(drawing, homes);
  const nodes: SceneNode[] = [];
  const notes = groupBy(drawing.places, (p) => `${p.account}/${p.region}`);
  const inside = groupBy(drawing.nodes, (n) => `${n.account}/${n.region}`);
  const ghostly = (account: string, keys: readonly string[]): boolean =>
    !drawing.collected.has(account) &&
    keys.every((key) => (inside.get(key) ?? []).every((n) => n.ghost));

  const regionsOf = groupBy([...placed.regions.keys()].sort(byText), (key) =>
    key.slice(0, key.indexOf('/')),
  );
  for (const [account, box] of [...placed.accounts].sort(by(([id]) => id))) {
    const ghost = ghostly(account, regionsOf.get(account) ?? []);
    const id = accountRef(account);
    const name =
      account === '' || account === 'unknown' ? 'Account not known' : `Account ${account}`;
    nodes.push({
      ...box,
      id,
      ref: id,
      shape: 'account',
      parent: undefined,
      label: ghost && account !== '' ? `${name}, not collected` : name,
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
      label: region === '' || region === 'unknown' ? 'Region not known' : region,
      lines: (notes.get(key) ?? []).map((p) => p.note),
      ghost: ghostly(account, [key]),
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
      label: segmentTitle(f.table, drawing.segments),
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

  const rings = new Map<string, { name: string; middle: Point }>();
  const hulls: SceneHull[] = [];
  for (const ring of homes.rings) {
    const boxes = ring.members.flatMap((m) => placed.boxes.get(m.id) ?? []);
    const left = Math.min(...boxes.map((b) => b.x));
    const top = Math.min(...boxes.map((b) => b.y));
    const right = Math.max(...boxes.map((b) => b.x + b.width));
    const bottom = Math.max(...boxes.map((b) => b.y + b.height));
    const middle = centreOf({ x: left, y: top, width: right - left, height: bottom - top });
    for (const m of ring.members) rings.set(m.id, { name: ring.mesh.finding, middle });
    // A ring stretched over many containers would bulge out of them: a tight outline then.
    const oval = ovalAround(boxes, OVAL_AIR);
    const bulge = (list: readonly Point[]): number => top - Math.min(...list.map((p) => p.y));
    const outline = bulge(oval) <= (right - left) * 0.12 ? oval : hullAround(boxes, OVAL_AIR + 4);
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

  const ground = {
    nodes: byId,
    boxes: placed.boxes,
    frameOf,
    combs: new Map(placed.combs.map((c) => [c.frame, c])),
    rings,
  };
  const edges: SceneEdge[] = drawing.links.flatMap((link) => {
    const points = route(link, ground);
    return points
      ? [
          {
            id: link.id,
            refs: link.refs,
            kind: link.kind,
            from: link.from,
            to: link.to,
            active: link.active,
            label: link.label,
            points,
            badge: link.badge,
          },
        ]
      : [];
  });
  return {
    nodes,
    edges,
    hulls: hulls.sort(by((h) => h.id)),
    width: placed.width,
    height: placed.height,
  };
}
