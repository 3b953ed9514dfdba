/** Gateways, endpoints and prefix lists that serve nobody. */
import { z } from 'zod';
import { append } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Resource } from '../../kinds/index.gen.ts';
import { tablesKnown } from '../../mesh/use.ts';
import { dxLinks } from '../../topology/direct-connect.ts';
import type { Topology } from '../../topology/topology.ts';
import { hoursBetween } from '../parts/age.ts';
import { once } from '../parts/once.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'hygiene-orphan-gateway',
  about: {
    title: 'Gateway or endpoint that serves nobody',
    why: 'A NAT gateway that no route leads to, or a VPN on a gateway without a VPC, is billed by the hour for nothing. A gateway that is attached to nothing, an endpoint that never became available or a prefix list without entries costs nothing, but takes of a quota and misleads who reads the network.',
    remedy:
      'Delete it, or finish what it was made for. What waits as a standby can be suppressed with that as the reason.',
    severity: 'info',
    category: 'hygiene',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
    ],
  },
  // Where what might use it could not all be read, nothing is said.
  needs: [],
  options: z.object({
    days: z
      .number()
      .min(0)
      .default(7)
      .describe('How long an endpoint may be on its way before it is reported'),
  }),
  messages: {
    unattached: '{gateway} is attached to no VPC.',
    vpn: '{gateway} is attached to no VPC, though {vpn} ends on it.',
    nat: '{gateway} of {vpc} is billed by the hour, but no route leads to it.',
    endpoint: '{endpoint} of {vpc} for {service} is {state} since {date}.',
    list: '{list} has no entries: routes and rules that name it match nothing.',
  },
  check({ topology, options }, say) {
    for (const gateway of [
      ...topology.all('internet-gateway'),
      ...topology.all('egress-only-gateway'),
    ]) {
      if (gateway.vpcs.length > 0 || isChanging(gateway, 'Attachments')) continue;
      const data = { gateway: topology.label(gateway.id) };
      say({ message: 'unattached', at: [gateway.id], data });
    }
    const vpns = vpnsByGateway(topology);
    for (const gateway of topology.all('vpn-gateway')) {
      if (gateway.state !== 'available' || gateway.vpcs.length > 0) continue;
      const own = vpns.get(gateway.id) ?? [];
      // Several make it a hub between sites, which needs no VPC:
      // https://docs.aws.amazon.com/vpn/latest/s2svpn/VPN_CloudHub.html
      if (own.length > 1 || isChanging(gateway, 'VpcAttachments')) continue;
      if (onDirectConnect(topology).has(gateway.id) || !topology.saw('vpn-connection', gateway))
        continue;
      say({
        message: own.length === 1 ? 'vpn' : 'unattached',
        at: [gateway.id],
        path: [gateway.id, ...own],
        data: { gateway: topology.label(gateway.id), vpn: topology.label(own[0] ?? '') },
      });
    }
    for (const nat of topology.all('nat-gateway')) {
      if (nat.state !== 'available' || !tablesKnown(topology, nat.vpc)) continue;
      const tables = topology.tablesOf(nat.vpc);
      if (tables.some((table) => table.routes.some((r) => r.target.id === nat.id))) continue;
      say({
        message: 'nat',
        at: [nat.id, nat.vpc],
        path: [nat.vpc, nat.id],
        data: { gateway: topology.label(nat.id), vpc: topology.label(nat.vpc) },
      });
    }
    for (const endpoint of topology.all('vpc-endpoint')) {
      const { id, vpc, state, service, created } = endpoint;
      const age = hoursBetween(created, topology.takenAt);
      if (!WAITING.has(state) || age === undefined || age < options.days * 24) continue;
      say({
        message: 'endpoint',
        at: [id, vpc],
        path: [vpc, id],
        data: {
          endpoint: topology.label(id),
          vpc: topology.label(vpc),
          service: service || 'a service',
          state: WAITING.get(state)!,
          date: created!.slice(0, 10),
        },
      });
    }
    for (const list of topology.all('prefix-list')) {
      // Of a list that is being made or changed, nothing is settled.
      const { State: state } = list.raw;
      if (list.entries?.length !== 0) continue;
      if (typeof state !== 'string' || !state.endsWith('-complete')) continue;
      say({ message: 'list', at: [list.id], data: { list: topology.label(list.id) } });
    }
  },
});

/** States of an endpoint that is not in service, and how to say them. */
const WAITING: ReadonlyMap<string, string> = new Map([
  ['pendingacceptance', 'waiting to be accepted'],
  ['pending', 'pending'],
  ['rejected', 'rejected'],
  ['failed', 'failed'],
  ['expired', 'expired'],
  ['partial', 'available in part only'],
]);

/** True where an attachment is being made or taken away right now. */
const isChanging = ({ raw }: Resource, list: string): boolean => {
  const attachments = raw[list];
  return (
    Array.isArray(attachments) &&
    attachments.some((a: { State?: unknown }) => a.State === 'attaching' || a.State === 'detaching')
  );
};

const vpnsByGateway = (topology: Topology): ReadonlyMap<Ref, readonly Ref[]> => {
  const out = new Map<Ref, Ref[]>();
  for (const { id, vpnGateway, state } of topology.all('vpn-connection'))
    if (vpnGateway !== undefined && state === 'available') append(out, vpnGateway, id);
  return out;
};

/** Virtual private gateways that Direct Connect ends on: such a one may lead sites to each other. */
const onDirectConnect = once((topology: Topology): ReadonlySet<Ref> => {
  const out = new Set<Ref>();
  for (const { vpnGateway } of topology.all('dx-virtual-interface'))
    if (vpnGateway) out.add(vpnGateway);
  for (const { association } of dxLinks(topology)) out.add(association.gateway);
  return out;
});
