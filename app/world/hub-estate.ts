/** A small estate of two peered VPCs on one transit gateway: cases of rules about peering beside a gateway. */
import type { Tgw } from './tgw.ts';
import type { Attached } from './tgw-attachment.ts';
import type { TgwTable } from './tgw-table.ts';
import type { WorldVpc } from './vpc.ts';
import type { WorldRegion } from './region.ts';
import type { Peering } from './peering.ts';
import { World } from './world.ts';

export interface HubEstate {
  readonly world: World;
  readonly at: WorldRegion;
  readonly a: WorldVpc;
  readonly b: WorldVpc;
  readonly link: Peering;
  readonly hub: Tgw;
  /** The attachments of a and b, and their table on the gateway. */
  readonly ends: readonly Attached[];
  readonly spokes: TgwTable;
}

/**
 * Two peered VPCs of a subnet each, which use their main tables, both on a transit gateway.
 * - straight: the gateway leads from one to the other
 * - firewall: it sends what they say to each other to a VPC that hands it to a firewall endpoint
 * - egress: it sends that to a VPC with nothing but NAT
 */
export function hubEstate(how: 'straight' | 'firewall' | 'egress' = 'straight'): HubEstate {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const b = at.vpc('b', '10.2.0.0/16');
  const link = world.peer(a, b);
  const hub = at.tgw('hub');
  const ends = [a, b].map((vpc, i) => {
    vpc.subnet(`10.${i + 1}.0.0/24`);
    const landing = vpc.subnet(`10.${i + 1}.255.0/28`);
    landing.eni(landing.firstHost, { type: 'transit_gateway', groups: [] });
    return hub.attach(vpc, [landing]);
  });
  const spokes = hub.table('spokes').associate(...ends);
  if (how === 'straight') spokes.propagate(...ends);
  else {
    const middle = at.vpc('middle', '10.9.0.0/16');
    const landing = middle.subnet('10.9.255.0/28');
    const inside = middle.subnet('10.9.0.0/24');
    const next =
      how === 'firewall'
        ? middle.endpoint('firewall', { type: 'GatewayLoadBalancer', subnets: [inside] })
        : middle.nat(inside);
    middle.table('landing', landing).route('0.0.0.0/0', next);
    middle.table('inside', inside).route('10.0.0.0/8', hub);
    const attached = hub.attach(middle, [landing], { applianceMode: true });
    spokes.route('0.0.0.0/0', attached);
    hub
      .table('middle')
      .associate(attached)
      .propagate(...ends);
  }
  return { world, at, a, b, link, hub, ends, spokes };
}
