/** Egress and inspection that stand in fewer Availability Zones than what they serve. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { applianceAt } from '../parts/defaults.ts';
import { crossings } from '../parts/crossings.ts';
import { listed, named } from '../parts/words.ts';
import { zoneOf, zonesOf } from '../parts/zones.ts';
import { defineRule } from '../rule.ts';
import { servedFromFewer } from './served.ts';

export default defineRule({
  id: 'inspection-single-az',
  about: {
    title: 'Inspection in fewer Availability Zones than its users',
    why: 'Traffic of a zone that the firewall or egress VPC does not cover is taken to another zone first. When that zone fails, zones that still work lose their way through it; until then packets cross zones, and firewall endpoints charge for it.',
    remedy:
      'Add a subnet of every zone the spokes use to the attachment of the inspection or egress VPC, with a firewall endpoint and a NAT gateway in each, and let each zone use its own.',
    severity: 'warning',
    category: 'resilience',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewalls.html',
    ],
  },
  needs: ['route-table', 'subnet', 'tgw-vpc-attachment', 'vpc-endpoint', 'network-interface'],
  options: z.object({}),
  messages: {
    attachment:
      '{spokes} {use} {used}, but {vpc}, which {tgw} leads their traffic through, is attached in {zones} only: {missing} depend{s} on it.',
    endpoint:
      '{subnets} of {vpc} in {used} send{s} through {endpoint}, which stands in {zone}: when {zone} fails, nothing in {used} gets through either.',
  },
  check({ topology }, say) {
    for (const { tgw, attachment, zones, spokes, missing, used } of servedFromFewer(topology)) {
      const { vpc } = attachment;
      say({
        message: 'attachment',
        severity: zones.length === 1 ? 'warning' : 'info',
        at: [attachment.id, vpc, tgw],
        path: [tgw, attachment.id, vpc],
        places: missing.map((zone) => ({
          resource: attachment.id,
          detail: `no subnet in ${zone}`,
        })),
        data: {
          tgw: topology.label(tgw),
          vpc: topology.label(vpc),
          spokes: spokes.length > 3 ? count(spokes.length, 'VPC') : named(topology, spokes),
          use: spokes.length === 1 ? 'uses' : 'use',
          used: listed(used),
          zones: listed(zones),
          missing: listed(missing),
          s: missing.length === 1 ? 's' : '',
        },
      });
    }
    const endpoints = crossings(topology, ({ target }) => {
      const appliance = applianceAt(topology, target);
      return appliance?.transparent ? appliance.home : undefined;
    });
    for (const { target, home, away } of endpoints) {
      say({
        message: 'endpoint',
        at: [target, home.vpc],
        path: [home.vpc, target],
        places: away.map((subnet) => ({
          resource: subnet.id,
          detail: `in ${zoneOf(subnet)}, sends through ${target} in ${zoneOf(home)}`,
        })),
        data: {
          subnets: count(away.length, 'subnet'),
          vpc: topology.label(home.vpc),
          used: listed(zonesOf(away)),
          s: away.length === 1 ? 's' : '',
          endpoint: topology.label(target),
          zone: zoneOf(home),
        },
      });
    }
  },
});
