/** All-pairs reachability as CSV and JSON, one source at a time: the matrix of 5,000 has 25 million rows. */
import { canonical } from '#app/base/json.ts';
import { inertJson } from '#app/base/json-text.ts';
import { cell } from '#app/exports/parts/csv-text.ts';
import { type Grid, type PairOutcome, Reach } from '#app/routing/reach.ts';
import type { Topology } from '#app/topology/topology.ts';

/** True where some pair cannot be told. */
export function unclear(grid: Grid): boolean {
  if (grid instanceof Reach) {
    // Counting is many times quicker than asking pair by pair.
    const counts = grid.counts();
    if (counts.has('cannot-tell')) return true;
    if (!counts.has('mixed')) return false;
  }
  for (const [from] of grid.ids.entries()) {
    for (const [to] of grid.ids.entries()) {
      if (from === to) continue;
      const { outcome } = grid.pair(from, to);
      if (outcome === 'cannot-tell') return true;
      if (outcome === 'mixed' && grid.parts(from, to).some((p) => p.outcome === 'cannot-tell')) {
        return true;
      }
    }
  }
  return false;
}

/** `from,to,outcome,return`: one row for each ordered pair of different VPCs (or subnets), sorted by their ids. */
export function* reachCsv(grid: Grid): Generator<string> {
  yield 'from,to,outcome,return\n';
  const cells = grid.ids.map(cell);
  for (const [from, source] of cells.entries()) {
    let rows = '';
    for (const [to, target] of cells.entries()) {
      if (from === to) continue;
      const pair = grid.pair(from, to);
      rows += `${source},${target},${pair.outcome},${pair.return}\n`;
    }
    yield rows;
  }
}

/** `peerless/reach@1`, keys sorted, a pair a line; a mixed pair lists its parts. */
export function* reachJson(grid: Grid, topology: Topology): Generator<string> {
  const counts = new Map<PairOutcome, number>();
  yield `{\n"gaps": ${inertJson(canonical(topology.gaps))},\n"pairs": [`;
  let between = '\n';
  for (const [from, source] of grid.ids.entries()) {
    let rows = '';
    for (const [to, target] of grid.ids.entries()) {
      if (from === to) continue;
      const pair = grid.pair(from, to);
      const mixed = pair.outcome === 'mixed' || pair.return === 'mixed';
      counts.set(pair.outcome, (counts.get(pair.outcome) ?? 0) + 1);
      rows += `${between}${inertJson(
        canonical({
          from: source,
          outcome: pair.outcome,
          parts: mixed ? grid.parts(from, to) : undefined,
          return: pair.return,
          to: target,
        }),
      )}`;
      between = ',\n';
    }
    yield rows;
  }
  yield `\n],\n"schema": "peerless/reach@1",\n"summary": ${canonical({
    outcomes: Object.fromEntries(counts),
    pairs: grid.ids.length * Math.max(0, grid.ids.length - 1),
    [grid.of === 'vpc' ? 'vpcs' : 'subnets']: grid.ids.length,
  })}\n}\n`;
}
