/** The shape of a Design: the gateways, tables, attachments and links that a plan leads to. Plain data. */
import type { Ref } from '../base/ref.ts';

/**
 * - exact: the same pairs reach each other as today
 * - full-mesh: every member reaches every other
 * - segments: what the environments of the configuration allow
 */
export const PLAN_MODES = ['exact', 'full-mesh', 'segments'] as const;
export type PlanMode = (typeof PLAN_MODES)[number];

/** A transit gateway of the design: one for each Region. */
export interface GatewayDesign {
  /** The id of the one that is reused, or a name of our own (`planned-tgw-us-east-1`) for a new one. */
  readonly id: Ref;
  readonly existing: boolean;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Of the Amazon side; unique among the gateways seen. Undefined where an existing one does not tell. */
  readonly asn: number | undefined;
  /** True where members allow each other's security groups in, so that the gateway has to carry references. */
  readonly securityGroupReferencing: boolean;
}

/** True for the id of something that the plan makes: AWS will give it another one. */
export const isPlanned = (id: Ref): boolean => id.startsWith('planned-');

/** A route table of a gateway. What it lists is what the plan makes: an existing table has more than that. */
export interface TableDesign {
  readonly id: Ref;
  /** True for a table of a reused gateway that members or links are associated with already. */
  readonly existing: boolean;
  readonly gateway: Ref;
  readonly name: string;
  /** VPCs associated with it; all of them may reach the same. */
  readonly serves: readonly Ref[];
  /** Links to other Regions associated with it. */
  readonly links: readonly Ref[];
  /** VPCs of the Region whose attachments propagate into it. */
  readonly propagates: readonly Ref[];
  /** Routes to other Regions. */
  readonly routes: readonly LinkRoute[];
  /** Prefixes inside a summary that must not be reached. */
  readonly blackholes: readonly string[];
}

export interface LinkRoute {
  readonly cidr: string;
  readonly link: Ref;
  /** VPCs behind it. */
  readonly to: readonly Ref[];
}

/** A subnet for an attachment in one Availability Zone. */
export interface Landing {
  readonly zone: string;
  readonly zoneId: string;
  /** The id of a subnet that is there, or a name of our own for one to be made. */
  readonly subnet: Ref;
  readonly cidr: string;
  /** An IPv6 block for a new subnet whose attachment carries IPv6. */
  readonly ipv6Cidr: string | undefined;
  /**
   * - new: made by the plan, for the attachment alone
   * - free: there, and nothing stands in it
   * - shared: workloads stand in it; no free address range was left
   * - existing: the attachment stands in it today
   */
  readonly how: 'new' | 'free' | 'shared' | 'existing';
}

/** One VPC on the gateway of its Region. */
export interface AttachmentDesign {
  readonly id: Ref;
  /** True where the VPC is attached to the reused gateway today; its association stays as it is. */
  readonly existing: boolean;
  readonly name: string;
  readonly vpc: Ref;
  readonly gateway: Ref;
  readonly account: string;
  readonly region: string;
  readonly landings: readonly Landing[];
  /** The route table of the subnets that are new: the local route and nothing else. Undefined where none is new. */
  readonly landingTable: Ref | undefined;
  readonly ipv6: boolean;
  readonly table: Ref;
  /**
   * Route tables with which a reused gateway associates a new attachment, and into which it propagates it, by itself.
   * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
   */
  readonly byDefault: {
    readonly association: Ref | undefined;
    readonly propagation: Ref | undefined;
  };
}

/** A peering of two gateways. */
export interface LinkDesign {
  readonly id: Ref;
  readonly existing: boolean;
  readonly name: string;
  readonly requester: Ref;
  readonly accepter: Ref;
  /** Default association tables of reused gateways, which take in a new peering by themselves. */
  readonly byDefault: readonly Ref[];
}

/** A peering that stays, and why. */
export interface KeptPeering {
  readonly peering: Ref;
  readonly vpcs: readonly [Ref, Ref];
  readonly why: 'overlap' | 'asked' | 'traffic' | 'proof' | 'not-read' | 'no-subnet';
  readonly message: string;
  /** What would let it move: a sentence. */
  readonly next: string;
  /** Of one that stays by `proof`, where orders of the steps were looked for. */
  readonly search?: OrderSearch;
}

/** How an order of steps without harm was looked for, and not found. */
export interface OrderSearch {
  /** The steps that meet: whether one of them does harm hangs on which of the others were taken before. */
  readonly steps: number;
  /** Networks simulated: one for each set of these steps that a harmless order leads to, and each set next to it. */
  readonly states: number;
  /**
   * - end: with this step and those taken that it meets with, somebody fares differently, so no order helps
   * - every-order: every order leads through a network in which somebody does
   * - not-settled: there are more orders than were looked at
   */
  readonly verdict: 'end' | 'every-order' | 'not-settled';
}

export interface Design {
  readonly mode: PlanMode;
  readonly members: readonly Ref[];
  readonly gateways: readonly GatewayDesign[];
  readonly tables: readonly TableDesign[];
  readonly attachments: readonly AttachmentDesign[];
  readonly links: readonly LinkDesign[];
  readonly kept: readonly KeptPeering[];
  /** Peerings that go. */
  readonly replaced: readonly Ref[];
  /** Those of them that carry nothing: no route over them leads to an address of the peer. */
  readonly idle: readonly Ref[];
  /** Pairs of members that are to reach each other and do not today, or the other way round: none in `exact`. */
  readonly opened: readonly (readonly [Ref, Ref])[];
  readonly closed: readonly (readonly [Ref, Ref])[];
}
