/** Places a packet can stand in, and what each does with the atoms that come there: plain shapes. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Range } from './atoms.ts';
import type { Outcome } from './outcome.ts';

/** A NAT gateway on the way: `peered` where a peering follows at once. */
export interface Crossing {
  readonly nat: Ref;
  readonly peered: boolean;
}

/** How an atom ends. Interned: equal fates are the same object. */
export interface Fate {
  readonly outcome: Outcome;
  /**
   * The same for replies: a NAT gateway drops what belongs to no connection that it knows.
   * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
   */
  readonly back: Outcome;
  /** The VPC it is delivered in. */
  readonly vpc: Ref | undefined;
  readonly nats: readonly Crossing[];
  /** True where it left through an internet gateway. */
  readonly internet: boolean;
}

export type Action =
  | { readonly do: 'end'; readonly fate: Fate }
  | { readonly do: 'arrive'; readonly vpc: Ref }
  | { readonly do: 'internet'; readonly attached: boolean }
  | {
      readonly do: 'peer';
      readonly vpc: Ref;
      readonly blocks: readonly Cidr[];
      readonly otherwise: Outcome;
    }
  | { readonly do: 'go'; readonly place: Place }
  /** AWS picks one of several places: alike, or not to be told. */
  | { readonly do: 'pick'; readonly places: readonly Place[] }
  /** An interface that is a next hop: its own addresses stay with it. */
  | {
      readonly do: 'interface';
      readonly ips: ReadonlySet<string>;
      readonly vpc: Ref;
      readonly otherwise: Action;
    }
  | {
      readonly do: 'nat';
      readonly nat: Ref;
      readonly isPrivate: boolean;
      readonly place: Place;
    };

export interface Segment extends Range {
  readonly action: Action;
}

/** Somewhere a packet can stand: in a subnet (by table), or at a transit gateway table. */
export interface Place {
  readonly key: string;
  segments: readonly Segment[] | undefined;
  make: (() => readonly Segment[]) | undefined;
  /** Fate by atom, or `WALKING` while it is being worked out. */
  readonly known: (Fate | typeof WALKING | undefined)[];
}

/** Marks an atom whose fate is being worked out: to meet it again is a loop. */
export const WALKING = Symbol('walking');

/** The segment that holds an atom. */
export function segmentAt(segments: readonly Segment[], atom: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle]!;
    if (atom < segment.from) high = middle - 1;
    else if (atom >= segment.to) low = middle + 1;
    else return segment;
  }
  return undefined;
}

/** Text that is the same exactly for actions that do the same. */
export function describe(action: Action): string {
  switch (action.do) {
    case 'end':
      return `end ${action.fate.outcome}`;
    case 'arrive':
      return `arrive ${action.vpc}`;
    case 'internet':
      return `internet ${action.attached}`;
    case 'peer':
      return `peer ${action.vpc} ${action.blocks.map((b) => b.text).join(',')}`;
    case 'go':
      return `go ${action.place.key}`;
    case 'pick':
      return `pick ${action.places.map((p) => p.key).join(' or ')}`;
    case 'interface':
      return `interface ${action.vpc} ${[...action.ips].join()} ${describe(action.otherwise)}`;
    case 'nat':
      return `nat ${action.nat} ${action.place.key}`;
  }
}

/** Places that an action can lead to. */
export function placesOf(action: Action): readonly Place[] {
  switch (action.do) {
    case 'go':
    case 'nat':
      return [action.place];
    case 'pick':
      return action.places;
    case 'interface':
      return placesOf(action.otherwise);
    default:
      return [];
  }
}
