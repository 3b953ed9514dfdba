/** All-pairs reachability for the window: its rows in an order in which blocks show, and its cells a piece at a time. */
import type { MatrixCells, MatrixVpc, ReachMatrix } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { by, byName, thenBy } from '#app/base/order.ts';
import type { Report } from '#app/report.ts';
import type { Natted } from '#app/routing/masks.ts';
import { PAIR_OUTCOMES } from '#app/routing/signs.ts';

interface Rows {
  readonly vpcs: readonly MatrixVpc[];
  /** Number of each row in Reach, which knows VPCs in the order of their ids. */
  readonly numbers: readonly number[];
}

/** Sorting thousands of names for every piece that scrolls into view would be felt; so would counting pairs again. */
const known = new WeakMap<Report, Rows>();
const counted = new WeakMap<Report, ReachMatrix['counts']>();

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
    counts: countsOf(report),
  };
}

function countsOf(report: Report): ReachMatrix['counts'] {
  const found = counted.get(report);
  if (found) return found;
  const counts = report.routing.reach().counts();
  const made = PAIR_OUTCOMES.flatMap((outcome) => {
    const count = counts.get(outcome) ?? 0;
    return count === 0 ? [] : [{ outcome, count }];
  }).sort((a, b) => b.count - a.count);
  counted.set(report, made);
  return made;
}

const NATTED: readonly Natted[] = ['none', 'some', 'all'];
const codes = new Map(PAIR_OUTCOMES.map((outcome, code) => [outcome, code]));

/** Throws UserError for a number that no row has. */
export function reachCells(
  report: Report,
  rows: readonly number[],
  columns: readonly number[],
): MatrixCells {
  const { numbers } = rowsOf(report);
  const reach = report.routing.reach();
  const numberOf = (row: number): number => {
    const number = numbers[row];
    if (number === undefined)
      throw new UserError(`The matrix has ${numbers.length} rows; there is no row ${row}.`);
    return number;
  };
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
