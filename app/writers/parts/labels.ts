/** How people find a resource of a plan: by its name, by what it will be called, or by its id. */
import type { Ref } from '../../base/ref.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Label } from './sentences.ts';

/** Names of what is there and of what the plan makes; not escaped. */
export function labelsOf({ design, steps }: Plan, topology: Topology): Label {
  const names = new Map<Ref, string>(
    [...design.gateways, ...design.tables, ...design.links].map((made) => [made.id, made.name]),
  );
  for (const { id, vpc } of design.attachments) {
    names.set(id, `the attachment of ${topology.find(vpc)?.name || vpc}`);
  }
  for (const change of steps.flatMap((step) => step.changes)) {
    if (change.do === 'create-landing-table') names.set(change.table, change.name);
    if (change.do === 'create-landing') names.set(change.landing.subnet, change.name);
  }
  return (id) => names.get(id) ?? (topology.find(id)?.name || id);
}
