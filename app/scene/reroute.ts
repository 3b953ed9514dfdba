/** Finds new ways for lines whose boxes were moved, round everything else that is drawn. */
import { nodeLooks } from './legend.ts';
import { tidy } from './parts/border.ts';
import { Field } from './parts/field.ts';
import { spread } from './parts/lanes.ts';
import { obstaclesOf } from './parts/obstacles.ts';
import { slack } from './parts/routes.ts';
import { costOf, type Terminal, wire } from './parts/wires.ts';
import type { Point, Scene, SceneEdge, SceneNode } from './scene.ts';

const GAPS: Readonly<Partial<Record<SceneNode['shape'], number>>> = { region: 9, account: 22 };
/** Containers and hulls. */
const GAP = 14;
const CARD_GAP = 7;

/** Points by id of the line; each from outline to outline. Both ends of every line are among the nodes. */
export function reroute(
  drawn: Pick<Scene, 'nodes' | 'hulls' | 'width' | 'height'>,
  lines: readonly SceneEdge[],
): Map<string, readonly Point[]> {
  const { nodes, hulls, width, height } = drawn;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const field = new Field(obstaclesOf(nodes, hulls), width, height);
  const regionOf = (node: SceneNode): string => {
    let at: SceneNode | undefined = node;
    while (at && at.shape !== 'region') at = byId.get(at.parent ?? '');
    return at?.id ?? '';
  };
  const terminal = (node: SceneNode): Terminal => {
    const around: { id: string; box: SceneNode; gap: number }[] = [];
    for (let at: SceneNode | undefined = node; at; at = byId.get(at.parent ?? ''))
      around.push({ id: at.id, box: at, gap: at === node ? 12 : (GAPS[at.shape] ?? GAP) });
    const region = regionOf(node);
    const cards = nodes.filter((n) => !nodeLooks[n.shape].container && regionOf(n) === region);
    return {
      box: node,
      shape: node.shape,
      around,
      cards: () =>
        cards.length > MOST_CARDS ? [] : cards.map((box) => ({ id: '', box, gap: CARD_GAP })),
    };
  };
  const wires = lines.flatMap((line) => {
    const [from, to] = [byId.get(line.from), byId.get(line.to)];
    if (!from || !to) return [];
    const [a, b] = [terminal(from), terminal(to)];
    const points = wire(a, b, field);
    return {
      id: line.id,
      net: line.kind === 'attachment' ? line.from : line.id,
      points,
      slack: [slack(points, 'first', a), slack(points, 'last', b)] as const,
      cost: costOf(a, b, field),
    };
  });
  const spreadOut = spread(wires, nodes);
  return new Map(wires.map(({ id }, i) => [id, tidy(spreadOut[i] ?? [])]));
}

const MOST_CARDS = 60;
