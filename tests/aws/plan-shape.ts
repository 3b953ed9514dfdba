/** A network in lines of text, so that what was built can be laid beside what was simulated; and who reaches whom. */
import { uniq } from '#app/base/order.ts';
import type { Routing } from '#app/routing/routing.ts';
import type { Topology } from '#app/topology/topology.ts';
import { deliveriesOf } from '#tests/app/plan/deliveries.ts';

/** VPCs by the short names that expectations are written with. */
export type Names = Readonly<Record<string, string>>;

/**
 * `a>b` where every subnet of one VPC gets to every subnet of the other, in each family that both have; `a?b` where
 * only some do. `subnets` are those of today: where attachments stand, nobody works.
 */
export function reachOf(routing: Routing, subnets: readonly string[], names: Names): string {
  const name = new Map(Object.entries(names).map(([short, vpc]) => [vpc, short]));
  const nameOf = (subnet: string) => name.get(routing.topology.get('subnet', subnet)!.vpc);
  const arrives = new Map<string, Set<boolean>>();
  for (const { from, to, arrives: word } of deliveriesOf(routing, subnets)) {
    const [a, b] = [nameOf(from), nameOf(to)];
    if (a === undefined || b === undefined || a === b) continue;
    const key = `${a} ${b}`;
    arrives.set(key, (arrives.get(key) ?? new Set()).add(word === 'yes'));
  }
  return [...arrives]
    .filter(([, words]) => words.has(true))
    .map(([pair, words]) => pair.replace(' ', words.size === 1 ? '>' : '?'))
    .sort()
    .join(' ');
}

/** What the matrix of all pairs says, which shares no walk with the traces. */
export function matrixOf(routing: Routing, names: Names): string[] {
  const reach = routing.reach();
  const all = Object.entries(names).map(([name, vpc]) => [name, reach.vpcs.indexOf(vpc)] as const);
  return all.flatMap(([a, from]) =>
    all.filter(([b]) => a !== b).map(([b, to]) => `${a} ${b} ${reach.pair(from, to).outcome}`),
  );
}

/**
 * Everything that a plan can change, sorted. What the plan made is named as the plan names it, by the tag that says
 * so: the ids that AWS gave it are nowhere else.
 */
export function shapeOf({ topology }: Routing): string[] {
  const own = planIds(topology);
  const id = (ref: string): string => own.get(ref) ?? ref;
  const ids = (refs: Iterable<string>): string => uniq([...refs].map(id)).join(' ');
  return [
    ...topology
      .all('transit-gateway')
      .map((g) => `gateway ${id(g.id)} of ${g.account} references ${g.securityGroupReferencing}`),
    ...topology.all('tgw-vpc-attachment').map((a) => {
      const stands = ids(a.subnets);
      return `attachment ${id(a.id)} of ${a.vpc} to ${id(a.tgw)} ${a.state} ipv6 ${a.ipv6} references ${a.securityGroupReferencing} in ${stands}`;
    }),
    ...topology
      .all('tgw-peering-attachment')
      .map((p) => `link ${id(p.id)} ${id(p.requester.tgw)} ${id(p.accepter.tgw)} ${p.state}`),
    ...topology
      .all('tgw-route-table')
      .flatMap((t) => [
        `table ${id(t.id)} of ${id(t.tgw)} ${t.state}`,
        ...(t.associations ?? []).map((a) => `table ${id(t.id)} answers ${id(a.attachment)}`),
        ...(t.propagations ?? []).map((p) => `table ${id(t.id)} learns ${id(p.attachment)}`),
        ...(t.routes ?? []).map(
          (r) =>
            `table ${id(t.id)} ${r.type} ${r.cidr.text} ${r.state} ${ids(r.targets.map((x) => x.attachment))}`,
        ),
      ]),
    ...topology
      .all('subnet')
      .map(
        (s) => `subnet ${id(s.id)} of ${s.vpc} ${s.cidrs.map((c) => c.text).join(' ')} ${s.zoneId}`,
      ),
    ...topology
      .all('route-table')
      .flatMap((t) => [
        `vpc table ${id(t.id)} of ${t.vpc} for ${ids(t.associations.flatMap((a) => a.subnet ?? []))}`,
        ...t.routes.map(
          (r) => `vpc table ${id(t.id)} ${r.destination} ${id(r.target.id)} ${r.state}`,
        ),
      ]),
    ...topology
      .all('vpc-peering')
      .filter((p) => p.state === 'active')
      .map((p) => `peering ${p.id}`),
  ].sort();
}

function planIds(topology: Topology): Map<string, string> {
  const out = new Map<string, string>();
  for (const kind of [
    'transit-gateway',
    'tgw-route-table',
    'tgw-vpc-attachment',
    'tgw-peering-attachment',
    'subnet',
    'route-table',
  ] as const) {
    for (const { id, tags } of topology.all(kind)) {
      const planned = tags.get('peerless:plan');
      if (planned !== undefined) out.set(id, planned);
    }
  }
  return out;
}
