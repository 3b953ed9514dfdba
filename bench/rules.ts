/** Where the time of a lint run goes: every rule of `strict` by itself, after topology and routing. */
import { rules } from '#app/rules/index.gen.ts';
import { runRules } from '#app/rules/run.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { buildTopology } from '#app/topology/build.ts';

export interface RuleTime {
  readonly rule: string;
  readonly seconds: number;
  /** Of the whole, topology and routing included: 0 to 1. */
  readonly share: number;
}

/**
 * The first rule to need something that rules share pays for making it. `seconds` is the whole: reading the pages,
 * and all rules; the rules are in descending order.
 */
export function measureRules(snapshot: Snapshot): { seconds: number; rules: RuleTime[] } {
  const since = performance.now();
  const topology = buildTopology(snapshot.pages);
  const routing = createRouting(topology);
  const times = rules.map((rule) => {
    const start = performance.now();
    runRules([rule], { topology, routing, config: { extends: 'strict' } });
    return { rule: rule.id, seconds: (performance.now() - start) / 1000 };
  });
  const seconds = (performance.now() - since) / 1000;
  return {
    seconds,
    rules: times
      .map((time) => ({ ...time, share: time.seconds / seconds }))
      .sort((a, b) => b.seconds - a.seconds),
  };
}
