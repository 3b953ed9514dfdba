/** What a plan warns of networks outside, behind a gateway that is built on: its proof compares pairs of VPCs only. */
import { type Cidr, firstHost, formatIp, overlaps, parseCidr, subtract } from '../../base/cidr.ts';
import { append, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Trace } from '../../routing/outcome.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Designed } from '../design.ts';
import type { PlanWarning } from '../plan.ts';

/** A VPC of the plan whose way to, or from, some prefixes on premises is another one afterwards. */
interface Turned {
  readonly gateway: Ref;
  readonly vpc: Ref;
  readonly how: keyof typeof TURNS;
  readonly prefix: string;
}

const TURNS = {
  gained: 'would newly reach',
  lost: 'would no longer reach',
  answered: 'would newly be answered from',
  unanswered: 'would no longer be answered from',
  found: 'would newly be reached from',
} as const;

/**
 * Gateways that are built on lead to VPNs, Direct Connect and gateways elsewhere. What of that VPCs of the plan gain or
 * lose is no pair of VPCs: it is traced prefix by prefix.
 */
export function onPremises(routing: Routing, designed: Designed, after: Routing): PlanWarning[] {
  const turned = designed.design.gateways
    .filter((gateway) => gateway.existing)
    .flatMap(({ id }) => {
      const out = turnedOut(routing, designed, after, id);
      const told = new Set(out.map((one) => one.vpc));
      return [...out, ...ledIn(routing, designed, id).filter((one) => !told.has(one.vpc))];
    });
  const { topology } = routing;
  const groups = new Map<string, { first: Turned; vpcs: Map<Ref, string[]> }>();
  for (const one of turned) {
    const key = `${one.gateway} ${one.how}`;
    const group = groups.get(key) ?? { first: one, vpcs: new Map<Ref, string[]>() };
    append(group.vpcs, one.vpc, one.prefix);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, vpcs }) => {
    const alike = new Map<string, Ref[]>();
    for (const [vpc, prefixes] of vpcs) append(alike, uniq(prefixes).join(', '), vpc);
    const words = [...alike].map(
      ([prefixes, ids]) =>
        `${ids.map((id) => topology.label(id)).join(', ')} ${TURNS[first.how]} ${prefixes}`,
    );
    return {
      kind: 'on-premises',
      stops: false,
      message: `By the routes of ${topology.label(first.gateway)} to networks outside, ${words.join('; ')}. The proof compares pairs of VPCs only: see whether that is wanted, and change those routes first if it is not.`,
      resources: [first.gateway, ...vpcs.keys()],
    };
  });
}

/** Subnets that stand for those that fare alike: one for each route table and zone. */
function placesOf(topology: Topology, vpc: Ref): Subnet[] {
  const places = new Map<string, Subnet>();
  for (const subnet of topology.subnetsOf(vpc)) {
    const key = `${topology.tableOf(subnet)?.id ?? ''} ${subnet.zoneId} ${subnet.cidrs.map((c) => c.family).join(' ')}`;
    if (!places.has(key)) places.set(key, subnet);
  }
  return [...places.values()];
}

/** Where each VPC of a gateway stands with every prefix outside, before and after. */
function turnedOut(routing: Routing, { design }: Designed, after: Routing, tgw: Ref): Turned[] {
  const { topology } = routing;
  const probes = probesOf(after.topology, tgw);
  if (probes.size === 0) return [];
  const out: Turned[] = [];
  for (const { vpc } of design.attachments.filter((a) => a.gateway === tgw)) {
    for (const subnet of placesOf(topology, vpc)) {
      for (const [prefix, probe] of probes) {
        const family = subnet.cidrs.find((c) => c.family === probe.family);
        if (!family || !leadsTo(routing, after, subnet, probe, tgw)) continue;
        const ask = {
          from: { subnet: subnet.id, ip: formatIp(firstHost(family)) },
          to: { ip: formatIp(probe) },
        };
        const how = turnOf(routing.trace(ask), after.trace(ask));
        if (how) out.push({ gateway: tgw, vpc, how, prefix });
      }
    }
  }
  return out;
}

/** Only what a route of the VPC sends to the gateway can fare differently by it. */
function leadsTo(
  before: Routing,
  after: Routing,
  subnet: Subnet,
  ip: Parameters<Routing['decide']>[1],
  tgw: Ref,
): boolean {
  return [before, after].some((routing) => {
    const table = routing.topology.tableOf(subnet);
    return table !== undefined && routing.decide(table, ip).route?.target.id === tgw;
  });
}

const leaves = ({ outcome }: Pick<Trace, 'outcome'>): boolean =>
  outcome === 'exits' || outcome === 'no-return';

function turnOf(before: Trace, after: Trace): Turned['how'] | undefined {
  if (leaves(before) !== leaves(after)) return leaves(after) ? 'gained' : 'lost';
  if (!leaves(after) || before.outcome === after.outcome) return undefined;
  return after.outcome === 'exits' ? 'answered' : 'unanswered';
}

/** For every prefix behind something else than a VPC, an address of it that is nobody else's. */
function probesOf(topology: Topology, tgw: Ref): Map<string, ReturnType<typeof firstHost>> {
  const outside: Cidr[] = [];
  const inside = topology.all('vpc').flatMap((vpc) => vpc.cidrs);
  for (const table of topology.tgwTablesOf(tgw)) {
    for (const { cidr, targets } of table.routes ?? []) {
      if (targets.some((t) => t.type !== 'vpc')) outside.push(cidr);
      else inside.push(cidr);
    }
  }
  const out = new Map<string, ReturnType<typeof firstHost>>();
  for (const text of uniq(outside.map((c) => c.text))) {
    const cidr = parseCidr(text);
    const narrower = [...inside, ...outside.filter((o) => o.length > cidr.length)];
    const [free] = subtract(
      cidr,
      narrower.filter((other) => overlaps(other, cidr)),
    );
    if (free) out.set(text, firstHost(free));
  }
  return out;
}

/** VPCs that a table begins to lead to, and that VPNs, Direct Connect or other gateways are associated with today. */
function ledIn({ topology }: Routing, { design }: Designed, tgw: Ref): Turned[] {
  const out: Turned[] = [];
  for (const made of design.tables.filter((t) => t.existing && t.gateway === tgw)) {
    const table = topology.get('tgw-route-table', made.id);
    const edges = (table?.associations ?? []).filter(
      (a) => a.type !== 'vpc' && !made.links.includes(a.attachment),
    );
    if (edges.length === 0) continue;
    const known = new Set((table?.routes ?? []).flatMap((r) => r.targets.map((t) => t.resource)));
    const from = uniq(edges.map((edge) => topology.label(edge.resource || edge.attachment)));
    for (const vpc of made.propagates) {
      if (known.has(vpc)) continue;
      for (const prefix of from) out.push({ gateway: tgw, vpc, how: 'found', prefix });
    }
  }
  return out;
}
