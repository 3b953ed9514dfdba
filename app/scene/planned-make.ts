/** Draws a plan up: gives what it makes a place where nothing has to move for it, and every part of it its time. */
import { inert } from '../base/inert.ts';
import { by } from '../base/order.ts';
import { regionRef, type Ref } from '../base/ref.ts';
import type { RouteTarget } from '../kinds/route-table.ts';
import type { Change } from '../plan/changes.ts';
import type { Design, GatewayDesign } from '../plan/design-shapes.ts';
import type { Plan, Step } from '../plan/plan.ts';
import type { Topology } from '../topology/topology.ts';
import { nodeLooks } from './legend.ts';
import { centreOf, straight } from './parts/border.ts';
import { sizeOf } from './parts/drawing.ts';
import { cuts } from './parts/field.ts';
import { freeSpots } from './parts/free-spot.ts';
import { sidestep } from './parts/sidestep.ts';
import type { Life, PlannedScene } from './planned.ts';
import { reroute } from './reroute.ts';
import { fonts, widthOf } from './text.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from './scene.ts';

/** `before` is the scene of the whole network the plan was made for. */
export function plannedScene(before: Scene, topology: Topology, plan: Plan): PlannedScene {
  const { design, steps } = plan;
  const scene = withGateways(before, design);
  return {
    scene: { ...scene, edges: [...scene.edges, ...newEdges(scene, design)] },
    lives: [...livesOf(topology, plan)].sort(by(([ref]) => ref)),
    touched: steps.map(({ changes }) => touchedBy(changes, topology)),
  };
}

const tableOf = (change: Change): Ref | undefined =>
  change.do === 'create-route' || change.do === 'replace-route' || change.do === 'delete-route'
    ? change.table
    : undefined;

function touchedBy(changes: readonly Change[], topology: Topology): Ref[] {
  const vpcs = changes.flatMap((change) => {
    const table = tableOf(change);
    return (table === undefined ? undefined : topology.get('route-table', table)?.vpc) ?? [];
  });
  return [...new Set(vpcs)];
}

/** The distance that a new gateway keeps from everything, and that which it keeps where there is little room. */
const AIR = 22;
const TIGHT = 12;
/** Between a new gateway and the frame it stands in. */
const RIM = 8;
/** Height of a new gateway: its name has room for two lines where the picture is small. */
const HEIGHT = 62;
/** Height of the title at the top of a container. */
const TITLE = 34;

function withGateways(before: Scene, design: Design): Scene {
  const boxes = new Map(before.nodes.map((node) => [node.id, node]));
  const nodes = [...before.nodes];
  let { width, height } = before;
  for (const gateway of design.gateways) {
    if (boxes.has(gateway.id)) continue;
    const served = design.attachments
      .filter((a) => a.gateway === gateway.id)
      .flatMap((a) => boxes.get(a.vpc) ?? []);
    const frame = frameOf(boxes, gateway, served);
    const label = inert(gateway.name || gateway.id);
    const lines = [gateway.asn === undefined ? 'planned' : `ASN ${gateway.asn}`];
    const size = sizeFor(label, lines);
    const at = placeOf(nodes, { width, height }, size, frame, served);
    const node: SceneNode = {
      ...at,
      ...size,
      id: gateway.id,
      ref: gateway.id,
      shape: 'transit-gateway',
      parent: frame?.id,
      label,
      lines,
      ghost: false,
      badge: undefined,
    };
    nodes.push(node);
    boxes.set(node.id, node);
    width = Math.max(width, at.x + size.width + 2 * AIR);
    height = Math.max(height, at.y + size.height + 2 * AIR);
  }
  return { ...before, nodes, width, height };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** No wider than its name needs: room in the midst of others is scarce. */
function sizeFor(label: string, lines: readonly string[]): Size {
  const { width, height } = sizeOf('transit-gateway', lines);
  return {
    width: Math.min(width + 60, Math.max(120, Math.ceil(widthOf(label, fonts.name)) + 44)),
    height: Math.max(height, HEIGHT),
  };
}

/** The Region a gateway stands in: its own account's, else that of most of the VPCs it serves. */
function frameOf(
  boxes: ReadonlyMap<string, SceneNode>,
  { account, region }: GatewayDesign,
  served: readonly SceneNode[],
): SceneNode | undefined {
  const own = boxes.get(regionRef(account, region));
  if (own) return own;
  const votes = new Map<string, number>();
  for (const vpc of served) {
    let at = vpc.parent === undefined ? undefined : boxes.get(vpc.parent);
    if (at?.shape === 'segment' && at.parent !== undefined) at = boxes.get(at.parent);
    if (at?.shape === 'region') votes.set(at.id, (votes.get(at.id) ?? 0) + 1);
  }
  const [most] = [...votes].sort(by(([id, n]) => `${String(1e9 - n).padStart(10, '0')} ${id}`));
  return most && boxes.get(most[0]);
}

/** What a line over somebody else's card is worth in pixels of distance. */
const OVER = 110;
/** So many of the nearest places are weighed. */
const MOST_SPOTS = 600;

/**
 * Near the middle of the VPCs it serves, where its lines run over few cards: in the frame if there is room, else beside
 * everything.
 */
function placeOf(
  nodes: readonly SceneNode[],
  sheet: Size,
  size: Size,
  frame: SceneNode | undefined,
  served: readonly SceneNode[],
): Point {
  const middle = served.length > 0 ? middleOf(served) : centreOf(frame ?? { x: 0, y: 0, ...sheet });
  const wish = { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
  // Cards, and frames of route tables: a VPC in one of these says by its place what it is attached to.
  const cards = nodes.filter(({ shape }) => shape !== 'account' && shape !== 'region');
  const best = (room: Box, taken: readonly Box[], gap: number): Weighed | undefined => {
    const spots = freeSpots(size, wish, room, taken, gap, MOST_SPOTS);
    let least: Weighed | undefined;
    for (const spot of spots) {
      const far = Math.hypot(spot.x - wish.x, spot.y - wish.y);
      // Sorted by distance: nothing better can follow.
      if (least && far >= least.weight) break;
      const weight = far + OVER * crossings({ ...spot, ...size }, served, cards);
      if (!least || weight < least.weight) least = { spot, weight };
    }
    return least;
  };
  if (frame) {
    const room: Box = {
      x: frame.x + RIM,
      y: frame.y + TITLE,
      width: frame.width - 2 * RIM,
      height: frame.height - TITLE - RIM,
    };
    const [wide, tight] = [best(room, cards, AIR), best(room, cards, TIGHT)];
    // Nearness to its neighbours costs something too.
    if (wide && (!tight || wide.weight <= tight.weight + OVER / 2)) return wide.spot;
    if (tight) return tight.spot;
  }
  const accounts = nodes.filter(({ shape }) => shape === 'account');
  const room = {
    x: 0,
    y: 0,
    width: sheet.width + size.width + 4 * AIR,
    height: sheet.height + size.height + 4 * AIR,
  };
  // The margin at the right and below holds nothing, so there is a place.
  return best(room, [...cards, ...accounts], AIR)?.spot ?? { x: sheet.width, y: 0 };
}

interface Weighed {
  readonly spot: Point;
  readonly weight: number;
}

/** How many cards the lines to the VPCs served would run over. */
function crossings(hub: Box, served: readonly SceneNode[], cards: readonly SceneNode[]): number {
  const from = centreOf(hub);
  let count = 0;
  for (const vpc of served) {
    const to = centreOf(vpc);
    for (const card of cards)
      if (card !== vpc && card.shape !== 'segment' && cuts(from, to, card)) count++;
  }
  return count;
}

function middleOf(boxes: readonly Box[]): Point {
  const centres = boxes.map(centreOf);
  const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
  return { x: mean(centres.map((p) => p.x)), y: mean(centres.map((p) => p.y)) };
}

/** Lines of what the plan makes, named as a scene of the finished network names them. */
function newEdges(scene: Scene, design: Design): SceneEdge[] {
  const boxes = new Map(scene.nodes.map((node) => [node.id, node]));
  const known = new Set(scene.edges.map((edge) => edge.id));
  const cards = scene.nodes.filter(({ shape }) => !nodeLooks[shape].container);
  const line = (
    kind: 'attachment' | 'tgw-peering',
    ref: Ref,
    from: Ref,
    to: Ref,
  ): readonly SceneEdge[] => {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    const id = `${kind}/${from}/${to}`;
    if (!a || !b || known.has(id)) return [];
    const points = straight(a, a.shape, b, b.shape);
    return [{ id, refs: [ref], kind, from, to, active: true, label: '', points, badge: undefined }];
  };
  const lines = [
    ...design.attachments
      .filter((a) => !a.existing)
      .flatMap((a) => line('attachment', a.id, a.gateway, a.vpc)),
    ...design.links
      .filter((l) => !l.existing)
      .flatMap((l) => line('tgw-peering', l.id, l.requester, l.accepter)),
  ];
  // Straight where nothing is in the way, else round what is.
  const barred = lines.filter(({ from, to, points }) =>
    cards.some(
      (card) => card.id !== from && card.id !== to && cuts(points[0]!, points.at(-1)!, card),
    ),
  );
  const aside = new Map(
    barred.flatMap(({ id, from, to }) => {
      const others = cards.filter((card) => card.id !== from && card.id !== to);
      const points = sidestep(boxes.get(from)!, boxes.get(to)!, others);
      return points ? [[id, points] as const] : [];
    }),
  );
  const ways = reroute(
    scene,
    barred.filter(({ id }) => !aside.has(id)),
  );
  return lines.map((edge) => ({
    ...edge,
    points: aside.get(edge.id) ?? ways.get(edge.id) ?? edge.points,
  }));
}

/** What of the plan is there when, and from when on routes lead over it. */
function livesOf(topology: Topology, { design, steps }: Plan): Map<Ref, Life> {
  const made = new Map<Ref, number>();
  const gone = new Map<Ref, number>();
  steps.forEach(({ changes }, i) => {
    for (const change of changes) {
      if (change.do === 'create-gateway') made.set(change.gateway.id, i + 1);
      else if (change.do === 'create-attachment') made.set(change.attachment.id, i + 1);
      else if (change.do === 'create-link') made.set(change.link.id, i + 1);
      else if (change.do === 'delete-peering') gone.set(change.peering, i + 1);
    }
  });
  const uses = usesOf(topology, steps);
  const lives = new Map<Ref, Life>();
  for (const id of design.replaced)
    lives.set(id, { from: 0, until: gone.get(id), turns: uses.get(id) ?? [] });
  for (const { id, existing } of design.gateways) {
    if (!existing) lives.set(id, { from: made.get(id) ?? 0, until: undefined, turns: [] });
  }
  for (const { id, vpc, gateway } of design.attachments) {
    const turns = uses.get(wayOf(gateway, vpc)) ?? [];
    lives.set(id, { from: made.get(id) ?? 0, until: undefined, turns });
  }
  const gatewayOf = new Map(design.attachments.map((a) => [a.vpc, a.gateway]));
  for (const { id, existing, requester, accepter } of design.links) {
    // The first pair that is sent over both its ends uses it.
    const first = steps.findIndex(
      ({ changes, vpcs }) =>
        changes.some((change) => tableOf(change) !== undefined) &&
        [requester, accepter].every((end) => vpcs.some((vpc) => gatewayOf.get(vpc) === end)),
    );
    const turns = existing ? [0] : first < 0 ? [] : [first + 1];
    lives.set(id, { from: made.get(id) ?? 0, until: undefined, turns });
  }
  return lives;
}

/** The way from a VPC into a gateway, beside ids of peerings. */
const wayOf = (gateway: Ref, vpc: Ref): string => `${gateway} ${vpc}`;

/** For every peering, and every way of a VPC into a gateway: the steps at which routes begin and cease to lead there. */
function usesOf(topology: Topology, steps: readonly Step[]): Map<string, number[]> {
  const routes = new Map<string, number>();
  const add = (vpc: Ref, { kind, id }: RouteTarget, by: number): string[] => {
    const key = kind === 'vpc-peering' ? id : kind === 'transit-gateway' ? wayOf(id, vpc) : '';
    if (key === '') return [];
    routes.set(key, (routes.get(key) ?? 0) + by);
    return [key];
  };
  for (const { vpc, routes: list } of topology.all('route-table'))
    for (const { target } of list) add(vpc, target, 1);
  const used = new Set([...routes.keys()]);
  const turns = new Map<string, number[]>([...used].map((key) => [key, [0]]));
  steps.forEach(({ changes }, i) => {
    const keys = new Set(
      changes.flatMap((change) => {
        const table = tableOf(change);
        const vpc = table === undefined ? undefined : topology.get('route-table', table)?.vpc;
        if (vpc === undefined) return [];
        return [
          ...('before' in change ? add(vpc, change.before, -1) : []),
          ...('target' in change ? add(vpc, change.target, 1) : []),
        ];
      }),
    );
    for (const key of keys) {
      const now = (routes.get(key) ?? 0) > 0;
      if (now === used.has(key)) continue;
      if (now) used.add(key);
      else used.delete(key);
      const list = turns.get(key);
      if (list) list.push(i + 1);
      else turns.set(key, [i + 1]);
    }
  });
  return turns;
}
