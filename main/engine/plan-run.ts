/** What a plan is made of as plain data, and the making of it: the same in the engine's own thread and in another. */
import { LIST_PRICES } from '#app/mesh/prices.ts';
import { makePlan, type PlanProgress } from '#app/plan/make.ts';
import type { PlanMode } from '#app/plan/design-shapes.ts';
import type { Plan } from '#app/plan/plan.ts';
import { type PriceFile, pricesOver } from '#app/plan/price-file.ts';
import type { Traffic } from '#app/plan/traffic.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Segments } from '#app/rules/config.ts';
import { Intent } from '#app/rules/intent.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';

/** Everything that decides a plan beside the network. Plain JSON: it crosses threads, and tells two plans apart. */
export interface PlanAsk {
  readonly members: readonly string[];
  readonly mode: PlanMode;
  readonly keep: readonly string[];
  readonly reuse: readonly string[];
  readonly keepHot: boolean;
  /** USD a month. */
  readonly keepFrom: number;
  /** What the mode `segments` goes by; only there. */
  readonly segments: Segments | undefined;
  readonly traffic: readonly Traffic[];
  readonly prices: { readonly name: string; readonly file: PriceFile } | undefined;
}

export function planFrom(
  pages: readonly Page[],
  ask: PlanAsk,
  onProgress: (progress: PlanProgress) => void,
): Plan {
  const routing = createRouting(buildTopology(pages));
  const { members, mode, keep, reuse, keepHot, keepFrom, segments, traffic, prices } = ask;
  return makePlan({
    routing,
    vpcs: members,
    mode,
    keep,
    reuse,
    keepHot,
    keepFrom,
    traffic,
    onProgress,
    ...(segments && { intent: new Intent(routing.topology, segments) }),
    ...(prices && { prices: pricesOver(LIST_PRICES, prices.file, prices.name) }),
  }).plan;
}
