/**
 * What becomes of ranges of atoms from one place: the same reading of the rules as fates.ts, many atoms at once.
 * Where flows may go in a circle, or what happens hangs on the single address, it leaves the atoms to fates.ts.
 */
import { type Action, type Fate, plainFate, type PlaceId, segmentAt } from './actions.ts';
import type { Atoms, Range } from './atoms.ts';
import type { Fates } from './fates.ts';
import type { Places } from './places.ts';

/** Called for pieces that lie side by side; without a fate where each atom has to be asked about by itself. */
type Visit = (from: number, to: number, fate: Fate | undefined) => void;

interface Piece extends Range {
  readonly fate: Fate | undefined;
}

export class Sweep {
  readonly #atoms: Atoms;
  readonly #places: Places;
  readonly #fates: Fates;
  /** Places on the way, outermost first. */
  readonly #walking: PlaceId[] = [];

  constructor(atoms: Atoms, places: Places, fates: Fates) {
    this.#atoms = atoms;
    this.#places = places;
    this.#fates = fates;
  }

  /** Visits the range in order. */
  each({ from, to }: Range, place: PlaceId, visit: (from: number, to: number, fate: Fate) => void) {
    this.#spread(place, from, to, (start, stop, fate) => {
      if (fate) visit(start, stop, fate);
      else {
        for (let atom = start; atom < stop; atom++) {
          visit(atom, atom + 1, this.#fates.of(place, atom));
        }
      }
    });
  }

  #spread(place: PlaceId, from: number, to: number, visit: Visit): void {
    const { segments } = this.#places.at(place);
    this.#walking.push(place);
    for (let i = segmentAt(segments, from); i < segments.length; i++) {
      const segment = segments[i]!;
      if (segment.from >= to) break;
      this.#act(segment.action, Math.max(from, segment.from), Math.min(to, segment.to), visit);
    }
    this.#walking.pop();
  }

  #act(action: Action, from: number, to: number, visit: Visit): void {
    switch (action.do) {
      case 'end':
        return visit(from, to, action.fate);
      case 'arrive':
        return alikes(from, to, (atom) => this.#fates.arriving(action.vpc, atom), visit);
      case 'internet':
        return alikes(from, to, (atom) => this.#fates.leaving(action, atom), visit);
      case 'peer':
        return this.#peer(action, from, to, visit);
      case 'go':
        return this.#walking.includes(action.place)
          ? visit(from, to, undefined)
          : this.#spread(action.place, from, to, visit);
      case 'pick':
        return this.#pick(action.places, from, to, visit);
      case 'interface':
      case 'nat':
        return visit(from, to, undefined);
    }
  }

  #peer(action: Action & { do: 'peer' }, from: number, to: number, visit: Visit): void {
    const inside = action.blocks
      .filter((block) => block.family === this.#atoms.family)
      .map((block) => this.#atoms.range(block))
      .sort((a, b) => a.from - b.from);
    let at = from;
    const upTo = (end: number, fateOf: (atom: number) => Fate) => {
      if (at < end) alikes(at, end, fateOf, visit);
      at = Math.max(at, end);
    };
    const outside = () => plainFate(action.otherwise);
    for (const block of inside) {
      upTo(Math.min(block.from, to), outside);
      upTo(Math.min(block.to, to), (atom) => this.#fates.crossing(action.vpc, atom));
    }
    upTo(to, outside);
  }

  #pick(places: readonly PlaceId[], from: number, to: number, visit: Visit): void {
    const choices = places.map((place) => this.#pieces(place, from, to));
    const at = choices.map(() => 0);
    while (from < to) {
      const here = choices.map((pieces, i) => pieces[at[i]!]!);
      const end = Math.min(...here.map((piece) => piece.to));
      const fates = here.flatMap(({ fate }) => fate ?? []);
      visit(from, end, fates.length === here.length ? this.#fates.alike(fates) : undefined);
      here.forEach((piece, i) => {
        if (piece.to === end) at[i]!++;
      });
      from = end;
    }
  }

  #pieces(place: PlaceId, from: number, to: number): Piece[] {
    if (this.#walking.includes(place)) return [{ from, to, fate: undefined }];
    const out: Piece[] = [];
    this.#spread(place, from, to, (start, stop, fate) => out.push({ from: start, to: stop, fate }));
    return out;
  }
}

/** Visits the atoms of a range in pieces that fare alike. */
function alikes(from: number, to: number, fateOf: (atom: number) => Fate, visit: Visit): void {
  let start = from;
  let fate = fateOf(from);
  for (let atom = from + 1; atom < to; atom++) {
    const next = fateOf(atom);
    if (next === fate) continue;
    visit(start, atom, fate);
    start = atom;
    fate = next;
  }
  visit(start, to, fate);
}
