/**
 * Reads route tables into places: which piece of the atoms goes where.
 * Shared places (transit gateway tables, landing subnets, alike tables) are made once.
 */
import { byText } from '../base/order.ts';
import type { Subnet } from '../kinds/subnet.ts';
import {
  type Action,
  describe,
  end,
  type Fate,
  type PlaceId,
  placesOf,
  type Segment,
} from './actions.ts';
import type { Atoms, Range } from './atoms.ts';
import { Follow } from './follow.ts';
import { type Names, OWN } from './names.ts';
import { eachPiece } from './pieces.ts';
import { choose, type EffectiveRoute, preference, type TableRoutes } from './routes.ts';
import { chooseTgw, tgwPreference } from './tgw-routes.ts';
import type { RoutingView } from './view.ts';

/** Marks an atom whose fate is being worked out: to meet it again is a loop. */
export const WALKING = Symbol('walking');

/** Somewhere a packet can stand in one network. */
export interface Place {
  readonly segments: readonly Segment[];
  /** Where it leads: ranges of atoms, each to one place. */
  readonly leads: readonly Lead[];
  /** Fates by atom, as far as they were asked for one by one; `WALKING` while one is being worked out. */
  readonly known: Map<number, Fate | typeof WALKING>;
}

/** Atoms that go on to another place. */
export interface Lead extends Range {
  readonly place: PlaceId;
}

const makePlace = (segments: readonly Segment[]): Place => ({
  segments,
  leads: segments.flatMap(({ from, to, action }) =>
    placesOf(action).map((place) => ({ from, to, place })),
  ),
  known: new Map(),
});

/** What of a route, beside what it does, matters to which one wins. */
const inWords = ({ cidr, destination, origin, state, target }: EffectiveRoute): string =>
  origin === 'static' && state === 'active'
    ? cidr.text
    : // Where AWS may pick between two routes, it matters whether their targets are the same.
      `${cidr.text} ${origin} ${state} ${destination} ${origin === 'static' ? '' : target.id}`;

const NO_ROUTE = end('no-route');
const CANNOT_TELL = end('cannot-tell');

export class Places {
  readonly names: Names;
  readonly #view: RoutingView;
  readonly #atoms: Atoms;
  readonly #follow: Follow;
  readonly #made: (Place | undefined)[];
  readonly #starts = new Map<Subnet, PlaceId>();
  /** Templates by table, VPC, zone and mode of Block Public Access. */
  readonly #templates = new Map<string, PlaceId>();

  /** Beginning with the places of another network; `zonal` where it is the same in this one. */
  constructor(
    view: RoutingView,
    atoms: Atoms,
    names: Names,
    from?: { readonly made: readonly (Place | undefined)[]; readonly zonal: boolean | undefined },
  ) {
    this.names = names;
    this.#view = view;
    this.#atoms = atoms;
    this.#follow = new Follow(view.topology, atoms, names, from?.zonal);
    this.#made = [...(from?.made ?? [])];
  }

  /** Places that were worked out, by number. */
  get made(): readonly (Place | undefined)[] {
    return this.#made;
  }

  /** Whether zones of transit gateway attachments make places apart. */
  get zonal(): boolean {
    return this.#follow.zonal;
  }

  at(id: PlaceId): Place {
    return this.#made[id] ?? this.replace(id, this.read(id));
  }

  /** Puts another reading in the place of what is known. */
  replace(id: PlaceId, segments: readonly Segment[]): Place {
    return (this.#made[id] = makePlace(segments));
  }

  /** Forgets the answers of a place that acts as before, but leads to what does not. */
  forget(id: PlaceId): void {
    const place = this.#made[id];
    if (place) this.#made[id] = { ...place, known: new Map() };
  }

  /** Forgets every place that none of these leads to. */
  keepOnly(ids: Iterable<PlaceId>): void {
    const kept = new Set(ids);
    // A set grows while it is walked.
    for (const id of kept) for (const { place } of this.#made[id]?.leads ?? []) kept.add(place);
    for (const id of this.#made.keys()) if (!kept.has(id)) this.#made[id] = undefined;
  }

  /** Where a flow of a subnet starts. */
  start(subnet: Subnet): PlaceId {
    let id = this.#starts.get(subnet);
    if (id === undefined) this.#starts.set(subnet, (id = this.#follow.subnetPlace(subnet, OWN)));
    return id;
  }

  /**
   * Where a flow of a subnet starts, seen from outside its VPC: subnets of many VPCs share one, because the
   * local routes, in which alike VPCs differ, are left out. Good for atoms outside the VPC's own blocks.
   */
  template(subnet: Subnet): PlaceId {
    const table = this.#view.topology.tableOf(subnet);
    if (!table) return this.start(subnet);
    const key = `${table.id} ${subnet.vpc} ${subnet.zoneId} ${subnet.blockPublicAccess ?? ''}`;
    let id = this.#templates.get(key);
    if (id === undefined) {
      id = this.#template(subnet, this.#view.finder(table).table);
      this.#templates.set(key, id);
    }
    return id;
  }

  #template(subnet: Subnet, { routes, unknownLists }: TableRoutes): PlaceId {
    const actions = new Map<EffectiveRoute, Action>();
    const words: number[] = [];
    for (const route of routes) {
      if (route.origin === 'local') continue;
      const action = this.#follow.route(subnet, route, OWN);
      actions.set(route, action);
      words.push(this.names.word(`${inWords(route)} ${describe(action)}`));
    }
    const lists = unknownLists.map((l) => `${l.list} ${l.family} ${l.target.kind}`).sort(byText);
    const id = this.names.template(`${words.sort((a, b) => a - b).join()} ${lists.join()}`);
    if (!this.#made[id]) {
      const own = { routes: [...actions.keys()], unknownLists };
      this.replace(
        id,
        this.#segments(own, (route) => actions.get(route)!),
      );
    }
    return id;
  }

  /** What a place does in this network. Templates are what they were made. */
  read(id: PlaceId): readonly Segment[] {
    const name = this.names.of(id);
    const { topology } = this.#view;
    switch (name.at) {
      case 'template':
        return this.#made[id]!.segments;
      case 'subnet': {
        const table =
          name.table === undefined ? undefined : topology.get('route-table', name.table);
        if (!table) return [{ from: 0, to: this.#atoms.count, action: CANNOT_TELL }];
        return this.#segments(this.#view.finder(table).table, (route) =>
          this.#follow.route(name.subnet, route, name.standing),
        );
      }
      case 'tgw': {
        const table = topology.get('tgw-route-table', name.table);
        if (!table) return [{ from: 0, to: this.#atoms.count, action: CANNOT_TELL }];
        const { table: content } = this.#view.tgwFinder(table);
        const out: Segment[] = [];
        eachPiece(this.#atoms, content.routes, (from, to, matching) => {
          const { route, unsure } = chooseTgw(content, matching.sort(tgwPreference));
          const action = unsure
            ? CANNOT_TELL
            : route
              ? this.#follow.tgwRoute(name.tgw, route, name.zone)
              : NO_ROUTE;
          out.push({ from, to, action });
        });
        return out;
      }
    }
  }

  #segments(table: TableRoutes, follow: (route: EffectiveRoute) => Action): readonly Segment[] {
    const out: Segment[] = [];
    const actions = new Map<EffectiveRoute, Action>();
    const actionOf = (route: EffectiveRoute): Action => {
      const action = actions.get(route) ?? follow(route);
      actions.set(route, action);
      return action;
    };
    eachPiece(this.#atoms, table.routes, (from, to, matching) => {
      matching.sort(preference);
      for (const [start, stop] of this.#uniform(table, from, to)) {
        const { route, unsure } = choose(table, matching, this.#atoms.ips[start]!);
        const action = unsure ? CANNOT_TELL : route ? actionOf(route) : NO_ROUTE;
        out.push({ from: start, to: stop, action });
      }
    });
    return out;
  }

  /** A piece as it is, or cut where private addresses end: lists that were not read may matter to either only. */
  #uniform(
    { unknownLists }: TableRoutes,
    from: number,
    to: number,
  ): readonly (readonly [number, number])[] {
    if (unknownLists.length === 0) return [[from, to]];
    const { isPrivate } = this.#atoms;
    const out: [number, number][] = [];
    for (let i = from + 1, start = from; i <= to; i++) {
      if (i < to && isPrivate[i] === isPrivate[start]) continue;
      out.push([start, i]);
      start = i;
    }
    return out;
  }
}
