/** The state of one walk: hops, how it ended, what else stands in the way, what was taken for granted. */
import { formatIp, type Ip } from '../base/cidr.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { KindId } from '../kinds/index.gen.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Attachment } from '../topology/attachments.ts';
import type { Blocker, Edge, Hop, Outcome, Walk } from './outcome.ts';
import type { RoutingView } from './view.ts';

/** What to do at an appliance that is the next hop of a route. */
export type Middleboxes = 'forward' | 'stop';

/** In a VPC, about to consult the route table of a subnet. */
export interface InSubnet {
  readonly at: 'subnet';
  readonly subnet: Subnet;
  /** Set where the packet has just come out of this transit gateway, into the subnet of its attachment. */
  readonly from?: Ref;
  /** Set where a NAT gateway in this subnet has just translated the packet. */
  readonly nat?: NatCrossing;
  /** Set where an appliance with this interface has handed the packet on: it may have given it another address. */
  readonly appliance?: NetworkInterface;
  /** True where the packet entered the VPC from outside, and no NAT gateway has given it an address of the VPC. */
  readonly foreign: boolean;
}

/** At a transit gateway, having arrived over an attachment. */
export interface AtTgw {
  readonly at: 'tgw';
  readonly tgw: Ref;
  readonly arrived: Attachment;
  /** Zone the packet entered in; '' where not known. */
  readonly zone: string;
}

/** About to come out of a transit gateway, in one of several subnets: AWS picks which. */
export interface AtFork {
  readonly at: 'fork';
  readonly attachment: Ref;
  readonly choices: readonly [InSubnet, ...InSubnet[]];
}

/** About to come into a VPC from outside, by a gateway of its own. */
export interface AtGateway {
  readonly at: 'gateway';
  readonly gateway: Ref;
  readonly vpc: Ref;
}

export type Position = InSubnet | AtTgw | AtFork | AtGateway;

/** Where replies from outside come in: over the edge the flow left by, or over another that may carry them. */
export interface Entry {
  readonly position: AtTgw | AtGateway;
  /** What it is called in sentences. */
  readonly via: Ref;
}

/** A packet crossing the edge of a subnet, where its network ACL judges it. */
export interface EdgeCrossing {
  readonly subnet: Subnet;
  readonly egress: boolean;
  readonly source: Ip;
  readonly destination: Ip;
}

/** An interface that forwards the packet: its security groups judge what comes in by it, and what goes out again. */
export interface Through {
  readonly eni: NetworkInterface;
  /** Source of the packet when it came in. */
  readonly source: Ip;
  /** True where it comes from a host of the same VPC, and nothing that forwards lies between. */
  readonly isDirect: boolean;
  /** Number of crossings on the way before it goes on. */
  readonly after: number;
}

/** A NAT gateway, or an appliance taken for one, that was crossed: replies come to it, and go on to the source it hid. */
export interface NatCrossing {
  readonly nat: Ref;
  readonly kind: 'nat-gateway' | 'network-interface';
  readonly subnet: Subnet;
  readonly ip: Ip;
  readonly source: Ip;
  /** A private NAT gateway has no public address: an internet gateway drops what comes from it. */
  readonly isPrivate: boolean;
  /** True where its own table led straight to a peering: replies then return to it without a route. */
  peered: boolean;
}

/** Where a walk should arrive. */
export interface Goal {
  readonly ip: Ip;
  /** The VPC and subnet meant, where the address lies in a known one. */
  readonly vpc: Ref | undefined;
  readonly subnet: Ref | undefined;
}

export interface Failure {
  readonly outcome: Outcome;
  readonly at: Ref;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What would have to change, as a sentence. */
  readonly change: string;
  /** Kinds whose gaps explain a `cannot-tell`. */
  readonly hidden?: readonly KindId[];
}

export class Walker {
  readonly view: RoutingView;
  readonly goal: Goal;
  readonly direction: 'forward' | 'return';
  readonly middleboxes: Middleboxes;
  /** Source as the network sees it; a NAT gateway changes it. */
  source: Ip;
  readonly nats: NatCrossing[] = [];
  /** Edges of subnets on the way, in order: behind what stops the flow, those it would cross without. */
  readonly crossings: EdgeCrossing[] = [];
  /** Interfaces of appliances that it passes, as crossings are noted. */
  readonly through: Through[] = [];
  /** Appliances on the way, in order. */
  readonly appliances: Ref[] = [];
  readonly blockers: Blocker[] = [];
  readonly assumptions = new Set<string>();
  readonly gaps = new Set<string>();
  /** Where it was delivered, when it was. */
  arrival: Subnet | undefined;
  /** The same, or where it would be delivered if nothing stood in its way; undefined where nothing tells. */
  bound: Subnet | undefined;
  /** What it passes: its hops, and those behind what stops it. */
  readonly passed: Hop[] = [];
  /** True where it ends at a service that neither network ACLs nor security groups stand before. */
  isUnfiltered = false;
  /** Where replies would come in, when it left the known world by an edge that tells; best first. */
  entries: readonly Entry[] = [];
  #hops: Hop[] = [];
  #end: { outcome: Outcome; reason: string; edge?: { kind: Edge; id: Ref } } | undefined;

  constructor(
    view: RoutingView,
    source: Ip,
    goal: Goal,
    direction: 'forward' | 'return',
    middleboxes: Middleboxes,
  ) {
    this.view = view;
    this.source = source;
    this.goal = goal;
    this.direction = direction;
    this.middleboxes = middleboxes;
  }

  get topology(): RoutingView['topology'] {
    return this.view.topology;
  }

  get destination(): string {
    return formatIp(this.goal.ip);
  }

  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Adds a hop. Once the walk has ended, what follows only looks for further blockers and leaves no trace. */
  hop(hop: Hop): void {
    this.passed.push(hop);
    if (!this.#end) this.#hops.push(hop);
  }

  passAppliance(id: Ref): void {
    if (!this.#end) this.appliances.push(id);
  }

  /**
   * Notes that the packet goes from one subnet into another, out of the VPC (`to` undefined), or into it by a
   * gateway (`from` undefined).
   */
  cross(from: Subnet | undefined, to: Subnet | undefined): void {
    if (from?.id === to?.id) return;
    if (from) this.#edge(from, true);
    if (to) this.#edge(to, false);
  }

  /** Notes that the packet enters the subnet of a transit gateway attachment, which may be the one it is in. */
  crossIntoGateway(from: Subnet, landing: Subnet | undefined): void {
    this.#edge(from, true);
    if (landing) this.#edge(landing, false);
  }

  /** Gives the packet another source, from where it came into a subnet: its edges on the way since then see that one. */
  translateBehind(subnet: Subnet, ip: Ip): void {
    const into = this.crossings.findLastIndex((c) => c.subnet.id === subnet.id && !c.egress);
    this.crossings.forEach((crossing, i) => {
      if (i > into && crossing.subnet.vpc === subnet.vpc)
        this.crossings[i] = { ...crossing, source: ip };
    });
    this.source = ip;
  }

  #edge(subnet: Subnet, egress: boolean): void {
    this.crossings.push({ subnet, egress, source: this.source, destination: this.goal.ip });
  }

  assume(sentence: string): void {
    if (!this.#end) this.assumptions.add(sentence);
  }

  /** Takes something for granted because it was not read at a place; the gaps that hide it are named. */
  assumeUnread(sentence: string, kind: KindId, at: Ref): void {
    if (this.#end) return;
    this.assumptions.add(sentence);
    for (const gap of this.view.gapsAbout([kind], at)) this.gaps.add(gap.id);
  }

  /** Ends the walk well: delivered, or out of the known world. `entries`: where replies come in. */
  finish(
    outcome: 'delivered' | 'exits',
    reason: string,
    edge?: { kind: Edge; id: Ref },
    entries: readonly Entry[] = [],
  ): undefined {
    if (!this.#end) this.entries = entries;
    this.#end ??= edge ? { outcome, reason, edge } : { outcome, reason };
    return undefined;
  }

  /** Ends the walk badly (the first time), notes what stands in the way, and goes on from `repaired` to find more. */
  fail(failure: Failure, repaired?: Position): Position | undefined {
    if (failure.outcome === 'cannot-tell') {
      for (const gap of this.view.gapsAbout(failure.hidden ?? [], failure.at))
        this.gaps.add(gap.id);
    }
    this.#end ??= { outcome: failure.outcome, reason: failure.message };
    const { outcome, at, message, change } = failure;
    const blocker: Blocker = { outcome, direction: this.direction, at, message, change };
    if (!this.knows(blocker)) this.blockers.push(blocker);
    return repaired;
  }

  /** True where a blocker is on the list already. */
  knows({ at, message }: Blocker): boolean {
    return this.blockers.some((b) => b.at === at && b.message === message);
  }

  /** A walker that goes on from here by itself, to see what would become of the flow. */
  probe(): Walker {
    const copy = new Walker(this.view, this.source, this.goal, this.direction, this.middleboxes);
    copy.nats.push(...this.nats.map((nat) => ({ ...nat })));
    return copy;
  }

  result(): Walk {
    const end = this.#end ?? { outcome: 'loop' as const, reason: 'the walk did not end' };
    return {
      outcome: end.outcome,
      hops: this.#hops,
      reason: end.reason,
      ...(end.edge ? { edge: end.edge } : {}),
    };
  }

  gapIds(): string[] {
    return uniq(this.gaps);
  }
}
