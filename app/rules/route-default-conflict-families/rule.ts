/** Tables whose IPv6 default route leads past what their IPv4 default route leads to. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import type { Route } from '../../kinds/route-table.ts';
import type { Topology } from '../../topology/topology.ts';
import { applianceAt, defaultOf } from '../parts/defaults.ts';
import { workloadsOf } from '../parts/table-users.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-default-conflict-families',
  about: {
    title: 'IPv6 takes another way out than IPv4',
    why: 'IPv4 and IPv6 are routed apart: 0.0.0.0/0 does not cover a single IPv6 address. Where IPv4 leaves by a hub, a firewall or a NAT gateway, and IPv6 by a gateway of the VPC, whatever guards the first way never sees the second. By an internet gateway hosts can be reached from outside as well.',
    remedy:
      'Send ::/0 the way 0.0.0.0/0 goes, or to an egress-only internet gateway where hosts should only reach out, or remove it.',
    severity: 'warning',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html',
    ],
  },
  needs: ['route-table', 'subnet', 'nat-gateway', 'vpc-endpoint'],
  options: z.object({}),
  messages: {
    open: '{table} of {vpc} sends IPv4 to {v4}, but IPv6 to the internet gateway {v6}: {subnets} can be reached from the internet by IPv6 unless filters forbid it.',
    bypass:
      '{table} of {vpc} sends IPv4 to {v4}, but IPv6 straight out through {v6}: what inspects IPv4 from {subnets} does not see IPv6.',
  },
  check({ topology }, say) {
    for (const table of topology.all('route-table')) {
      const v6 = defaultOf(table, 6);
      if (v6?.state !== 'active' || !OUT.has(v6.target.kind)) continue;
      const v4 = defaultOf(table, 4);
      if (v4?.state !== 'active') continue;
      const open = v6.target.kind === 'internet-gateway' && v4.target.kind !== 'internet-gateway';
      if (!open && !isInspected(topology, v4)) continue;
      const subnets = workloadsOf(topology, table).filter((subnet) =>
        subnet.cidrs.some((cidr) => cidr.family === 6),
      );
      if (subnets.length === 0) continue;
      say({
        message: open ? 'open' : 'bypass',
        severity: open ? 'warning' : 'info',
        at: [table.id, table.vpc],
        path: [table.vpc, table.id, v6.target.id],
        places: subnets.map((subnet) => ({
          resource: subnet.id,
          detail: `0.0.0.0/0 to ${v4.target.id}, ::/0 to ${v6.target.id}`,
        })),
        data: {
          table: topology.label(table.id),
          vpc: topology.label(table.vpc),
          v4: topology.label(v4.target.id),
          v6: topology.label(v6.target.id),
          subnets: count(subnets.length, 'subnet'),
        },
      });
    }
  },
});

/** Ways by which IPv6 leaves the VPC itself. */
const OUT: ReadonlySet<string> = new Set(['internet-gateway', 'egress-only-gateway']);

/** Targets that lead to a place where traffic is looked at. */
const HUBS: ReadonlySet<string> = new Set(['transit-gateway', 'core-network', 'vpn-gateway']);

/**
 * True where IPv4 goes to a hub or a firewall, or to a NAT gateway that stands behind a firewall. A NAT gateway or
 * instance alone guards no more than an egress-only gateway does: beside one it is AWS's own advice for private subnets.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html
 */
function isInspected(topology: Topology, { target }: Route): boolean {
  if (HUBS.has(target.kind)) return true;
  if (target.kind !== 'nat-gateway') return applianceAt(topology, target)?.transparent ?? false;
  const home = topology.get('subnet', topology.get('nat-gateway', target.id)?.subnet ?? '');
  const next = home && defaultOf(topology.tableOf(home));
  return next !== undefined && (applianceAt(topology, next.target)?.transparent ?? false);
}
