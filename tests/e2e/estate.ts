/** The sample estate as the stories know it: its resources by the names its World gave them. */
import { sampleEstate } from '#app/world/sample.ts';
import { analyze } from '#app/report.ts';

const { topology } = analyze(sampleEstate().snapshot());

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
