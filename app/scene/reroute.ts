/** Finds new ways for lines whose boxes were moved, round everything else that is drawn. */
import { append } from '../base/order.ts';
import { nodeLooks } from './legend.ts';
import { tidy } from './parts/border.ts';
import { entryOf, leadsTo, standingAlone, tailIn } from './parts/comb-tail.ts';
import { Field, type Obstacle } from './parts/field.ts';
import { spread, type Wire } from './parts/lanes.ts';
import { obstaclesOf } from './parts/obstacles.ts';
import { behind, slack } from './parts/routes.ts';
import { costOf, type Entry, type Terminal, wire } from './parts/wires.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from './scene.ts';

const GAPS = { region: 9, account: 22 } as const;
/** Containers and hulls. */
const GAP = 14;
const gapOf = ({ shape }: SceneNode): number =>
  shape === 'region' || shape === 'account' ? GAPS[shape] : GAP;
const CARD_GAP = 7;
/** To run over an account between others, on a page where gutters lead everywhere: almost as bad as over a card. */
const ACCOUNT = 880;
/** The title of a container, in a file that is not seen from afar. */
const TITLE = 36;

/** Of a line, what is drawn of it in a frame, from its entry on; undefined where it does not come in squarely. */
function endIn(
  { x, y, width, height }: SceneNode,
  points: readonly Point[],
): readonly [Entry, ...Point[]] | undefined {
  const [right, bottom] = [x + width, y + height];
  for (let into = points.length - 1; into > 0; into--) {
    const [p, q] = [points[into - 1]!, points[into]!];
    const entry: Entry | undefined =
      p.x === q.x && p.y <= y && q.y > y
        ? { x: q.x, y, from: 'above', more: 0 }
        : p.x === q.x && p.y >= bottom && q.y < bottom
          ? { x: q.x, y: bottom, from: 'below', more: 0 }
          : p.y === q.y && p.x <= x && q.x > x
            ? { x, y: q.y, from: 'left', more: 0 }
            : p.y === q.y && p.x >= right && q.x < right
              ? { x: right, y: q.y, from: 'right', more: 0 }
              : undefined;
    if (entry) return [entry, ...points.slice(into)];
  }
  return undefined;
}

/** What is in the way on a page with gutters between its accounts. */
const onPage = (nodes: readonly SceneNode[], hulls: Scene['hulls']): readonly Obstacle[] => {
  const accounts = new Set(nodes.filter(({ shape }) => shape === 'account').map(({ id }) => id));
  return obstaclesOf(nodes, hulls).map((obstacle) =>
    accounts.has(obstacle.id)
      ? { ...obstacle, cost: ACCOUNT }
      : obstacle.id.endsWith('/label')
        ? { ...obstacle, height: TITLE }
        : obstacle,
  );
};

/**
 * Points by id of the line; each from outline to outline. Both ends of every line are among the nodes. What an attachment
 * runs in the frame of its VPC it keeps: its points are those of where the VPC stands. `rows`, from side to side, have
 * gutters of twice the gap of accounts between them: lines keep to them.
 */
export function reroute(
  drawn: Pick<Scene, 'nodes' | 'hulls' | 'width' | 'height'>,
  lines: readonly SceneEdge[],
  rows: readonly Box[] = [],
): Map<string, readonly Point[]> {
  const { nodes, hulls, width, height } = drawn;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const field = new Field(
    rows.length > 0 ? onPage(nodes, hulls) : obstaclesOf(nodes, hulls),
    width,
    height,
  );
  const gutters = rows.map((box) => ({ id: '', box, gap: GAPS.account }));
  const regionOf = (node: SceneNode): string => {
    let at: SceneNode | undefined = node;
    while (at && at.shape !== 'region') at = byId.get(at.parent ?? '');
    return at?.id ?? '';
  };
  const terminal = (node: SceneNode): Terminal => {
    const around: { id: string; box: SceneNode; gap: number }[] = [];
    for (let at: SceneNode | undefined = node; at; at = byId.get(at.parent ?? ''))
      around.push({ id: at.id, box: at, gap: at === node ? 12 : gapOf(at) });
    const region = regionOf(node);
    const cards = nodes.filter((n) => !nodeLooks[n.shape].container && regionOf(n) === region);
    return {
      box: node,
      shape: node.shape,
      around,
      beside: gutters,
      cards: () =>
        cards.length > MOST_CARDS ? [] : cards.map((box) => ({ id: '', box, gap: CARD_GAP })),
    };
  };
  const contents = new Map<string, SceneNode[]>();
  for (const node of nodes) if (node.parent !== undefined) append(contents, node.parent, node);
  const out = new Map<string, readonly Point[]>();
  const wires: (Wire & { readonly finish: (points: readonly Point[]) => void })[] = [];
  const run = (
    net: string,
    a: Terminal,
    b: Terminal,
    isSquare: boolean,
    finish: (points: readonly Point[]) => void,
  ): void => {
    const points = wire(a, b, field, isSquare);
    wires.push({
      net,
      points,
      slack: [slack(points, 'first', a), slack(points, 'last', b)],
      behind: [behind(points, 'first', a), behind(points, 'last', b)],
      cost: costOf(a, b, field),
      finish,
    });
  };
  const trunks = new Map<string, ((points: readonly Point[]) => void)[]>();
  for (const line of lines) {
    const [from, to] = [byId.get(line.from), byId.get(line.to)];
    if (!from || !to) continue;
    const a = terminal(from);
    const frame = byId.get(to.parent ?? '');
    if (line.kind !== 'attachment' || frame?.shape !== 'segment' || !leadsTo(frame, from.id)) {
      const net = line.kind === 'attachment' ? line.from : line.id;
      run(net, a, terminal(to), line.kind !== 'peering', (points) =>
        out.set(line.id, tidy(points)),
      );
      continue;
    }
    if (contents.get(frame.id)?.length === 1) {
      run(from.id, a, standingAlone(terminal(to)), true, (points) =>
        out.set(line.id, tidy(points)),
      );
      continue;
    }
    // One trunk to the frame, however many VPCs stand in it.
    const [entry, ...tail]: readonly [Entry, ...Point[]] = endIn(frame, line.points) ?? [
      { ...entryOf(frame), from: 'above', more: 0 },
      ...tailIn(frame, to, contents.get(frame.id) ?? []),
    ];
    const finish = (points: readonly Point[]): void =>
      void out.set(line.id, tidy([...points, ...tail]));
    const key = `${from.id} ${frame.id} ${entry.x} ${entry.y}`;
    const waiting = trunks.get(key);
    if (waiting) {
      waiting.push(finish);
      continue;
    }
    const all = [finish];
    trunks.set(key, all);
    const frames = (contents.get(frame.parent ?? '') ?? [])
      .filter(({ shape }) => shape === 'segment')
      .map((box) => ({ id: box.id, box, gap: GAP }));
    const { around } = terminal(to);
    const end: Terminal = {
      box: frame,
      shape: 'vpc',
      // What the frame stands in, without it and the card.
      around: around.slice(2),
      beside: frames,
      entries: [entry],
    };
    run(from.id, a, end, true, (points) => all.forEach((f) => f(points)));
  }
  spread(wires, nodes).forEach((points, i) => wires[i]?.finish(points));
  return out;
}

const MOST_CARDS = 60;
