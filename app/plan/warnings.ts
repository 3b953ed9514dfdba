/** What to know, or to solve, before the first step of a plan. */
import type { Ref } from '../base/ref.ts';
import type { Routing } from '../routing/routing.ts';
import type { Designed } from './design.ts';
import type { Asked } from './goals.ts';
import type { PlanWarning } from './plan.ts';
import { quotaWarnings } from './quotas.ts';
import type { Scope } from './scope.ts';
import { dns, packets, references } from './warnings/carried.ts';
import { goalsMissed } from './warnings/goals.ts';
import { inspections } from './warnings/inspection.ts';
import { acls, landings } from './warnings/landings.ts';
import { gaps, overlaps, sharedVpcs, unknown } from './warnings/members.ts';
import { onPremises } from './warnings/on-premises.ts';
import { fallThrough, joinedTables, others } from './warnings/tables.ts';

export interface WarningsInput {
  readonly routing: Routing;
  readonly scope: Scope;
  readonly designed: Designed;
  /** VPC route tables whose useless routes stay. */
  readonly leave: ReadonlySet<Ref>;
  readonly asked: Asked;
  /** The network once the plan is carried out. */
  readonly after: Routing;
}

/** In the order in which they matter: what stops the plan first. */
export function warningsOf({
  routing,
  scope,
  designed,
  leave,
  asked,
  after,
}: WarningsInput): PlanWarning[] {
  const out = [
    ...overlaps(routing, scope),
    ...unknown(routing, scope),
    ...quotaWarnings(designed.design, after.topology),
    ...landings(routing, designed),
    ...acls(routing, designed),
    ...references(routing, scope, designed),
    ...onPremises(routing, designed, after),
    ...inspections(routing, designed, after),
    ...sharedVpcs(routing, designed),
    ...goalsMissed(routing, designed, asked, after),
    ...packets(routing, scope, designed),
    ...dns(routing, scope, designed),
    ...joinedTables(designed),
    ...fallThrough(routing, designed, leave),
    ...gaps(routing, scope),
    ...others(routing, designed),
  ];
  return [...out.filter((w) => w.stops), ...out.filter((w) => !w.stops)];
}
