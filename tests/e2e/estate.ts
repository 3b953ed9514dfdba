/** The sample estate as the stories know it: its resources by the names its World gave them. */
import { sampleEstate } from '#app/world/sample.ts';
import type { World } from '#app/world/world.ts';
import { analyze } from '#app/report.ts';

const { topology, findings } = analyze(sampleEstate().snapshot());

/** How many findings the sample estate has. */
export const FOUND = findings.length;

/** The id of a resource of the sample estate; throws where no resource, or more than one, has the name. */
export function idOf(
  kind: 'vpc' | 'subnet' | 'route-table' | 'transit-gateway',
  name: string,
): string {
  const found = topology.all(kind).filter((resource) => resource.name === name);
  if (found.length !== 1) throw new Error(`${found.length} ${kind} are named ${name}`);
  return found[0]?.id ?? '';
}

/** The seven VPCs of the payments mesh, and the six of the near-mesh. */
export const MESH = [
  'payments-gateway',
  'payments-ledger',
  'payments-fraud',
  'payments-vault',
  'payments-gateway-west',
  'payments-ledger-west',
  'payments-vault-west',
] as const;

/** The sample estate a week on: without one VPC and its peerings, and with a new one. */
export function changedSample(): World {
  const world = sampleEstate({ time: '2026-01-12T09:00:00.000Z' });
  const gone = world.items.find(({ kind }) => kind === 'vpc')!;
  for (let i = world.items.length - 1; i >= 0; i--) {
    const { id, item, kind } = world.items[i]!;
    const touches = JSON.stringify(item()).includes(gone.id);
    if (
      id === gone.id ||
      (touches && (kind === 'vpc-peering' || kind === 'subnet' || kind === 'route-table'))
    )
      world.items.splice(i, 1);
  }
  const fresh = world.region(gone.region, gone.account).vpc('reporting', '10.250.0.0/16');
  fresh.subnet('10.250.0.0/24');
  return world;
}
