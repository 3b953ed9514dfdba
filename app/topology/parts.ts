/** What a Topology is made of: resources by kind, ghosts, gaps, and where each list was read. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { KindId, KindMap } from '../kinds/index.gen.ts';
import type { Gap } from './gap.ts';

/** A resource that others refer to but that nobody we asked could see. */
export interface Ghost {
  readonly kind: KindId;
  readonly id: Ref;
  /** Empty where even that is not known. */
  readonly account: string;
  readonly region: string;
  /** Blocks of a VPC, where an active peering tells them. */
  readonly cidrs: readonly Cidr[];
  /** Who refers to it, sorted. */
  readonly referredBy: readonly Ref[];
}

/** An account and Region, either of them empty or `unknown` where not known. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export type ResourceMaps = { readonly [K in KindId]: ReadonlyMap<Ref, KindMap[K]> };

export interface TopologyParts {
  readonly maps: ResourceMaps;
  readonly ghosts: readonly Ghost[];
  readonly gaps: readonly Gap[];
  /** Where each kind's list was read. */
  readonly observed: ReadonlyMap<KindId, readonly Place[]>;
  /** What accounts are called, by their ids, where their organization was asked. */
  readonly accounts: ReadonlyMap<string, string>;
  /** When the youngest page was read, ISO 8601 UTC; '' without pages. The clock of rules that speak of age. */
  readonly takenAt: string;
}
