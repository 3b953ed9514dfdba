/** Judges a mesh: what it costs to keep, what a transit gateway would take instead, and which to prefer. */
import { count } from '../base/count.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Routing } from '../routing/routing.ts';
import type { Topology } from '../topology/topology.ts';
import { type MeshBlocker, meshBlockers, regionsOf } from './blockers.ts';
import { type MeshCost, meshCost, NO_COST } from './cost.ts';
import type { Mesh, Pair } from './find.ts';
import type { AssumedTransit } from './transit.ts';
import { routesOver, tablesKnown } from './use.ts';
import { type MeshInUse, meshInUse } from './webs.ts';

/** Where verdicts turn. Defaults and their sources stand with the options of the rule. */
export interface Thresholds {
  /** Fewest VPCs that count as a mesh. */
  readonly minSize: number;
  /** From this many members a mesh is worth a second look. */
  readonly considerFrom: number;
  /** From this many members it should be replaced. */
  readonly replaceFrom: number;
  /** Active peerings a VPC may have. */
  readonly quota: number;
  /** Share of pairs, 0 to 1, from which a group with missing pairs is a near-mesh. */
  readonly density: number;
  /** Share of the quota, 0 to 1, from which a member is crowded. */
  readonly crowdedShare: number;
}

/**
 * Active peerings that AWS can raise a VPC's quota to, and no further.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-connection-quotas.html
 */
export const MOST_PEERINGS = 125;

/** `delete`: the peerings that are used are no mesh by themselves; the others can go, and no gateway is needed. */
export type Verdict = 'replace' | 'consider' | 'keep' | 'delete';

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  /**
   * `mesh of 7: 21 peerings, 2 pairs unrouted; transit gateway: 7 attachments`, the gateway where one could take its place:
   * with an attachment for each member that a peering carries something for.
   */
  readonly caption: string;
  /** Pairs with an active peering that no route of either VPC uses. */
  readonly unrouted: readonly Pair[];
  /** Those of them outside every web of peerings in use: whatever becomes of the mesh, they can go. */
  readonly spare: readonly Pair[];
  /** [from, via, for]: members that send to a third VPC through a member. */
  readonly assumedTransit: readonly (readonly [Ref, Ref, Ref])[];
  /** Where the next VPC joins those that the peerings carry something for. */
  readonly nextVpc: {
    /** Peerings it needs: one to each. */
    readonly peerings: number;
    /** Route entries it needs: in their tables and in its own. */
    readonly routes: number;
  };
  /**
   * Active peerings of each member, in or out of the mesh, how many more the quota allows, and how many more there
   * could ever be with the quota raised.
   */
  readonly headroom: readonly {
    readonly vpc: Ref;
    readonly active: number;
    readonly left: number;
    readonly leftAtMost: number;
  }[];
  /** What stands between the members in use and a gateway; of these are the Regions and the cost, too. */
  readonly blockers: readonly MeshBlocker[];
  readonly regions: readonly string[];
  readonly cost: MeshCost;
}

export interface JudgeInput {
  readonly topology: Topology;
  readonly routing: Routing;
  readonly mesh: Mesh;
  /** Of the whole topology; those within the mesh are picked out. */
  readonly transit: readonly AssumedTransit[];
  readonly thresholds: Thresholds;
}

export function judgeMesh({ topology, routing, mesh, transit, thresholds }: JudgeInput): Judgement {
  const { members } = mesh;
  const unrouted = unroutedPairs(topology, routing, mesh);
  const assumed = transitWithin(members, transit);
  const { minSize, density, replaceFrom: largeFrom } = thresholds;
  const use = meshInUse(mesh, unrouted, { minSize, density, largeFrom });
  const idle = use.webs.length === 0;
  const part = idle ? mesh : use.part;
  const blockers = idle ? [] : meshBlockers(topology, part);
  const headroom = members.map((vpc) => {
    const active = topology.peeringsOf(vpc).filter((p) => p.state === 'active').length;
    return {
      vpc,
      active,
      left: Math.max(0, thresholds.quota - active),
      leftAtMost: Math.max(0, MOST_PEERINGS - active),
    };
  });
  const facts = { topology, mesh, use, assumed, blockers, headroom, thresholds };
  return {
    ...(idle ? leaveOff(routing, mesh, unrouted) : decide(facts)),
    caption: caption(mesh, unrouted, idle ? 0 : part.members.length),
    unrouted,
    spare: use.spare,
    assumedTransit: assumed,
    nextVpc: nextVpc(topology, routing, part),
    headroom,
    blockers,
    regions: regionsOf(topology, part.members),
    cost: idle ? NO_COST : meshCost(part.members.map((vpc) => topology.placeOf(vpc).region)),
  };
}

function leaveOff(
  routing: Routing,
  { peerings }: Mesh,
  unrouted: readonly Pair[],
): Pick<Judgement, 'verdict' | 'reasons'> {
  const all = peerings.length === unrouted.length;
  const idle = all
    ? `No route of a member uses any of the ${peerings.length} peerings.`
    : `No route uses ${unrouted.length} of the ${peerings.length} peerings, and what is left is no mesh.`;
  return { verdict: 'delete', reasons: [`${idle} ${besides(routing, unrouted)}`] };
}

/** Whether pairs reach each other by another way than the peering that no route uses. */
function besides(routing: Routing, pairs: readonly Pair[]): string {
  const reach = routing.reach();
  const index = new Map(reach.vpcs.map((vpc, i) => [vpc, i]));
  const arrives = (a: Ref, b: Ref): boolean => {
    const [from, to] = [index.get(a), index.get(b)];
    return from !== undefined && to !== undefined && reach.pair(from, to).outcome === 'delivered';
  };
  const joined = pairs.filter(([a, b]) => arrives(a, b) && arrives(b, a)).length;
  if (joined === pairs.length)
    return joined === 1
      ? 'Its VPCs reach each other another way.'
      : `All ${joined} pairs reach each other another way.`;
  return joined === 0
    ? 'Where VPCs are to reach each other, give them routes, and lint again.'
    : `${joined} of these pairs reach each other another way. Where the others are to, give them routes, and lint again.`;
}

/** `attachments`: how many a gateway in its place takes; 0 where none is needed. */
function caption(mesh: Mesh, unrouted: readonly Pair[], attachments: number): string {
  const n = mesh.members.length;
  const whole = (n * (n - 1)) / 2;
  const present = mesh.peerings.length;
  const parts = [
    present === whole ? count(present, 'peering') : `${present} of ${whole} peerings`,
    ...(mesh.missing.length > 0 ? [`${count(mesh.missing.length, 'pair')} missing`] : []),
    ...(mesh.unseen.length > 0 ? [`${count(mesh.unseen.length, 'pair')} unseen`] : []),
    ...(unrouted.length > 0 ? [`${count(unrouted.length, 'pair')} unrouted`] : []),
  ];
  const name = present === whole ? 'mesh' : 'near-mesh';
  const what = `${name} of ${n}: ${parts.join(', ')}`;
  return attachments === 0 ? what : `${what}; transit gateway: ${attachments} attachments`;
}

/** Only pairs whose tables were all read: where they were not, a route may be there unseen. */
function unroutedPairs(topology: Topology, routing: Routing, mesh: Mesh): Pair[] {
  return mesh.peerings
    .filter((peering) =>
      [peering.requester.vpc, peering.accepter.vpc].every(
        (vpc) =>
          tablesKnown(topology, vpc) &&
          !topology.tablesOf(vpc).some((t) => t.routes.some((r) => r.target.id === peering.id)) &&
          routesOver(routing, peering.id, vpc).length === 0,
      ),
    )
    .map((peering) => uniq([peering.requester.vpc, peering.accepter.vpc]) as [Ref, Ref])
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

function transitWithin(
  members: readonly Ref[],
  transit: readonly AssumedTransit[],
): (readonly [Ref, Ref, Ref])[] {
  const inside = new Set(members);
  const found = transit
    .filter((t) => inside.has(t.from) && inside.has(t.via))
    .flatMap((t) => t.thirds.map((third) => [t.from, t.via, third].join('\n')));
  return uniq(found).map((key) => key.split('\n') as [Ref, Ref, Ref]);
}

/**
 * What joining costs, counted from the tables that exist: every table of a member that routes over this mesh
 * gets one entry more, and the newcomer's tables (as many as a member has on average) one for each destination
 * that members are reached by today.
 */
function nextVpc(topology: Topology, routing: Routing, mesh: Mesh): Judgement['nextVpc'] {
  const inside = new Set(mesh.members);
  const tables = new Map<Ref, Set<Ref>>();
  const destinations = new Map<Ref, Set<string>>();
  const note = <T>(map: Map<Ref, Set<T>>, key: Ref, value: T) => {
    const set = map.get(key) ?? new Set<T>();
    map.set(key, set.add(value));
  };
  for (const peering of mesh.peerings) {
    for (const vpc of [peering.requester.vpc, peering.accepter.vpc]) {
      const { far } = topology.sidesOf(peering, vpc);
      if (!inside.has(far.vpc)) continue;
      for (const { table, route } of routesOver(routing, peering.id, vpc)) {
        note(tables, vpc, table.id);
        note(destinations, far.vpc, route.destination);
      }
    }
  }
  const existing = [...tables.values()].reduce((sum, set) => sum + set.size, 0);
  const own = Math.max(1, Math.round(existing / mesh.members.length));
  const reached = mesh.members.reduce((sum, vpc) => {
    const known = destinations.get(vpc)?.size ?? topology.cidrsOf(vpc).length;
    return sum + Math.max(1, known);
  }, 0);
  return {
    peerings: mesh.members.length,
    routes: Math.max(existing, mesh.members.length) + own * reached,
  };
}

interface Facts {
  readonly topology: Topology;
  readonly mesh: Mesh;
  readonly use: MeshInUse;
  readonly assumed: readonly unknown[];
  readonly blockers: readonly MeshBlocker[];
  readonly headroom: Judgement['headroom'];
  readonly thresholds: Thresholds;
}

/**
 * AWS advises peering for fewer than ten VPCs, where each connection can still be looked after. A smaller mesh
 * with peerings nobody routed, or routes that assume transit, shows that it is past that point already.
 * Source: https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/vpc-peering.html
 */
function decide(facts: Facts): Pick<Judgement, 'verdict' | 'reasons'> {
  const { topology, mesh, use, assumed, blockers, headroom, thresholds } = facts;
  const { part, webs, forgotten, spare } = use;
  const n = webs[0]?.length ?? 0;
  const reasons: string[] = [];
  const large = n >= thresholds.replaceFrom;
  const medium = n >= thresholds.considerFrom;
  const faults = [
    ...(forgotten.length > 0 ? [`${count(forgotten.length, 'peered pair')} not routed`] : []),
    ...(assumed.length > 0 ? [`${count(assumed.length, 'pair')} relying on transit`] : []),
  ];
  // How full a VPC is that no peering of the mesh carries anything for, is not held against those that are judged.
  const judged = new Set(part.members);
  const crowded = headroom.filter(
    (h) => judged.has(h.vpc) && h.active >= thresholds.crowdedShare * thresholds.quota,
  );

  if (spare.length > 0) {
    const together = n < part.members.length ? `, at most ${n} of them in one group` : '';
    reasons.push(
      `${spare.length} of the ${mesh.peerings.length} peerings carry nothing and are of no group of VPCs that talk: delete them. The others join ${part.members.length} VPCs${together}.`,
    );
  }
  if (large) {
    reasons.push(`${n} VPCs; AWS advises peering for fewer than ${thresholds.replaceFrom}.`);
  } else if (medium) {
    reasons.push(
      `${n} VPCs need ${(n * (n - 1)) / 2} peerings; a transit gateway needs ${n} attachments.`,
    );
  }
  if (faults.length > 0) reasons.push(`The mesh is not kept whole: ${faults.join(', ')}.`);
  const fullest = [...crowded].sort((a, b) => b.active - a.active)[0];
  if (fullest) {
    reasons.push(
      `${topology.label(fullest.vpc)} has ${fullest.active} active peerings; the quota is ${thresholds.quota} unless raised, and never more than ${MOST_PEERINGS}.`,
    );
  }
  const strained = faults.length > 0 || crowded.length > 0;
  let verdict: Verdict =
    large || (medium && strained) ? 'replace' : medium || strained ? 'consider' : 'keep';
  if (verdict === 'keep') {
    reasons.push(
      part.missing.length > 0
        ? `${n} VPCs are few enough for peering; check that the missing pairs are meant to be apart.`
        : `${n} VPCs are few enough for peering, which has no hourly price.`,
    );
  }
  if (verdict === 'replace' && blockers.some((b) => b.stops)) {
    verdict = 'consider';
    reasons.push('Members overlap: solve that first, or leave them out of the move.');
  }
  return { verdict, reasons };
}
