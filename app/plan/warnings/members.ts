/** What a plan warns of its members: addresses in common, accounts not collected, owners, what was not read. */
import { count } from '../../base/count.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Routing } from '../../routing/routing.ts';
import { overlapPairs } from '../clash.ts';
import type { Designed } from '../design.ts';
import type { PlanWarning } from '../plan.ts';
import type { Scope } from '../scope.ts';

export function overlaps({ topology }: Routing, scope: Scope): PlanWarning[] {
  const pairs = overlapPairs(topology, scope.members);
  if (pairs.length === 0) return [];
  const named = pairs.map(([a, b]) => `${topology.label(a)} and ${topology.label(b)}`).join('; ');
  return [
    {
      kind: 'overlap',
      stops: false,
      message: `${count(pairs.length, 'pair')} of VPCs ${pairs.length === 1 ? 'shares' : 'share'} addresses (${named}). A route table of a gateway leads to one of them only; peerings to the other stay where both are needed.`,
      resources: uniq(pairs.flat()),
    },
  ];
}

export function unknown({ topology }: Routing, scope: Scope): PlanWarning[] {
  if (scope.unknown.length === 0) return [];
  return [
    {
      kind: 'not-collected',
      stops: false,
      message: `${count(scope.unknown.length, 'VPC')} (${scope.unknown.map((id) => topology.label(id)).join(', ')}) ${scope.unknown.length === 1 ? 'was' : 'were'} not collected, or the route tables were not: ${count(scope.left.length, 'peering')} with ${scope.unknown.length === 1 ? 'it stays' : 'them stay'}. Collect those accounts, and plan again.`,
      resources: [...scope.unknown, ...scope.left.map((p) => p.id)],
    },
  ];
}

/**
 * Subnets of a shared VPC hold interfaces of other accounts. Only the owner attaches the VPC and changes its tables.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
export function sharedVpcs({ topology }: Routing, { design }: Designed): PlanWarning[] {
  const guests = new Map<Ref, Set<string>>();
  const owners = new Map(design.members.map((vpc) => [vpc, topology.placeOf(vpc).account]));
  for (const { vpc, account, type } of topology.all('network-interface')) {
    const owner = owners.get(vpc);
    if (owner === undefined || account === owner || type !== 'interface') continue;
    guests.set(vpc, (guests.get(vpc) ?? new Set()).add(account));
  }
  return [...guests].map(([vpc, accounts]) => ({
    kind: 'shared-vpc' as const,
    stops: false,
    message: `${topology.label(vpc)} is shared with ${count(accounts.size, 'account')} (${uniq(accounts).join(', ')}): tell them, since their security groups are theirs to change, and leave the steps to the owner, ${owners.get(vpc) ?? ''}.`,
    resources: [vpc],
  }));
}

export function gaps({ topology }: Routing, scope: Scope): PlanWarning[] {
  const hiding = new Set(
    scope.members.flatMap((vpc) =>
      topology.gapsHiding(
        ['route-table', 'subnet', 'vpc-peering', 'prefix-list'],
        topology.placeOf(vpc),
      ),
    ),
  );
  return [...hiding].map((gap) => ({
    kind: 'gap' as const,
    stops: false,
    message: `${gap.message} What is not seen is not moved.`,
    resources: gap.subject === undefined ? [] : [gap.subject],
  }));
}
