/** How a picture shows what is marked in it, in formats that have marks of their own: strokes, and signs on boxes and lines. */
import { diffLooks, edgeLooks, idleLook, reachLook, type Token } from '../../scene/legend.ts';
import type { Marked } from '../../scene/marked.ts';
import type { Point, SceneEdge, SceneNode } from '../../scene/scene.ts';
import type { LineSort } from './line-sort.ts';

interface Drawn {
  readonly marked?: Marked;
}

export interface ChangedStroke {
  readonly line: Token;
  readonly width: number;
  /** Instead of the dashes of its kind; absent where those stay. */
  readonly dash?: readonly number[];
  readonly pattern?: LineSort;
  /** From 0, opaque, to 1. */
  readonly clear?: number;
}

export const CHANGED_WIDTH = 2.5;
const PATTERNS = { removed: 'dashed', unseen: 'dotted', idle: 'dotted' } as const;

/** How the outline of a box that changed is drawn. */
export function changedBox(
  { marked }: Drawn,
  { id }: Pick<SceneNode, 'id'>,
): Pick<ChangedStroke, 'line' | 'width'> | undefined {
  const diff = marked?.marks.nodes.get(id);
  return diff && { line: diffLooks[diff].token, width: CHANGED_WIDTH };
}

/** How a line that changed, or that no route leads over, is drawn; undefined for one that looks as it always does. */
export function changedLine(
  { marked }: Drawn,
  { id, kind }: SceneEdge,
  inMesh: boolean,
): ChangedStroke | undefined {
  const diff = marked?.marks.edges.get(id);
  const waits = marked?.marks.idle.has(id) === true;
  if (diff === undefined && !waits) return undefined;
  const own = {
    line: inMesh ? ('mesh-line' as const) : edgeLooks[kind].line,
    width: edgeLooks[kind].width,
  };
  const stroke = diff ? { line: diffLooks[diff].token, width: CHANGED_WIDTH } : own;
  const isDashed = diff !== undefined && diffLooks[diff].dash.length > 0 && kind !== 'reach';
  const dashes = isDashed
    ? { dash: diffLooks[diff].dash, pattern: PATTERNS[diff as keyof typeof PATTERNS] }
    : waits
      ? { dash: idleLook.dash, pattern: PATTERNS.idle }
      : {};
  return { ...stroke, ...dashes, ...(waits && { clear: 1 - idleLook.strength }) };
}

export interface ChangeSign {
  /** Its middle. */
  readonly at: Point;
  readonly sign: string;
  readonly token: Token;
  /** What it means. */
  readonly words: string;
}

/** The signs of a box, at the corner that no badge takes, side by side. */
export function boxSigns({ marked }: Drawn, { id, x, y }: SceneNode): readonly ChangeSign[] {
  if (!marked) return [];
  const diff = marked.marks.nodes.get(id);
  const looks = [
    ...(diff ? [{ ...diffLooks[diff], words: marked.titles[diff] }] : []),
    ...(marked.marks.reach?.has(id) ? [{ ...reachLook, words: reachLook.title }] : []),
  ];
  return looks.map(({ sign, token, words }, i) => ({
    at: { x: x + 2 + 18 * i, y: y + 2 },
    sign,
    token,
    words,
  }));
}

/** The sign of a line, at a place that was found for it. */
export function lineSign({ marked }: Drawn, { id }: SceneEdge, at: Point): ChangeSign | undefined {
  const diff = marked?.marks.edges.get(id);
  if (!marked || !diff) return undefined;
  const { sign, token } = diffLooks[diff];
  return { at, sign, token, words: marked.titles[diff] };
}
