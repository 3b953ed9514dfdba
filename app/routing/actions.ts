/** Places a packet can stand in, and what each does with the atoms that come there: plain shapes. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Range } from './atoms.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';

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
  /** How it ends instead if a NAT gateway translates it first; undefined where that makes no difference. */
  readonly natted: Natted | undefined;
}

/** How something ends behind a NAT gateway: one with a public address, and one without. */
export interface Natted {
  readonly public: Outcome;
  readonly private: Outcome;
}

const PLAIN: ReadonlyMap<Outcome, Fate> = new Map(
  OUTCOMES.map((o) => [o, { outcome: o, back: o, vpc: undefined, nats: [], natted: undefined }]),
);

/** The fate of an atom that just ends, in no VPC and through no NAT gateway. */
export const plainFate = (outcome: Outcome): Fate => PLAIN.get(outcome)!;

const OUTWARD = new Map<string, Fate>();

/** The fate of an atom that is sent to a gateway which leads out. */
export function outwardFate(outcome: Outcome, natted: Natted): Fate {
  if (natted.public === outcome && natted.private === outcome) return plainFate(outcome);
  const key = nattedText(natted) + outcome;
  let fate = OUTWARD.get(key);
  if (!fate) OUTWARD.set(key, (fate = { ...plainFate(outcome), natted }));
  return fate;
}

/** Text that is the same exactly where NAT gateways make the same difference. */
export const nattedText = (natted: Natted | undefined): string =>
  natted ? `${natted.public} ${natted.private} ` : '';

/** A place by its number: the same in every network that descends from one by edits (see Names). */
export type PlaceId = number;

export type Action =
  | { readonly do: 'end'; readonly fate: Fate }
  | { readonly do: 'arrive'; readonly vpc: Ref }
  /** To an internet or egress-only gateway; `fate`: of what the internet carries, if the gateway is attached. */
  | { readonly do: 'internet'; readonly attached: boolean; readonly fate: Fate }
  | {
      readonly do: 'peer';
      readonly vpc: Ref;
      readonly blocks: readonly Cidr[];
      readonly otherwise: Outcome;
    }
  | { readonly do: 'go'; readonly place: PlaceId }
  /** AWS picks one of several places: alike, or not to be told. */
  | { readonly do: 'pick'; readonly places: readonly PlaceId[] }
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
      readonly place: PlaceId;
    };

export const end = (outcome: Outcome): Action => ({ do: 'end', fate: plainFate(outcome) });

/** What a place does with a range of atoms. */
export interface Segment extends Range {
  readonly action: Action;
}

/** Number of the segment that holds an atom. Segments lie side by side, from the first atom to the last. */
export function segmentAt(segments: readonly Segment[], atom: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (atom >= segments[middle]!.to) low = middle + 1;
    else high = middle;
  }
  return low;
}

const fateText = ({ outcome, natted }: Fate): string => nattedText(natted) + outcome;

/** Text that is the same exactly for actions that do the same. */
export function describe(action: Action): string {
  switch (action.do) {
    case 'end':
      return `end ${fateText(action.fate)}`;
    case 'arrive':
      return `arrive ${action.vpc}`;
    case 'internet':
      return `internet ${action.attached} ${fateText(action.fate)}`;
    case 'peer':
      return `peer ${action.vpc} ${action.otherwise} ${action.blocks.map((b) => b.text).join()}`;
    case 'go':
      return `go ${action.place}`;
    case 'pick':
      return `pick ${action.places.join()}`;
    case 'interface':
      return `interface ${action.vpc} ${[...action.ips].join()} ${describe(action.otherwise)}`;
    case 'nat':
      return `nat ${action.nat} ${action.isPrivate} ${action.place}`;
  }
}

/** Places that an action can lead to. */
export function placesOf(action: Action): readonly PlaceId[] {
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
