/** All-pairs reachability to read: counts, VPCs gathered into groups that fare alike, and the matrix of the groups. */
import { byText, groupBy } from '#app/base/order.ts';
import { inert } from '#app/base/inert.ts';
import { wrap } from '#app/exports/parts/lint-text.ts';
import type { Grid, PairOutcome } from '#app/routing/reach.ts';
import { PAIR_OUTCOMES, pairSigns } from '#app/routing/signs.ts';
import type { Topology } from '#app/topology/topology.ts';
import type { Terminal } from '../command.ts';
import { paintFor, type Paint } from '#app/exports/parts/paint.ts';

/** Outcome codes of every ordered pair, row by row. A VPC's own place is left at `SELF`. */
function matrixOf(grid: Grid): Uint8Array {
  const n = grid.ids.length;
  const codes = new Map(PAIR_OUTCOMES.map((outcome, i) => [outcome, i + 1]));
  const matrix = new Uint8Array(n * n);
  for (let from = 0; from < n; from++) {
    for (let to = 0; to < n; to++) {
      if (from !== to) matrix[from * n + to] = codes.get(grid.pair(from, to).outcome)!;
    }
  }
  return matrix;
}
const SELF = 0;

/**
 * VPCs that reach, and are reached by, all others alike, and each other alike. Two VPCs belong together where,
 * for one outcome put in their own place, rows and columns are the same; that outcome is then the one between them.
 */
function groupsOf(matrix: Uint8Array, n: number): number[][] {
  const groups: number[][] = [];
  const placed = new Set<number>();
  const read = new TextDecoder('latin1');
  for (let own = 1; own <= PAIR_OUTCOMES.length; own++) {
    const alike = new Map<string, number[]>();
    if (!matrix.includes(own)) continue;
    for (let i = 0; i < n; i++) {
      if (placed.has(i)) continue;
      const line = new Uint8Array(2 * n);
      for (let k = 0; k < n; k++) {
        line[k] = matrix[i * n + k]! || own;
        line[n + k] = matrix[k * n + i]! || own;
      }
      const key = read.decode(line);
      const list = alike.get(key);
      if (list) list.push(i);
      else alike.set(key, [i]);
    }
    for (const list of alike.values()) {
      if (list.length < 2) continue;
      groups.push(list);
      for (const i of list) placed.add(i);
    }
  }
  for (let i = 0; i < n; i++) if (!placed.has(i)) groups.push([i]);
  return groups.sort((a, b) => a[0]! - b[0]!);
}

const toneOf = (paint: Paint, outcome: PairOutcome): ((text: string) => string) => {
  if (outcome === 'delivered' || outcome === 'exits') return paint.good;
  if (outcome === 'no-route') return paint.dim;
  return outcome === 'cannot-tell' || outcome === 'mixed' ? paint.doubt : paint.bad;
};

function countLines(matrix: Uint8Array, paint: Paint): string[] {
  const counts = PAIR_OUTCOMES.map((outcome, i) => ({ outcome, count: 0, code: i + 1 }));
  for (const code of matrix) if (code !== SELF) counts[code - 1]!.count++;
  const all = counts.reduce((sum, c) => sum + c.count, 0);
  const figures = (count: number) => count.toLocaleString('en-US');
  const width = figures(all).length;
  return counts
    .filter((c) => c.count > 0)
    .sort((a, b) => b.count - a.count || byText(a.outcome, b.outcome))
    .map(
      ({ outcome, count }) =>
        `  ${toneOf(paint, outcome)(pairSigns[outcome])} ${outcome.padEnd(19)} ${figures(count).padStart(width)}` +
        paint.dim(`  ${((100 * count) / all).toFixed(1).padStart(5)} %`),
    );
}

/** Names of a group: all of a small one; of a large one the first, and how many more. */
function namesOf(names: readonly string[]): string {
  if (names.length <= SHOWN) return names.join(', ');
  return `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;
}
const SHOWN = 12;

export function reachText(
  grid: Grid,
  topology: Topology,
  terminal: Pick<Terminal, 'colour' | 'columns'>,
): string {
  const paint = paintFor(terminal);
  const columns = Math.max(40, terminal.columns);
  const n = grid.ids.length;
  const pairs = n * Math.max(0, n - 1);
  const things = grid.of === 'vpc' ? 'VPC' : 'subnet';
  const head = `${paint.bold(`${n} ${things}${n === 1 ? '' : 's'}`)}, ${pairs.toLocaleString('en-US')} ordered pairs`;
  if (pairs === 0) return `${head}\n`;
  const matrix = matrixOf(grid);
  const groups = groupsOf(matrix, n);
  const wide = String(groups.length).length;
  const nameOf = (id: string): string => topology.get(grid.of, id)?.name || id;
  const named = groupBy(grid.ids, nameOf);
  // "default" is in every account and Region.
  const name = (index: number) => {
    const id = grid.ids[index]!;
    const called = nameOf(id);
    return inert(named.get(called)!.length === 1 ? called : `${called} (${id})`);
  };
  const between = (a: number[], b: number[]): number => {
    const to = a === b ? b[1] : b[0];
    return to === undefined ? SELF : matrix[a[0]! * n + to]!;
  };
  const members = groups.flatMap((group, i) =>
    wrap(
      namesOf(group.map(name)),
      columns,
      ' '.repeat(wide + 4),
      `  ${paint.bold(String(i + 1).padStart(wide))}  `,
    ),
  );
  const sign = (code: number): string => {
    const outcome = PAIR_OUTCOMES[code - 1];
    return outcome === undefined ? ' ' : toneOf(paint, outcome)(pairSigns[outcome]);
  };
  const drawn = (wide + 1) * (groups.length + 1) + 2 <= columns;
  const table = [
    `  ${' '.repeat(wide)}${groups.map((_, i) => ` ${paint.dim(String(i + 1).padStart(wide))}`).join('')}`,
    ...groups.map(
      (from, i) =>
        `  ${paint.dim(String(i + 1).padStart(wide))}` +
        groups.map((to) => ` ${' '.repeat(wide - 1)}${sign(between(from, to))}`).join(''),
    ),
  ];
  const reached = (from: number[], outcome: PairOutcome): string =>
    groups
      .flatMap((to, j) => (PAIR_OUTCOMES[between(from, to) - 1] === outcome ? [String(j + 1)] : []))
      .join(' ');
  const lists = groups.flatMap((from, i) => {
    const partly = reached(from, 'mixed');
    return wrap(
      `${reached(from, 'delivered') || 'none'}${partly === '' ? '' : `; mixed ${partly}`}`,
      columns,
      ' '.repeat(wide + 11),
      `  ${paint.dim(String(i + 1).padStart(wide))} reaches `,
    );
  });
  return `${[
    `${head}\n${countLines(matrix, paint).join('\n')}`,
    `${paint.bold('Groups')}: ${things}s that fare alike\n${members.join('\n')}`,
    drawn
      ? `${paint.bold('From')} the row ${paint.bold('to')} the column\n${table.join('\n')}`
      : `${paint.bold('Group')} by group; --format csv has every pair\n${lists.join('\n')}`,
  ].join('\n\n')}\n`;
}
