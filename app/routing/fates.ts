/**
 * What becomes of every atom from every place it can stand in; answers of shared places are kept.
 *
 * This is a second, independent reading of the rules that walk.ts follows one flow at a time;
 * a property test holds the two against each other.
 */
import { formatIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Topology } from '../topology/topology.ts';
import {
  type Action,
  type Crossing,
  type Fate,
  type Place,
  placesOf,
  type Segment,
  segmentAt,
  WALKING,
} from './actions.ts';
import type { Atoms } from './atoms.ts';
import type { Outcome } from './outcome.ts';
import { Places, plainFate } from './places.ts';
import type { RoutingView } from './view.ts';

export class Fates {
  readonly atoms: Atoms;
  /** Keys of the places that each place leads to. */
  readonly #uses: Map<string, readonly string[]>;
  readonly #view: RoutingView;
  readonly #topology: Topology;
  readonly #fates: Map<string, Fate>;
  readonly #places: Places;
  readonly #internet: Fate = {
    outcome: 'exits',
    back: 'exits',
    vpc: undefined,
    nats: [],
    internet: true,
  };
  /** Places being worked out, outermost first, for the atom at hand. */
  readonly #walking: Place[] = [];
  /** Outermost of them that the answer at hand came back to. */
  #cameBackTo = Infinity;

  /** A `base` with the same atoms lends what it worked out, except for the places whose keys `changed` names. */
  constructor(
    view: RoutingView,
    atoms: Atoms,
    from?: { readonly base: Fates; readonly changed: ReadonlySet<string> },
  ) {
    this.#view = view;
    this.#topology = view.topology;
    this.atoms = atoms;
    this.#places = new Places(view, atoms, from && from.base.#places.without(from.changed));
    this.#uses = new Map(from && from.base.#uses);
    this.#fates = from ? from.base.#fates : new Map<string, Fate>();
  }

  usesOf(): ReadonlyMap<string, readonly string[]> {
    return this.#uses;
  }

  /** Forgets which place leads where for all that none of these leads to. */
  keepOnly(keys: Iterable<string>): void {
    const kept = new Set(keys);
    // A set grows while it is walked.
    for (const key of kept) for (const target of this.#uses.get(key) ?? []) kept.add(target);
    for (const key of this.#uses.keys()) {
      if (kept.has(key)) continue;
      this.#uses.delete(key);
      this.#places.forget(key);
    }
  }

  /** Where a flow of a subnet starts. */
  start(subnet: Subnet): Place {
    return this.#places.start(subnet);
  }

  /** Where a flow of a subnet starts, seen from outside its VPC (see Places.template). */
  template(subnet: Subnet): Place {
    return this.#places.template(subnet);
  }

  fate(place: Place, atom: number): Fate {
    const known = place.known[atom];
    if (known === WALKING) {
      this.#cameBackTo = Math.min(this.#cameBackTo, this.#walking.indexOf(place));
      return plainFate('loop');
    }
    if (known) return known;
    const depth = this.#walking.push(place) - 1;
    place.known[atom] = WALKING;
    const outer = this.#cameBackTo;
    this.#cameBackTo = Infinity;
    const segment = segmentAt(this.#segmentsOf(place), atom);
    const fate = segment ? this.#act(segment.action, atom) : plainFate('no-route');
    this.#walking.pop();
    // An answer that came back to a place further out holds only for flows that come from there.
    const ownsAnswer = this.#cameBackTo >= depth;
    place.known[atom] = ownsAnswer ? fate : undefined;
    this.#cameBackTo = Math.min(outer, ownsAnswer ? Infinity : this.#cameBackTo);
    return fate;
  }

  /** Calls `visit` for every atom's fate from a place; `visitAll` for ranges of atoms that end alike. */
  sweep(
    place: Place,
    visit: (atom: number, fate: Fate) => void,
    visitAll: (from: number, to: number, fate: Fate) => void,
  ): void {
    for (const { from, to, action } of this.#segmentsOf(place)) {
      if (action.do === 'end') visitAll(from, to, action.fate);
      else for (let atom = from; atom < to; atom++) visit(atom, this.#act(action, atom));
    }
  }

  #segmentsOf(place: Place): readonly Segment[] {
    if (!place.segments) {
      place.segments = place.make!();
      // What it was made from may be gone by then.
      place.make = undefined;
      const used = new Set<string>();
      for (const { action } of place.segments) {
        for (const target of placesOf(action)) used.add(target.key);
      }
      this.#uses.set(place.key, [...used]);
    }
    return place.segments;
  }

  /**
   * Keys of every place whose answers an edit can change: places in the VPCs and at the transit gateways
   * concerned, and all that lead there. Places nobody has asked about are not known and not listed.
   */
  reachedBy(touched: {
    readonly tables: ReadonlyMap<Ref, Ref>;
    readonly vpcs: ReadonlySet<Ref>;
    readonly tgws: ReadonlySet<Ref>;
  }): ReadonlySet<string> {
    const usedBy = new Map<string, string[]>();
    const open: string[] = [];
    const isTouched = (key: string): boolean => {
      // Keys of templates are whole route tables: not worth taking apart.
      const isSubnet = key.startsWith('subnet ');
      if (!isSubnet && !key.startsWith('tgw ')) return false;
      const [, id = '', table = ''] = key.split(' ', 3);
      return isSubnet ? touched.vpcs.has(id) || touched.tables.has(table) : touched.tgws.has(id);
    };
    const note = (key: string, by: string) => {
      const list = usedBy.get(key);
      if (list) list.push(by);
      else usedBy.set(key, [by]);
    };
    const keys = new Set<string>();
    for (const [key, used] of this.#uses) {
      keys.add(key);
      for (const target of used) {
        note(target, key);
        keys.add(target);
      }
    }
    for (const key of keys) if (isTouched(key)) open.push(key);
    const found = new Set(open);
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      for (const by of usedBy.get(key) ?? []) {
        if (found.has(by)) continue;
        found.add(by);
        open.push(by);
      }
    }
    return found;
  }

  #intern(outcome: Outcome, back: Outcome, vpc: Ref | undefined, nats: readonly Crossing[]): Fate {
    if (!vpc && nats.length === 0 && outcome === back) return plainFate(outcome);
    const key = `${outcome} ${back} ${vpc ?? ''} ${nats.map((n) => `${n.nat}${n.peered ? '!' : ''}`).join(' ')}`;
    let fate = this.#fates.get(key);
    if (!fate) {
      fate = { outcome, back, vpc, nats, internet: false };
      this.#fates.set(key, fate);
    }
    return fate;
  }

  #act(action: Action, atom: number): Fate {
    switch (action.do) {
      case 'end':
        return action.fate;
      case 'arrive':
        return this.#arrive(action.vpc, atom);
      case 'internet':
        if (this.atoms.isPrivate[atom]) return plainFate('no-route');
        return action.attached ? this.#internet : plainFate('blackhole');
      case 'peer': {
        if (!this.#view.inBlocks(action.blocks, this.atoms.ips[atom]!))
          return plainFate(action.otherwise);
        return this.#topology.get('vpc', action.vpc)
          ? this.#arrive(action.vpc, atom)
          : plainFate('exits');
      }
      case 'go':
        return this.fate(action.place, atom);
      case 'pick':
        return this.#alike(action.places.map((place) => this.fate(place, atom)));
      case 'interface':
        return action.ips.has(formatIp(this.atoms.ips[atom]!))
          ? this.#arrive(action.vpc, atom)
          : this.#act(action.otherwise, atom);
      case 'nat': {
        const rest = this.fate(action.place, atom);
        const next = segmentAt(this.#segmentsOf(action.place), atom)?.action;
        const nats = [{ nat: action.nat, peered: next?.do === 'peer' }, ...rest.nats];
        const outcome = action.isPrivate && rest.internet ? 'no-route' : rest.outcome;
        return this.#intern(outcome, 'filtered', rest.vpc, nats);
      }
    }
  }

  /** Where AWS picks one of several: what they have in common, there and for replies. */
  #alike(fates: readonly Fate[]): Fate {
    const [first] = fates;
    if (first && fates.every((fate) => fate === first)) return first;
    const one = (of: (fate: Fate) => Outcome): Outcome => {
      const all = new Set(fates.map((fate) => (of(fate) === 'delivered' ? fate : of(fate))));
      return first && all.size === 1 ? of(first) : 'cannot-tell';
    };
    const outcome = one((fate) => fate.outcome);
    const back = one((fate) => fate.back);
    const arrives = outcome === 'delivered' || back === 'delivered';
    return this.#intern(outcome, back, arrives ? first?.vpc : undefined, []);
  }

  #arrive(vpc: Ref, atom: number): Fate {
    if (this.atoms.subnets[atom]!.some((s) => s.vpc === vpc))
      return this.#intern('delivered', 'delivered', vpc, []);
    return plainFate(
      this.#topology.saw('subnet', this.#topology.placeOf(vpc)) ? 'no-route' : 'cannot-tell',
    );
  }
}
