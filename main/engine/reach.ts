/** All-pairs reachability for the window: its rows in an order in which blocks show, and its cells a piece at a time. */
import type { MatrixCells, MatrixVpc, ReachCounts, ReachMatrix } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { by, byName, thenBy } from '#app/base/order.ts';
import type { Report } from '#app/report.ts';
import type { Natted } from '#app/routing/masks.ts';
import { PAIRS, SELF } from '#app/routing/pairs.ts';
import { PAIR_OUTCOMES } from '#app/routing/signs.ts';

interface Rows {
  readonly vpcs: readonly MatrixVpc[];
  /** Number of each row in Reach, which knows VPCs in the order of their ids. */
  readonly numbers: readonly number[];
}

/** Sorting thousands of names for every piece that scrolls into view would be felt; so would counting pairs again. */
const known = new WeakMap<Report, Rows>();
const counted = new WeakMap<Report, ReachCounts>();

function rowsOf(report: Report): Rows {
  const found = known.get(report);
  if (found) return found;
  const { topology, routing } = report;
  const rows = routing
    .reach()
    .vpcs.map((ref, number) => ({
      number,
      vpc: { ref, label: topology.find(ref)?.name || ref, ...topology.placeOf(ref) },
    }))
    .sort(
      thenBy(
        by((row) => row.vpc.account),
        by((row) => row.vpc.region),
        (a, b) => byName(a.vpc.label, b.vpc.label),
        by((row) => row.vpc.ref),
      ),
    );
  const made: Rows = {
    vpcs: rows.map((row) => row.vpc),
    numbers: rows.map((row) => row.number),
  };
  known.set(report, made);
  return made;
}

export function reachMatrix(report: Report): ReachMatrix {
  return {
    vpcs: rowsOf(report).vpcs,
    order: ['account', 'region', 'label'],
    ...allCounts(report),
  };
}

function allCounts(report: Report): ReachCounts {
  const found = counted.get(report);
  if (found) return found;
  const all = report.routing.reach().vpcs.map((_, number) => number);
  const made = countsOf(report, all, all);
  counted.set(report, made);
  return made;
}

/** Rows of the matrix that are worked out together. */
const BLOCK = 64;
/** Pairs that are asked one by one whether they pass a NAT gateway, at most: some 0.1 s. */
const MOST_NATTED = 1_000_000;

/** Of some rows and columns, by their numbers in Reach. */
function countsOf(report: Report, froms: readonly number[], tos: readonly number[]): ReachCounts {
  const reach = report.routing.reach();
  const width = reach.vpcs.length;
  const seen = new Float64Array(256);
  const codes = new Uint8Array(BLOCK * width);
  for (let start = 0; start < froms.length; start += BLOCK) {
    const block = froms.slice(start, start + BLOCK);
    reach.codes(block, codes.subarray(0, block.length * width));
    for (let i = 0; i < block.length; i++) for (const to of tos) seen[codes[i * width + to]!]!++;
  }
  seen[SELF] = 0;
  const counts = PAIR_OUTCOMES.flatMap((outcome) => {
    const count = PAIRS.reduce(
      (sum, pair, code) => sum + (pair.outcome === outcome ? seen[code]! : 0),
      0,
    );
    return count === 0 ? [] : [{ outcome, count }];
  }).sort((a, b) => b.count - a.count);
  return { counts, natted: nattedOf(report, froms, tos) };
}

function nattedOf(
  report: Report,
  froms: readonly number[],
  tos: readonly number[],
): number | undefined {
  if (report.topology.all('nat-gateway').length === 0) return 0;
  if (froms.length * tos.length > MOST_NATTED) return undefined;
  const reach = report.routing.reach();
  let natted = 0;
  for (const from of froms)
    for (const to of tos) if (from !== to && reach.natted(from, to) === 'all') natted++;
  return natted;
}

/** The same of rows and columns of the matrix. Throws UserError for a number that no row has. */
export function reachCounts(
  report: Report,
  rows: readonly number[],
  columns: readonly number[],
): ReachCounts {
  const numberOf = numbersOf(report);
  return countsOf(report, rows.map(numberOf), columns.map(numberOf));
}

/** The number in Reach of a row. */
function numbersOf(report: Report): (row: number) => number {
  const { numbers } = rowsOf(report);
  return (row) => {
    const number = numbers[row];
    if (number === undefined)
      throw new UserError(`The matrix has ${numbers.length} rows; there is no row ${row}.`);
    return number;
  };
}

const NATTED: readonly Natted[] = ['none', 'some', 'all'];
const codes = new Map(PAIR_OUTCOMES.map((outcome, code) => [outcome, code]));

/** Throws UserError for a number that no row has. */
export function reachCells(
  report: Report,
  rows: readonly number[],
  columns: readonly number[],
): MatrixCells {
  const reach = report.routing.reach();
  const numberOf = numbersOf(report);
  const to = columns.map(numberOf);
  return {
    outcomes: PAIR_OUTCOMES,
    cells: rows.map(numberOf).map((from) =>
      to.map((target) => {
        if (from === target) return null;
        const pair = reach.pair(from, target);
        const codesOf = [codes.get(pair.outcome)!, codes.get(pair.return)!] as const;
        const natted = NATTED.indexOf(reach.natted(from, target));
        return natted === 0 ? codesOf : [...codesOf, natted];
      }),
    ),
  };
}
