/** Where addresses of one subnet part: prefixes of routes and network ACLs that end inside it, and appliances in it. */
import type { Cidr } from '../base/cidr.ts';
import { append } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { dxLinks } from '../topology/direct-connect.ts';
import type { Topology } from '../topology/topology.ts';
import type { RoutingView } from './view.ts';

export interface InnerCuts {
  /** By subnet, the prefixes that hold some of its addresses and not all. */
  readonly prefixes: ReadonlyMap<Ref, readonly Cidr[]>;
  /** Interfaces and instances that routes lead to: what is sent to them is theirs, and what passes them is not. */
  readonly targets: ReadonlySet<Ref>;
}

const known = new WeakMap<RoutingView, InnerCuts>();

/** Worked out once for a network, in one pass over all its prefixes. */
export function innerCuts(view: RoutingView): InnerCuts {
  let cuts = known.get(view);
  if (!cuts) {
    const prefixes = new Map<Ref, Cidr[]>();
    const seen = new Set<string>();
    const targets = targetsOf(view.topology);
    for (const cidr of [...prefixesOf(view.topology), ...rulesAt(view.topology, targets)]) {
      if (seen.has(cidr.text)) continue;
      seen.add(cidr.text);
      for (const { id } of view.subnetsAround(cidr)) append(prefixes, id, cidr);
    }
    cuts = { prefixes, targets };
    known.set(view, cuts);
  }
  return cuts;
}

/** Whatever routes, filters of subnets or announcements tell addresses apart by. */
function* prefixesOf(topology: Topology): Generator<Cidr> {
  for (const { routes } of topology.all('route-table')) {
    for (const { cidr } of routes) if (cidr) yield cidr;
  }
  for (const { routes } of topology.all('tgw-route-table')) {
    for (const { cidr } of routes ?? []) yield cidr;
  }
  for (const { entries } of topology.all('prefix-list')) {
    for (const { cidr } of entries ?? []) yield cidr;
  }
  for (const { entries } of topology.all('network-acl')) {
    for (const { cidr } of entries) if (cidr) yield cidr;
  }
  for (const { cidrs } of topology.all('vpc')) yield* cidrs;
  for (const { cidrs } of topology.ghosts) yield* cidrs;
  for (const { cidrs } of topology.all('subnet')) yield* cidrs;
  for (const { requester, accepter } of topology.all('vpc-peering')) {
    yield* requester.cidrs;
    yield* accepter.cidrs;
  }
  for (const { routes } of topology.all('vpn-connection')) yield* routes;
  for (const { association } of dxLinks(topology)) yield* association.allowed ?? [];
  for (const { tables } of topology.all('core-network')) {
    for (const { routes } of tables ?? []) {
      for (const { cidr } of routes ?? []) if (cidr) yield cidr;
    }
  }
}

function targetsOf(topology: Topology): Set<Ref> {
  const targets = new Set<Ref>();
  for (const { routes } of topology.all('route-table')) {
    for (const { target } of routes) {
      if (target.kind === 'network-interface' || target.kind === 'instance') targets.add(target.id);
    }
  }
  return targets;
}

/** What the security groups of appliances tell apart; those of both ends are the business of who asks. */
function* rulesAt(topology: Topology, targets: ReadonlySet<Ref>): Generator<Cidr> {
  if (targets.size === 0) return;
  for (const { id, instance, securityGroups } of topology.all('network-interface')) {
    if (targets.has(id) || targets.has(instance ?? '')) yield* rulesOf(topology, securityGroups);
  }
}

/** Every prefix that some security groups name. */
export function rulesOf(topology: Topology, groups: Iterable<Ref>): Cidr[] {
  return [...new Set(groups)].flatMap((id) => {
    const group = topology.get('security-group', id);
    return [...(group?.inbound ?? []), ...(group?.outbound ?? [])].flatMap(
      ({ cidrs, prefixLists }) => [
        ...cidrs,
        ...prefixLists.flatMap(
          (list) => topology.get('prefix-list', list)?.entries?.map(({ cidr }) => cidr) ?? [],
        ),
      ],
    );
  });
}
