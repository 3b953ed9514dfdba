/** Subnets that leave by a NAT gateway of another Availability Zone. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { crossings } from '../parts/crossings.ts';
import { isAttachmentSubnet } from '../parts/table-users.ts';
import { listed } from '../parts/words.ts';
import { zoneOf, zonesOf } from '../parts/zones.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'nat-cross-az',
  about: {
    title: 'NAT gateway of another Availability Zone',
    why: 'A zonal NAT gateway stands in one Availability Zone. Subnets of other zones that leave by it lose their way out when that zone fails, though they themselves still work, and every GB they send crosses zones at a charge. One NAT gateway for all zones is a known way to save in small networks.',
    remedy:
      'Give every zone a NAT gateway and a route table that leads to it, or use a regional NAT gateway, which spans the zones.',
    severity: 'warning',
    category: 'resilience',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
    ],
  },
  needs: ['route-table', 'subnet', 'nat-gateway', 'network-interface'],
  options: z.object({}),
  messages: {
    crossed:
      '{subnets} of {vpc} in {zones} {verb} by {nat} in {zone}, though {vpc} has a NAT gateway in {own}.',
    alone:
      '{subnets} of {vpc} in {zones} {verb} by {nat} in {zone}: when {zone} fails, nothing in {zones} gets out either.',
    hub: '{subnets} of {vpc} in {zones} {verb} by {nat} in {zone}, and with them all that other VPCs send out through {vpc}: when {zone} fails, nothing in {zones} gets out either.',
  },
  check({ topology }, say) {
    const found = crossings(topology, ({ cidr, target }) => {
      if (cidr?.length !== 0 || target.kind !== 'nat-gateway') return undefined;
      const nat = topology.get('nat-gateway', target.id);
      return nat?.state === 'available' && nat.subnet !== undefined && !nat.regional
        ? topology.get('subnet', nat.subnet)
        : undefined;
    });
    if (found.length === 0) return;
    const nats = topology.all('nat-gateway').filter((nat) => nat.state === 'available');
    for (const { target, home, away } of found) {
      const vpc = home.vpc;
      const served = new Set(
        zonesOf(
          nats
            .filter((nat) => nat.vpc === vpc)
            .flatMap((nat) => topology.get('subnet', nat.subnet ?? '') ?? []),
        ),
      );
      const crossed = away.filter((subnet) => served.has(zoneOf(subnet)));
      const forOthers = away.some((subnet) => isAttachmentSubnet(topology, subnet));
      // One NAT gateway for a VPC is a matter of cost; for all that a hub sends through it, it is not.
      const message = crossed.length > 0 ? 'crossed' : forOthers ? 'hub' : 'alone';
      say({
        message,
        severity: message === 'alone' ? 'info' : 'warning',
        at: [target, vpc],
        path: [vpc, target],
        places: away.map((subnet) => ({
          resource: subnet.id,
          detail: `in ${zoneOf(subnet)}, leaves by ${target} in ${zoneOf(home)}`,
        })),
        data: {
          subnets: count(away.length, 'subnet'),
          vpc: topology.label(vpc),
          zones: listed(zonesOf(away)),
          verb: away.length === 1 ? 'leaves' : 'leave',
          nat: topology.label(target),
          zone: zoneOf(home),
          own: listed(zonesOf(crossed)),
        },
      });
    }
  },
});
