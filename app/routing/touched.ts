/** Which places of a network a change can make behave differently: only those are computed again. */
import type { Ref } from '../base/ref.ts';
import type { KindId, Resource } from '../kinds/index.gen.ts';
import type { Topology } from '../topology/topology.ts';

/** The places, as far as they are known one by one. */
export interface Touched {
  /** Route tables of VPCs whose routes changed, each with its VPC: what does not use them behaves as before. */
  readonly tables: Map<Ref, Ref>;
  /** Route tables of transit gateways whose routes changed. */
  readonly tgwTables: Set<Ref>;
  /** VPCs and transit gateways that can behave differently throughout, and so the ways into them. */
  readonly vpcs: Set<Ref>;
  readonly tgws: Set<Ref>;
  /** Set where more than routes, associations, attachments and peerings changed. */
  everything: boolean;
}

export const nothingTouched = (): Touched => ({
  tables: new Map(),
  tgwTables: new Set(),
  vpcs: new Set(),
  tgws: new Set(),
  everything: false,
});

/** Kinds whose change is followed exactly; any other makes everything be computed again. */
const FOLLOWED = new Set<KindId>([
  'route-table',
  'vpc-peering',
  'tgw-attachment',
  'tgw-vpc-attachment',
  'tgw-peering-attachment',
  'tgw-route-table',
  'transit-gateway',
]);

/** Notes what behaves differently once a resource is put, replaced or gone. The topology is the one before all edits. */
export function touch(touched: Touched, resource: Resource, topology: Topology): void {
  const { vpcs, tgws } = touched;
  if (!FOLLOWED.has(resource.kind)) touched.everything = true;
  switch (resource.kind) {
    case 'route-table':
      vpcs.add(resource.vpc);
      break;
    case 'vpc-peering':
      vpcs.add(resource.requester.vpc).add(resource.accepter.vpc);
      break;
    case 'tgw-route-table':
      tgws.add(resource.tgw);
      break;
    case 'tgw-vpc-attachment':
      vpcs.add(resource.vpc);
      tgws.add(resource.tgw);
      break;
    case 'tgw-attachment':
      vpcs.add(resource.resource);
      tgws.add(resource.tgw);
      break;
    case 'tgw-peering-attachment':
      tgws.add(resource.requester.tgw).add(resource.accepter.tgw);
      break;
    case 'transit-gateway':
      tgws.add(resource.id);
      // Whether the far end of a peering was collected decides where a flow over it ends.
      for (const { requester, accepter } of topology.all('tgw-peering-attachment')) {
        if (requester.tgw === resource.id || accepter.tgw === resource.id)
          tgws.add(requester.tgw).add(accepter.tgw);
      }
      break;
    default:
      break;
  }
  // Which table answers for an attachment can change with any table of its gateway.
  if (resource.kind === 'tgw-route-table') {
    for (const { attachment, type, resource: guest } of resource.associations ?? []) {
      if (type === 'vpc') vpcs.add(guest);
      const view = topology.attachment(attachment);
      for (const end of view?.ends ?? []) tgws.add(end.tgw);
    }
  }
}
