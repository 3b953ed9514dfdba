/**
 * What becomes of one atom from one place; answers are kept.
 *
 * Together with sweep.ts this is a second, independent reading of the rules that walk.ts follows one flow at a time;
 * a property test holds the two against each other.
 */
import { formatIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import {
  type Action,
  type Crossing,
  type Fate,
  outwardFate,
  plainFate,
  type PlaceId,
  segmentAt,
} from './actions.ts';
import type { Atoms } from './atoms.ts';
import type { Outcome } from './outcome.ts';
import { type Places, WALKING } from './places.ts';
import type { RoutingView } from './view.ts';

export class Fates {
  readonly #atoms: Atoms;
  readonly #view: RoutingView;
  readonly #topology: Topology;
  readonly #places: Places;
  readonly #interned: Map<string, Fate>;
  /** By VPC. */
  readonly #delivered: Map<Ref, Fate>;
  /** Places being worked out, outermost first, for the atom at hand. */
  readonly #walking: PlaceId[] = [];
  /** Outermost of them that the answer at hand came back to. */
  #cameBackTo = Infinity;

  /** Fates of networks that share places must be the same objects: with those of `like`. */
  constructor(view: RoutingView, atoms: Atoms, places: Places, like?: Fates) {
    this.#view = view;
    this.#topology = view.topology;
    this.#atoms = atoms;
    this.#places = places;
    this.#interned = like ? like.#interned : new Map<string, Fate>();
    this.#delivered = like ? like.#delivered : new Map<Ref, Fate>();
  }

  of(place: PlaceId, atom: number): Fate {
    const { segments, known } = this.#places.at(place);
    const before = known.get(atom);
    if (before === WALKING) {
      this.#cameBackTo = Math.min(this.#cameBackTo, this.#walking.indexOf(place));
      return plainFate('loop');
    }
    if (before) return before;
    const depth = this.#walking.push(place) - 1;
    known.set(atom, WALKING);
    const outer = this.#cameBackTo;
    this.#cameBackTo = Infinity;
    const fate = this.#act(segments[segmentAt(segments, atom)]!.action, atom);
    this.#walking.pop();
    // An answer that came back to a place further out holds only for flows that come from there.
    const ownsAnswer = this.#cameBackTo >= depth;
    if (ownsAnswer) known.set(atom, fate);
    else known.delete(atom);
    this.#cameBackTo = Math.min(outer, ownsAnswer ? Infinity : this.#cameBackTo);
    return fate;
  }

  #act(action: Action, atom: number): Fate {
    switch (action.do) {
      case 'end':
        return action.fate;
      case 'arrive':
        return this.arriving(action.vpc, atom);
      case 'internet':
        return this.leaving(action, atom);
      case 'peer': {
        const inside = this.#view.inBlocks(action.blocks, this.#atoms.ips[atom]!);
        return inside ? this.crossing(action.vpc, atom) : plainFate(action.otherwise);
      }
      case 'go':
        return this.of(action.place, atom);
      case 'pick':
        return this.alike(action.places.map((place) => this.of(place, atom)));
      case 'interface':
        return action.ips.has(formatIp(this.#atoms.ips[atom]!))
          ? this.arriving(action.vpc, atom)
          : this.#act(action.otherwise, atom);
      case 'nat': {
        const rest = this.of(action.place, atom);
        const { segments } = this.#places.at(action.place);
        const next = segments[segmentAt(segments, atom)]!.action;
        const nats = [{ nat: action.nat, peered: next.do === 'peer' }, ...rest.nats];
        const outcome = rest.natted?.[action.isPrivate ? 'private' : 'public'] ?? rest.outcome;
        return this.#intern(outcome, 'filtered', rest.vpc, nats);
      }
    }
  }

  /** Given to the local route of a VPC. */
  arriving(vpc: Ref, atom: number): Fate {
    if (this.#atoms.subnets[atom]!.some((s) => s.vpc === vpc)) {
      let fate = this.#delivered.get(vpc);
      if (!fate) {
        fate = this.#intern('delivered', 'delivered', vpc, []);
        this.#delivered.set(vpc, fate);
      }
      return fate;
    }
    return plainFate(
      this.#topology.saw('subnet', this.#topology.placeOf(vpc)) ? 'no-route' : 'cannot-tell',
    );
  }

  /** Carried into a VPC, to one of its own addresses. */
  crossing(vpc: Ref, atom: number): Fate {
    return this.#topology.get('vpc', vpc) ? this.arriving(vpc, atom) : plainFate('exits');
  }

  /** Sent to an internet gateway. */
  leaving({ attached, fate }: Action & { do: 'internet' }, atom: number): Fate {
    if (this.#atoms.isPrivate[atom]) return plainFate('no-route');
    return attached ? fate : plainFate('blackhole');
  }

  /** Where AWS picks one of several: what they have in common, there and for replies. */
  alike(fates: readonly Fate[]): Fate {
    const [first] = fates;
    if (first && fates.every((fate) => fate === first)) return first;
    const one = (of: (fate: Fate) => Outcome): Outcome => {
      const all = new Set(fates.map((fate) => (of(fate) === 'delivered' ? fate : of(fate))));
      return first && all.size === 1 ? of(first) : 'cannot-tell';
    };
    const outcome = one((fate) => fate.outcome);
    const back = one((fate) => fate.back);
    const arrives = outcome === 'delivered' || back === 'delivered';
    const natted = fates.some((fate) => fate.natted) && {
      public: one((fate) => fate.natted?.public ?? fate.outcome),
      private: one((fate) => fate.natted?.private ?? fate.outcome),
    };
    return natted && outcome === back && !arrives
      ? outwardFate(outcome, natted)
      : this.#intern(outcome, back, arrives ? first?.vpc : undefined, []);
  }

  #intern(outcome: Outcome, back: Outcome, vpc: Ref | undefined, nats: readonly Crossing[]): Fate {
    if (!vpc && nats.length === 0 && outcome === back) return plainFate(outcome);
    const key = `${outcome} ${back} ${vpc ?? ''} ${nats.map((n) => `${n.nat}${n.peered ? '!' : ''}`).join(' ')}`;
    let fate = this.#interned.get(key);
    if (!fate) {
      fate = { outcome, back, vpc, nats, natted: undefined };
      this.#interned.set(key, fate);
    }
    return fate;
  }
}
