/** Lines of a box that has hundreds of them: one trunk down the sheet, along the gutters below rows, and up beside each other end. */
import type { Box, Point } from '../scene.ts';
import type { Field } from './field.ts';
import { ACCOUNT_GAP, PAGE } from './spacing.ts';
import type { Terminal } from './wires.ts';

/** Of so many lines none is followed by itself, and they share their lanes: looking for a way of its own for each takes seconds. */
export const FAN = 200;

/** Half of what lies between two cards of a grid. */
const BESIDE = 7;
const NONE: ReadonlySet<string> = new Set();

const outermost = ({ around, box }: Terminal): Box => around.at(-1)?.box ?? box;
const below = ({ y, height }: Box): number => y + height + ACCOUNT_GAP / 2;

/** From the left side of a box down beside it into the gutter below its account. */
function down(t: Terminal): Point[] {
  const { x, y, height } = t.box;
  const middle = y + height / 2;
  const gutter = below(outermost(t));
  return [
    { x, y: middle },
    { x: x - BESIDE, y: middle },
    { x: x - BESIDE, y: gutter },
  ];
}

/** The ways from one box: each from outline to outline, by the trunk that runs over least. */
export function fanFrom(hub: Terminal, field: Field): (to: Terminal) => Point[] {
  const start = down(hub);
  const { x, width } = outermost(hub);
  const trunks = [x - ACCOUNT_GAP / 2, x + width + ACCOUNT_GAP / 2, PAGE / 2];
  const home = start.at(-1)!;
  /** The trunk to each gutter: what it leads to beyond is the same for all of them. */
  const known = new Map<number, number>();
  const trunkTo = (gutter: number, end: number): number => {
    const found = known.get(gutter);
    if (found !== undefined) return found;
    let best = home.x;
    let least = Infinity;
    for (const at of trunks) {
      const stops = [home, { x: at, y: home.y }, { x: at, y: gutter }, { x: end, y: gutter }];
      const price = stops.slice(1).reduce((sum, q, i) => {
        const p = stops[i] ?? q;
        return sum + Math.abs(p.x - q.x) + Math.abs(p.y - q.y) + field.cost(p, q, NONE);
      }, 0);
      if (price < least) [best, least] = [at, price];
    }
    known.set(gutter, best);
    return best;
  };
  return (to) => {
    const end = down(to).reverse();
    const [foot] = end;
    if (!foot) return start;
    const at = trunkTo(foot.y, foot.x);
    return [...start, { x: at, y: home.y }, { x: at, y: foot.y }, ...end];
  };
}
