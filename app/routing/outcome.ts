/** What can become of a flow, and the shapes of an explained Trace. */
import type { Ref } from '../base/ref.ts';

/** The closed set of outcomes; `cannot-tell` is never a no. */
export const OUTCOMES = [
  'delivered',
  'exits',
  'no-route',
  'blackhole',
  'not-transitive',
  'peering-inactive',
  'no-association',
  'no-attachment-in-az',
  'filtered',
  'loop',
  'no-return',
  'cannot-tell',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Where a flow leaves the known world. */
export type Edge = 'internet' | 'vpn' | 'direct-connect' | 'peer' | 'aws-service' | 'other';

/** The route that decided at a hop. */
export interface HopRoute {
  readonly table: Ref;
  /** A prefix, or the id of a prefix list. */
  readonly destination: string;
  /** The entry that matched, where the destination is a prefix list. */
  readonly entry?: string;
  readonly target: Ref;
  readonly origin: 'local' | 'static' | 'prefix-list' | 'propagated' | 'advertised';
  readonly state: string;
  /** Routes that also matched, and why they lost. */
  readonly beat: readonly {
    readonly destination: string;
    readonly entry?: string;
    readonly target: Ref;
    readonly why: string;
  }[];
}

export interface Hop {
  readonly id: Ref;
  /** Kind of the resource, or `address` for an end that is no known resource. */
  readonly kind: string;
  /** The route that was followed from here. */
  readonly route?: HopRoute;
  /** A sentence where a hop needs one: the Availability Zone rule, a middlebox assumed to forward … */
  readonly note?: string;
}

/** One thing that would have to change for the flow to arrive. */
export interface Blocker {
  readonly outcome: Outcome;
  readonly direction: 'forward' | 'return';
  /** Where it is: a table, peering, attachment, ACL … */
  readonly at: Ref;
  /** What is wrong, and what would have to change. */
  readonly message: string;
  readonly change: string;
  /** Of how many pairs of subnets, where an end is a VPC. */
  readonly pairs?: number;
}

/** Flows that come to the same. */
export interface FlowGroup {
  readonly outcome: Outcome;
  readonly pairs: number;
  /** The ends of one of them, and how that one ends. */
  readonly from: TraceEnd;
  readonly to: TraceEnd;
  readonly reason: string;
}

/** How all the flows fare that one answer stands for. */
export interface Fares {
  /** Pairs of ends that there are, and those that the groups tell of. */
  readonly pairs: number;
  readonly asked: number;
  readonly groups: readonly FlowGroup[];
}

export interface Walk {
  readonly outcome: Outcome;
  readonly hops: readonly Hop[];
  /** Set when the outcome is `exits`. */
  readonly edge?: { readonly kind: Edge; readonly id: Ref };
  /** One sentence that says how it ended. */
  readonly reason: string;
}

export interface TraceEnd {
  /** Subnet, where the address lies in a known one. */
  readonly subnet: Ref | undefined;
  readonly vpc: Ref | undefined;
  readonly ip: string;
}

export interface Trace extends Walk {
  readonly from: TraceEnd;
  readonly to: TraceEnd;
  readonly protocol: string | undefined;
  readonly port: number | undefined;
  /** The way back, from the destination to the source address. */
  readonly return: Walk;
  readonly blockers: readonly Blocker[];
  /** Ids of the gaps that the answer rests on. */
  readonly gaps: readonly string[];
  /** What was taken for granted, such as that a middlebox forwards. */
  readonly assumptions: readonly string[];
  /**
   * Where an end is a VPC and there are several pairs of subnets: how they fare, first the group of which one is shown.
   * Blockers are those of all of them then.
   */
  readonly subnets?: Fares;
  /**
   * Where filters were asked about and an end named no address: how flows between the interfaces there fare, for the
   * answer may be of the first usable host, which is nobody. At least one of them has the outcome of the answer then.
   */
  readonly interfaces?: Fares;
}

/** What a picture of one way of a trace shows: its hops and both ends, also one that the flow never gets to. */
export const shownOf = (trace: Trace, way: 'forward' | 'return'): readonly Ref[] => [
  ...(way === 'forward' ? trace : trace.return).hops.map((hop) => hop.id),
  ...[trace.from.vpc, trace.to.vpc].filter((vpc) => vpc !== undefined),
];
