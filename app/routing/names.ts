/**
 * Places by number. A network that descends from another by edits has the same numbers, so that what leads to a place
 * can be taken over as it is, whatever became of the place itself.
 */
import { append } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { PlaceId } from './actions.ts';
import type { PublicBlock } from './public-access.ts';

/** How a packet has come into a subnet. */
export interface Standing {
  /** True where it has come from outside the VPC. */
  readonly foreign: boolean;
  /** Set where an appliance has just handed it on, which may have given it an address of its own. */
  readonly behind?: Behind | undefined;
  /** Block Public Access of the subnet of the VPC that its source lies in, where it differs from that of this one. */
  readonly sender?: PublicBlock | undefined;
}

export interface Behind {
  /** True where the appliance has a public address. */
  readonly isPublic: boolean;
  /** Block Public Access of the subnet that it stands in. */
  readonly block: PublicBlock;
}

/** Where a packet stands that is sent from a subnet itself. */
export const OWN: Standing = { foreign: false };

/** What a place is: enough to read what it does out of any of these networks, but for templates. */
export type PlaceName =
  /** In a VPC and zone, under one mode of Block Public Access, about to consult a route table. */
  | {
      readonly at: 'subnet';
      /** Any that uses the table there. */
      readonly subnet: Subnet;
      readonly table: Ref | undefined;
      readonly standing: Standing;
    }
  /** At a table of a transit gateway; `zone` is the one the packet came from, where that matters. */
  | { readonly at: 'tgw'; readonly tgw: Ref; readonly table: Ref; readonly zone: string }
  /** In any subnet whose table says the same (see Places.template). */
  | { readonly at: 'template' };

export class Names {
  readonly #ids = new Map<string, PlaceId>();
  readonly #names: PlaceName[] = [];
  readonly #within = new Map<Ref, PlaceId[]>();
  readonly #words = new Map<string, number>();

  subnet(subnet: Subnet, table: Ref | undefined, standing: Standing): PlaceId {
    const { vpc, zoneId, blockPublicAccess = '' } = subnet;
    const { foreign, behind, sender = '' } = standing;
    const box = behind ? `${behind.isPublic} ${behind.block}` : '';
    const key = `subnet ${vpc} ${table ?? subnet.id} ${zoneId} ${blockPublicAccess} ${foreign} ${box} ${sender}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const refs = table === undefined ? [vpc] : [vpc, table];
    return this.#add(key, { at: 'subnet', subnet, table, standing }, refs);
  }

  tgw(tgw: Ref, table: Ref, zone: string): PlaceId {
    const key = `tgw ${tgw} ${table} ${zone}`;
    return this.#ids.get(key) ?? this.#add(key, { at: 'tgw', tgw, table, zone }, [tgw, table]);
  }

  template(content: string): PlaceId {
    const key = `template ${content}`;
    return this.#ids.get(key) ?? this.#add(key, { at: 'template' }, []);
  }

  /** Number of places that ever had a name. */
  get size(): number {
    return this.#names.length;
  }

  /** A number for a text, to make short keys of long ones. */
  word(text: string): number {
    let word = this.#words.get(text);
    if (word === undefined) {
      word = this.#words.size;
      this.#words.set(text, word);
    }
    return word;
  }

  of(id: PlaceId): PlaceName {
    return this.#names[id]!;
  }

  /** Places in a VPC, at a transit gateway, or that consult a route table of either. */
  within(ref: Ref): readonly PlaceId[] {
    return this.#within.get(ref) ?? [];
  }

  #add(key: string, name: PlaceName, refs: readonly Ref[]): PlaceId {
    const id = this.#names.push(name) - 1;
    this.#ids.set(key, id);
    for (const ref of refs) append(this.#within, ref, id);
    return id;
  }
}
