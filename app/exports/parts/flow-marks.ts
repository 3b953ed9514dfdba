/** How the picture of a flow shows it in formats that have marks of their own: what is walked, which way, and where it stops. */
import { flowLook, stopLooks, type Token } from '../../scene/legend.ts';
import { stopShare } from '../../scene/light.ts';
import type { Arrow, Light } from '../../scene/light.ts';
import type { Point, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { along } from './mark-room.ts';

interface Drawn {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly way?: Light;
}

export interface Walked {
  readonly line: Token;
  readonly width: number;
  /** Heads at its ends: at that where it ends, and at that where it begins. */
  readonly ahead: boolean;
  readonly back: boolean;
}

const heads = (arrow: Arrow): Pick<Walked, 'ahead' | 'back'> => ({
  ahead: arrow === 'forward' || arrow === 'both',
  back: arrow === 'backward' || arrow === 'both',
});

/** How a line of the way is drawn; undefined for one that is not of it. */
export function walked({ way }: Pick<Drawn, 'way'>, { id }: SceneEdge): Walked | undefined {
  const arrow = way?.edges.get(id);
  return arrow && { line: flowLook.line, width: flowLook.width, ...heads(arrow) };
}

/** How the outline of a box on the way is drawn. */
export const onWay = (
  { way }: Pick<Drawn, 'way'>,
  { id }: SceneNode,
): Pick<Walked, 'line' | 'width'> | undefined =>
  way?.nodes.has(id) ? { line: flowLook.line, width: flowLook.width } : undefined;

/** Lines beside the way step back by so much. */
export const BESIDE = 0.35;

export const STOP = 18;

export interface StopSign {
  /** Its middle. */
  readonly at: Point;
  readonly sign: string;
  readonly token: Token;
  readonly reason: string;
}

/** Where a way that is lit ends before its destination: a cross, or a question mark where nobody can say. */
export function stopIn({ nodes, edges, way }: Drawn): StopSign | undefined {
  const stop = way?.stop;
  if (!stop) return undefined;
  const node = nodes.find(({ id }) => id === stop.at);
  const edge = edges.find(({ id }) => id === stop.at);
  if (!node && !edge) return undefined;
  // Badges and other signs stand at the upper corners.
  const at = node
    ? { x: node.x + node.width / 2, y: node.y + node.height }
    : along(edge!.points, stopShare(way, edge!));
  return { at, ...stopLooks[stop.tone], reason: stop.reason };
}
