/** Draws two reports as one picture: laid out once with everything of both, so that what is common has one place. */
import { by, byName, groupBy, thenBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Diff as Differences } from '../diff/diff.ts';
import type { ChangeKind, ResourceChange } from '../diff/resources.ts';
import type { KindId } from '../kinds/index.gen.ts';
import type { Report } from '../report.ts';
import type { Topology } from '../topology/topology.ts';
import {
  type ComparedHull,
  type ComparedScene,
  type ComparedThing,
  type EdgeTexts,
  type NodeTexts,
  pairLine,
  type Side,
} from './compared.ts';
import { layout } from './layout.ts';
import { boxOf } from './light.ts';
import { borderPoint, centreOf } from './parts/border.ts';
import { drawingOf } from './parts/draw.ts';
import {
  type DrawLink,
  type DrawMesh,
  type DrawNode,
  type DrawPlace,
  type Drawing,
  sizeOf,
} from './parts/drawing.ts';
import { titleOf } from './parts/title.ts';
import type { Diff } from './planned.ts';
import type { SceneEdge, SceneNode } from './scene.ts';

/** More lines of pairs than this hide the network; their ends are marked all the same. */
export const MOST_PAIR_LINES = 40;

/** The two networks; `diff` is of these reports. */
export function comparedScene(before: Report, after: Report, diff: Differences): ComparedScene {
  const [was, is] = [drawingOf(before, false), drawingOf(after, false)];
  const meshes = joinMeshes(was.drawing.meshes, is.drawing.meshes);
  const drawing: Drawing = {
    nodes: joinNodes(was.drawing.nodes, is.drawing.nodes),
    links: joinLinks(was.drawing.links, is.drawing.links),
    meshes: meshes.map(({ mesh }) => mesh),
    places: joinPlaces(was.drawing.places, is.drawing.places),
    segments: new Map([...was.drawing.segments, ...is.drawing.segments]),
    accounts: new Map([...was.drawing.accounts, ...is.drawing.accounts]),
    collected: new Set([...was.drawing.collected, ...is.drawing.collected]),
  };
  const laid = layout(drawing);
  const changes = new Map(diff.resources.map((change) => [change.id, change]));
  const inside = insideOf(diff, drawing);
  const nodes = nodeThings(drawing.nodes, was.drawing, is.drawing, changes, inside);
  const sides = { before: before.topology, after: after.topology };
  const edges = edgeThings(drawing.links, was.drawing, is.drawing, changes, sides);
  const pairs = pairsOf(diff, laid.nodes);
  const captions = new Map(meshes.map(({ mesh, hull }) => [`hull/${mesh.finding}`, hull]));
  return {
    scene: {
      title: titleOf(laid.nodes),
      ...laid,
      edges: [...laid.edges, ...pairs.lines.map(({ edge }) => edge)],
      leftOut: uniq([
        ...is.leftOut,
        ...was.leftOut
          .filter((words) => !is.leftOut.includes(words))
          .map((words) => `before: ${words}`),
        ...pairs.leftOut,
      ]),
    },
    nodes,
    edges: [...edges, ...pairs.lines.map(({ edge: { id }, mark }) => ({ id, mark }))].sort(
      by(({ id }) => id),
    ),
    hulls: laid.hulls.flatMap(({ id }): readonly ComparedHull[] => {
      const hull = captions.get(id);
      return hull && (hull.before !== hull.after || hull.before === undefined)
        ? [{ id, ...hull }]
        : [];
    }),
    reach: pairs.ends,
  };
}

/** What is known on a side goes before what is only referred to. */
const rather = (was: DrawNode | undefined, is: DrawNode | undefined): DrawNode | undefined =>
  was && is?.ghost && !was.ghost ? was : (is ?? was);

function joinNodes(was: readonly DrawNode[], is: readonly DrawNode[]): DrawNode[] {
  const [old, now] = [indexed(was), indexed(is)];
  return uniq([...old.keys(), ...now.keys()])
    .flatMap((id) => rather(old.get(id), now.get(id)) ?? [])
    .map((node) => {
      // Room for what either side has to say.
      const sizes = [old.get(node.id), now.get(node.id)].map((n) =>
        sizeOf(node.shape, (n ?? node).lines),
      );
      return {
        ...node,
        width: Math.max(...sizes.map((s) => s.width)),
        height: Math.max(...sizes.map((s) => s.height)),
      };
    })
    .sort(
      thenBy<DrawNode>(
        (a, b) => byName(a.label, b.label),
        by((n) => n.id),
      ),
    );
}

function joinLinks(was: readonly DrawLink[], is: readonly DrawLink[]): DrawLink[] {
  const [old, now] = [indexed(was), indexed(is)];
  return uniq([...old.keys(), ...now.keys()])
    .flatMap((id): readonly DrawLink[] => {
      const [a, b] = [old.get(id), now.get(id)];
      if (!a || !b) return a ? [a] : b ? [b] : [];
      return [{ ...b, refs: uniq([...a.refs, ...b.refs]) }];
    })
    .sort(by((link) => link.id));
}

const indexed = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

/** A note of one side alone says whose it is. */
function joinPlaces(was: readonly DrawPlace[], is: readonly DrawPlace[]): DrawPlace[] {
  const keyOf = (p: DrawPlace): string => `${p.account}/${p.region}\n${p.note}`;
  const [old, now] = [new Set(was.map(keyOf)), new Set(is.map(keyOf))];
  const own = (places: readonly DrawPlace[], others: ReadonlySet<string>, words: string) =>
    places
      .filter((place) => !others.has(keyOf(place)))
      .map((place) => ({ ...place, note: `${words}: ${place.note}` }));
  return [
    ...is.filter((place) => old.has(keyOf(place))),
    ...own(was, now, 'Before'),
    ...own(is, old, 'After'),
  ].sort(by(keyOf));
}

interface JoinedMesh {
  readonly mesh: DrawMesh;
  readonly hull: Omit<ComparedHull, 'id'>;
}

/** A mesh that lost or gained members is one ring: that of now with the members it had. */
function joinMeshes(was: readonly DrawMesh[], is: readonly DrawMesh[]): JoinedMesh[] {
  const heirs = groupBy(was, (mesh) => heirOf(mesh, is)?.finding ?? '');
  const joined = is.map((mesh): JoinedMesh => {
    const [first, ...more] = heirs.get(mesh.finding) ?? [];
    const before = first && (more.length === 0 ? first.caption : `${more.length + 1} meshes`);
    return {
      mesh: {
        ...mesh,
        members: uniq([...mesh.members, ...[first, ...more].flatMap((m) => m?.members ?? [])]),
      },
      hull: { ...(before !== undefined && { before }), after: mesh.caption },
    };
  });
  const gone = (heirs.get('') ?? []).map((mesh): JoinedMesh => ({
    mesh: { ...mesh, caption: `${mesh.caption} (before)` },
    hull: { before: mesh.caption },
  }));
  return [...joined, ...gone];
}

function heirOf(mesh: DrawMesh, heirs: readonly DrawMesh[]): DrawMesh | undefined {
  const members = new Set(mesh.members);
  let best: { readonly heir: DrawMesh; readonly shared: number } | undefined;
  for (const heir of heirs) {
    const shared = heir.members.filter((id) => members.has(id)).length;
    if (shared > 0 && shared > (best?.shared ?? 0)) best = { heir, shared };
  }
  return best?.heir;
}

/** Told by a line of their own, or coming and going by the hour: a box is not marked for them. */
const NOT_INSIDE: ReadonlySet<KindId> = new Set<KindId>([
  'vpc-peering',
  'tgw-attachment',
  'tgw-vpc-attachment',
  'tgw-peering-attachment',
  'vpn-connection',
  'network-interface',
]);

const isUnseen = (change: ChangeKind): boolean =>
  change === 'not-seen-before' || change === 'not-seen-now';

/** Boxes in which something changed that is not drawn itself; `unseen` where that is all there is to say. */
function insideOf(
  { resources, before, after }: Differences,
  { nodes, links }: Drawing,
): ReadonlyMap<string, 'changed' | 'unseen'> {
  const boxes = new Map(nodes.map(({ id }) => [id, id]));
  const onLines = new Set(links.flatMap(({ refs }) => refs));
  const out = new Map<string, 'changed' | 'unseen'>();
  for (const { id, kind, change } of resources) {
    if (boxes.has(id) || onLines.has(id) || NOT_INSIDE.has(kind)) continue;
    const gone = change === 'removed' || change === 'not-seen-now';
    const box = boxOf((gone ? before : after).topology, id, boxes);
    if (box === undefined || out.get(box) === 'changed') continue;
    out.set(box, isUnseen(change) ? 'unseen' : 'changed');
  }
  return out;
}

type Changes = ReadonlyMap<Ref, ResourceChange>;

const sideOf = (was: unknown, is: unknown): Side | undefined =>
  was === undefined ? 'after' : is === undefined ? 'before' : undefined;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function nodeThings(
  nodes: readonly DrawNode[],
  was: Drawing,
  is: Drawing,
  changes: Changes,
  inside: ReadonlyMap<string, 'changed' | 'unseen'>,
): ComparedThing<NodeTexts>[] {
  const [old, now] = [indexed(was.nodes), indexed(is.nodes)];
  const texts = (n: DrawNode): NodeTexts => ({ label: n.label, lines: n.lines, ghost: n.ghost });
  return nodes
    .flatMap((node): readonly ComparedThing<NodeTexts>[] => {
      const [a, b] = [old.get(node.id), now.get(node.id)];
      const only = sideOf(a, b);
      const mark = nodeMark(only, changes.get(node.id)?.change, inside.get(node.id));
      const [before, after] = [a && texts(a), b && texts(b)];
      const thing: ComparedThing<NodeTexts> = {
        id: node.id,
        ...(only && { only }),
        ...(mark && { mark }),
        ...(before && !same(before, texts(node)) && { before }),
        ...(after && !same(after, texts(node)) && { after }),
      };
      return Object.keys(thing).length === 1 ? [] : [thing];
    })
    .sort(by(({ id }) => id));
}

/** What is on one side and neither added nor removed, such as what is only referred to, cannot be told. */
function nodeMark(
  only: Side | undefined,
  own: ChangeKind | undefined,
  inside: 'changed' | 'unseen' | undefined,
): Diff | undefined {
  if (own === 'added' || own === 'removed' || own === 'changed') return own;
  if (only !== undefined) return 'unseen';
  if (inside === 'changed') return inside;
  return own !== undefined ? 'unseen' : inside;
}

function edgeThings(
  links: readonly DrawLink[],
  was: Drawing,
  is: Drawing,
  changes: Changes,
  sides: Readonly<Record<Side, Topology>>,
): ComparedThing<EdgeTexts>[] {
  const [old, now] = [indexed(was.links), indexed(is.links)];
  const texts = ({ label, active, refs }: DrawLink): EdgeTexts => ({ label, active, refs });
  return links.flatMap((link): readonly ComparedThing<EdgeTexts>[] => {
    const [a, b] = [old.get(link.id), now.get(link.id)];
    const only = sideOf(a, b);
    const own = link.refs.flatMap((ref) => changes.get(ref)?.change ?? []);
    const mark = only ? lineMark(only, link.refs, own, sides) : bothMark(own, a, b);
    const [before, after] = [a && texts(a), b && texts(b)];
    const thing: ComparedThing<EdgeTexts> = {
      id: link.id,
      ...(only && { only }),
      ...(mark && { mark }),
      ...(before && !same(before, texts(link)) && { before }),
      ...(after && !same(after, texts(link)) && { after }),
    };
    return Object.keys(thing).length === 1 ? [] : [thing];
  });
}

function bothMark(
  own: readonly ChangeKind[],
  was: DrawLink | undefined,
  is: DrawLink | undefined,
): Diff | undefined {
  if (own.some((change) => !isUnseen(change)) || was?.active !== is?.active) return 'changed';
  return own.length > 0 ? 'unseen' : undefined;
}

/** A line of one side: surely gone or new where what it stands for is told, or is on the other side and no line there. */
function lineMark(
  only: Side,
  refs: readonly Ref[],
  own: readonly ChangeKind[],
  sides: Readonly<Record<Side, Topology>>,
): Diff {
  const other = sides[only === 'before' ? 'after' : 'before'];
  const known = (ref: Ref): boolean =>
    other.find(ref) !== undefined || other.attachment(ref) !== undefined;
  const sure = own.some((change) => !isUnseen(change)) || refs.some(known);
  return !sure ? 'unseen' : only === 'before' ? 'removed' : 'added';
}

interface Pairs {
  readonly lines: readonly { readonly edge: SceneEdge; readonly mark: Diff }[];
  readonly ends: readonly string[];
  readonly leftOut: readonly string[];
}

const VERDICT_MARKS = { lost: 'removed', gained: 'added', other: 'changed' } as const;

/** Pairs that surely fare differently: their ends, and a line for each where there are few. */
function pairsOf({ reach }: Differences, nodes: readonly SceneNode[]): Pairs {
  const boxes = new Map(nodes.map((node) => [node.id, node]));
  const ends = new Set<Ref>();
  const marks = new Map<string, { from: SceneNode; to: SceneNode; mark: Diff }>();
  const add = (from: Ref, to: Ref, mark: Diff): void => {
    ends.add(from).add(to);
    if (marks.size > MOST_PAIR_LINES) return;
    const [a, b] = [boxes.get(from), boxes.get(to)].sort((x, y) =>
      x && y && x.id > y.id ? 1 : -1,
    );
    if (!a || !b) return;
    const id = pairLine(from, to);
    const known = marks.get(id);
    // Lost one way and gained the other is neither.
    marks.set(id, { from: a, to: b, mark: known && known.mark !== mark ? 'changed' : mark });
  };
  let many = 0;
  for (const { from, to, verdict } of reach.changes()) {
    if (verdict !== 'lost' && verdict !== 'gained' && verdict !== 'other') continue;
    many++;
    add(from, to, VERDICT_MARKS[verdict]);
  }
  for (const { from, to } of reach.within) add(from, to, 'changed');
  many += reach.within.length;
  const few = marks.size <= MOST_PAIR_LINES;
  return {
    lines: few
      ? [...marks].sort(by(([id]) => id)).map(([id, { from, to, mark }]) => ({
          edge: lineOf(id, from, to),
          mark,
        }))
      : [],
    ends: [...ends].filter((id) => boxes.has(id)).sort(),
    leftOut: few ? [] : [`lines of ${many} pairs that fare differently: too many to draw`],
  };
}

/** How far a line of a pair leaves the straight way, in pixels: the link that may lie there stays in sight. */
const BULGE = 22;

function lineOf(id: string, from: SceneNode, to: SceneNode): SceneEdge {
  const [a, b] = [centreOf(from), centreOf(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const bulge = Math.min(BULGE, length / 6);
  const middle = {
    x: Math.round((a.x + b.x) / 2 - (dy / length) * bulge),
    y: Math.round((a.y + b.y) / 2 + (dx / length) * bulge),
  };
  return {
    id,
    refs: [id],
    kind: 'reach',
    from: from.id,
    to: to.id,
    active: true,
    label: '',
    points: [borderPoint(from, from.shape, middle), middle, borderPoint(to, to.shape, middle)],
    badge: undefined,
  };
}
