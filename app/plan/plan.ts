/** The shapes of a Plan: a design, the steps that lead to it, and the proof that no step breaks anything. Plain data. */
import type { Ref } from '../base/ref.ts';
import type { RouteTarget } from '../kinds/route-table.ts';
import type { MeshCost } from '../mesh/cost.ts';

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
  /** Pairs of members that are to reach each other and do not today, or the other way round: none in `exact`. */
  readonly opened: readonly (readonly [Ref, Ref])[];
  readonly closed: readonly (readonly [Ref, Ref])[];
}

export type WarningKind =
  | 'overlap'
  | 'not-collected'
  | 'gap'
  | 'quota'
  | 'security-group-reference'
  | 'mtu'
  | 'dns'
  | 'landing'
  | 'shared-vpc'
  | 'fall-through'
  | 'tables'
  | 'segments'
  | 'gateway'
  | 'on-premises'
  | 'inspection';

/** What to know before the first step. */
export interface PlanWarning {
  readonly kind: WarningKind;
  /** True where the plan cannot be carried out in full before it is solved. */
  readonly stops: boolean;
  readonly message: string;
  readonly resources: readonly Ref[];
}

/** One change of the network: what Terraform, the AWS CLI and the simulation are made from. */
export type Change =
  | { readonly do: 'create-gateway'; readonly gateway: GatewayDesign }
  | {
      readonly do: 'create-table';
      readonly table: Ref;
      readonly gateway: Ref;
      readonly name: string;
    }
  | { readonly do: 'share-gateway'; readonly gateway: Ref; readonly accounts: readonly string[] }
  | {
      readonly do: 'create-landing-table';
      readonly table: Ref;
      readonly vpc: Ref;
      readonly name: string;
      /** The new subnets that use it. */
      readonly subnets: readonly Ref[];
    }
  | {
      readonly do: 'create-landing';
      readonly landing: Landing;
      readonly vpc: Ref;
      readonly table: Ref;
      readonly name: string;
    }
  /** Lets a reused gateway carry references to security groups. */
  | { readonly do: 'enable-references'; readonly gateway: Ref }
  | { readonly do: 'create-attachment'; readonly attachment: AttachmentDesign }
  /** Puts an existing attachment into more Availability Zones. */
  | { readonly do: 'add-landings'; readonly attachment: Ref; readonly subnets: readonly Ref[] }
  | { readonly do: 'create-link'; readonly link: LinkDesign }
  | { readonly do: 'associate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'disassociate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'propagate'; readonly table: Ref; readonly attachment: Ref }
  | { readonly do: 'stop-propagating'; readonly table: Ref; readonly attachment: Ref }
  | {
      readonly do: 'create-tgw-route';
      readonly table: Ref;
      readonly cidr: string;
      readonly attachment: Ref;
    }
  | { readonly do: 'create-tgw-blackhole'; readonly table: Ref; readonly cidr: string }
  | {
      readonly do: 'create-route';
      readonly table: Ref;
      readonly destination: string;
      readonly target: RouteTarget;
    }
  | {
      readonly do: 'replace-route';
      readonly table: Ref;
      readonly destination: string;
      readonly before: RouteTarget;
      readonly target: RouteTarget;
    }
  | {
      readonly do: 'delete-route';
      readonly table: Ref;
      readonly destination: string;
      readonly before: RouteTarget;
    }
  | { readonly do: 'delete-peering'; readonly peering: Ref };

/**
 * What takes a change back that a step of its own never does. Each names what the plan itself has made: what was there
 * before is never deleted. Rollbacks hold these beside changes that are each other's opposite, such as `propagate`.
 */
export type Reversal =
  | { readonly do: 'delete-gateway'; readonly gateway: GatewayDesign }
  | {
      readonly do: 'delete-table';
      readonly table: Ref;
      readonly gateway: Ref;
      readonly name: string;
    }
  | { readonly do: 'unshare-gateway'; readonly gateway: Ref; readonly accounts: readonly string[] }
  | {
      readonly do: 'delete-landing-table';
      readonly table: Ref;
      readonly vpc: Ref;
      readonly name: string;
    }
  | {
      readonly do: 'delete-landing';
      readonly landing: Landing;
      readonly vpc: Ref;
      readonly name: string;
    }
  | { readonly do: 'disable-references'; readonly gateway: Ref }
  | { readonly do: 'delete-attachment'; readonly attachment: AttachmentDesign }
  /** Takes an existing attachment out of the Availability Zones that the plan put it into. */
  | { readonly do: 'remove-landings'; readonly attachment: Ref; readonly subnets: readonly Ref[] }
  | { readonly do: 'delete-link'; readonly link: LinkDesign }
  | {
      readonly do: 'delete-tgw-route';
      readonly table: Ref;
      readonly cidr: string;
      readonly attachment: Ref;
    }
  | { readonly do: 'delete-tgw-blackhole'; readonly table: Ref; readonly cidr: string }
  /**
   * Asks for a deleted peering anew, and accepts it. AWS gives it another id: whatever names `peering` from then on
   * means the new one.
   */
  | {
      readonly do: 'create-peering';
      readonly peering: Ref;
      /** The VPC that asks, and the one that accepts. */
      readonly requester: Ref;
      readonly accepter: Ref;
    }
  /** Points a route that a deleted peering left behind as a blackhole to the peering that stands in for it. */
  | {
      readonly do: 'restore-route';
      readonly table: Ref;
      readonly destination: string;
      readonly target: RouteTarget;
    };

/** What a rollback can hold: reversals, and changes that are each other's opposite. */
export type Back =
  | Reversal
  | Extract<
      Change,
      {
        do:
          | 'associate'
          | 'disassociate'
          | 'propagate'
          | 'stop-propagating'
          | 'create-route'
          | 'replace-route'
          | 'delete-route';
      }
    >;

/** Where a change is carried out: the credentials and the Region it takes. */
export interface Where {
  readonly account: string;
  readonly region: string;
}

/**
 * - build: beside what is there; no traffic changes
 * - cut-over: pair after pair is sent the new way, and pairs that the mode opens are opened
 * - verify: nothing is changed; somebody looks
 * - close: pairs that the mode keeps apart are parted
 * - remove: what carries nothing any more is taken away
 */
export const PHASES = ['build', 'cut-over', 'verify', 'close', 'remove'] as const;
export type Phase = (typeof PHASES)[number];

/** What the simulation saw after a step, against the network before the first one. */
export interface StepProof {
  /** Ordered pairs of VPCs that the step could have changed, all compared. */
  readonly pairs: number;
  readonly lost: number;
  readonly gained: number;
}

export interface StepCheck {
  readonly command: string;
  /** Lines that it prints, columns two spaces apart, where they are known; else sentences of what to look for. */
  readonly expect: readonly string[];
}

export interface Step {
  /** `build-03`: the phase and a number that counts through. */
  readonly id: string;
  readonly phase: Phase;
  readonly title: string;
  /** VPCs it is about. */
  readonly vpcs: readonly Ref[];
  /** What must be so before it is carried out. */
  readonly precondition: string;
  readonly changes: readonly Change[];
  readonly expected: string;
  /**
   * Commands that show whether it worked: AWS CLI calls that only read, and `peerless` itself. What the plan makes is
   * named by a shell variable (see `variableOf`).
   */
  readonly check: readonly string[];
  /** The same commands, each with what it shows where the step worked. */
  readonly checks: readonly StepCheck[];
  /** What takes it back, in order; empty where it changes nothing. */
  readonly rollback: readonly Back[];
  readonly proof: StepProof;
}

/** How one ordered pair of VPCs fares differently than before the plan. */
export interface PairChange {
  readonly from: Ref;
  readonly to: Ref;
  /** The step after which it was first seen. */
  readonly step: string;
  readonly before: string;
  readonly after: string;
}

export interface Proof {
  /** Steps simulated. */
  readonly steps: number;
  /** Ordered pairs of different VPCs in the network. */
  readonly pairs: number;
  /** Comparisons of a pair, over all steps. */
  readonly compared: number;
  /** Pairs that lost, or gained, an address somewhere on the way. */
  readonly lost: number;
  readonly gained: number;
  /** Pairs that gain, or lose, because the mode asks for it, and that `lost` and `gained` leave out: 0 in `exact`. */
  readonly wanted: number;
  readonly changes: readonly PairChange[];
  /** True where the network after the last step could be compared with the first subnet by subnet, and is the same. */
  readonly bySubnet: { readonly pairs: number; readonly lost: number; readonly gained: number };
}

/** VPC route tables that would hold the same rows toward a gateway: one prefix list could stand for these. */
export interface PrefixListOffer {
  readonly account: string;
  readonly region: string;
  readonly gateway: Ref;
  readonly tables: readonly Ref[];
  readonly entries: readonly string[];
  /**
   * Entries the list is made for: those it needs, and none to spare, for each table counts all of these against its
   * quota of routes, used or not.
   * Source: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
   */
  readonly maxEntries: number;
  /** Rows of these tables toward the gateway, without the list and with it. */
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** In the order of `tables`. */
  readonly perTable: readonly OfferedTable[];
}

/** What a prefix list does to one route table: it has fewer rows, and its quota is used as much as before. */
export interface OfferedTable {
  readonly table: Ref;
  /** All its rows, wherever they lead. */
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** Routes of the family of the list that count against the quota, a list by its most entries. */
  readonly countedBefore: number;
  readonly countedAfter: number;
  /** Routes that may count, by AWS's default. */
  readonly quota: number;
}

/** What one pair of VPCs costs a month by what flows between them, both ways together. */
export interface TrafficChoice {
  readonly peering: Ref;
  readonly vpcs: readonly [Ref, Ref];
  readonly gbMonth: number;
  readonly onPeering: UsdRange;
  readonly onGateway: UsdRange;
  /** True where moving the pair surely costs more than `--keep-from` says: a peering worth keeping. */
  readonly hot: boolean;
  readonly kept: boolean;
}

/** USD a month; the two differ where a part of the price hangs on what is not known, such as the zones of the two ends. */
export interface UsdRange {
  readonly least: number;
  readonly most: number;
}

/** One line of a monthly bill. */
export interface BillLine {
  readonly what: 'attachments' | 'gateway-peerings' | 'processing' | 'cross-zone' | 'inter-region';
  readonly region: string;
  readonly quantity: number;
  readonly unit: 'attachment' | 'GB';
  /** USD for each, a month. */
  readonly each: UsdRange;
  readonly usd: UsdRange;
  /** When the price was published, and by whom; undefined where it is not backed by a source. */
  readonly asOf: string;
  readonly source: string | undefined;
}

export interface Bill {
  readonly lines: readonly BillLine[];
  readonly usd: UsdRange;
}

/** The bill of a plan: `MeshCost` of its attachments, and what is paid before and after. */
export interface PlanCost extends MeshCost {
  /** Undefined where a price in USD is not known. Data is in it only where traffic was given. */
  readonly before: Bill | undefined;
  readonly after: Bill | undefined;
  /** GB a month that were given; undefined where no traffic was. */
  readonly gbMonth: number | undefined;
  /** What the figures rest on, a sentence each. */
  readonly notes: readonly string[];
}

export interface Plan {
  readonly design: Design;
  readonly warnings: readonly PlanWarning[];
  readonly steps: readonly Step[];
  readonly proof: Proof;
  readonly cost: PlanCost;
  readonly offers: readonly PrefixListOffer[];
  /** Most expensive to move first; empty where no traffic was given. */
  readonly traffic: readonly TrafficChoice[];
}
