/** Reachability of one address family: a row of outcomes for every VPC. */
import type { Cidr, Family } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { PlaceId } from './actions.ts';
import { renew, type Ranges } from './affected.ts';
import { Atoms } from './atoms.ts';
import { Columns } from './columns.ts';
import { cutsAt, cutsOf } from './cuts.ts';
import type { Touched } from './touched.ts';
import { Fates } from './fates.ts';
import { Flows } from './flows.ts';
import { maskOf } from './masks.ts';
import { Names } from './names.ts';
import { NO_FLOW, PairTable } from './pairs.ts';
import { Palette } from './palette.ts';
import { Places } from './places.ts';
import { type Group, Rows } from './rows.ts';
import { Sweep } from './sweep.ts';
import type { RoutingView } from './view.ts';

interface VpcRow {
  /** Subnets that speak for the VPC. */
  readonly subnets: readonly Subnet[];
  readonly group: Group;
  /** Codes by column: the group's, save where flows to destinations inside the VPC's own blocks stay in it. */
  readonly codes: Uint8Array;
  /** Where its own flows start, if it has such destinations. */
  readonly starts: readonly PlaceId[];
}

/** What networks have in common that descend from one by edits, as long as no new prefix splits an atom. */
interface Frame {
  readonly atoms: Atoms;
  readonly columns: Columns;
  readonly palette: Palette;
  readonly pairs: PairTable;
  readonly names: Names;
}

/** Places that may be known, for each VPC and besides, before those out of use are forgotten. */
const PLACES_PER_VPC = 6;
const FEW = 64;

/** Names that may be given, for each column and besides. */
const NAMES_PER_COLUMN = 16;
const MANY = 256;

interface After {
  readonly base: FamilyReach;
  readonly touched: Touched;
}

export class FamilyReach {
  readonly rows: readonly VpcRow[];
  /** Numbers of the VPCs that may fare differently than in the base, to anything or at all; all without a base. */
  readonly fresh: readonly number[];
  /** Single flows between subnets, exactly. */
  readonly flows: Flows;
  readonly #frame: Frame;
  readonly #view: RoutingView;
  readonly #vpcs: readonly Ref[];
  readonly #index: ReadonlyMap<Ref, number>;
  readonly #places: Places;
  readonly #fates: Fates;
  readonly #rows: Rows;

  /** With a `base`, only what an edit touches is worked out. */
  constructor(
    view: RoutingView,
    family: Family,
    vpcs: readonly Ref[],
    index: ReadonlyMap<Ref, number>,
    after?: After,
  ) {
    this.#view = view;
    this.#vpcs = vpcs;
    this.#index = index;
    const kept = after && fits(after.base.atoms, view, after.touched) ? after : undefined;
    this.#frame = kept ? frameAfter(kept.base.#frame) : frameOf(view, family, index);
    const { atoms, columns, palette, names } = this.#frame;
    const lent = kept && placesAfter(kept.base.#places, this.#frame, view, kept.touched);
    const base = lent && kept.base;
    this.#places = lent ?? new Places(view, atoms, names);
    this.#fates = new Fates(view, atoms, this.#places, base && base.#fates);
    this.flows = new Flows(view, atoms, this.#places, this.#fates);
    const affected = lent && renew(lent, kept.touched);
    const sweep = new Sweep(atoms, this.#places, this.#fates);
    const before = base && affected && { rows: base.#rows, affected };
    this.#rows = new Rows(vpcs, index, { atoms, columns, palette, sweep }, before);
    if (kept) {
      const { rows, fresh } = this.#renewed(kept, affected);
      this.rows = rows;
      this.fresh = fresh;
      this.#rows.settle();
      this.#prune();
    } else {
      this.rows = vpcs.map((id) => this.#row(id));
      this.fresh = vpcs.map((_, i) => i);
    }
  }

  get atoms(): Atoms {
    return this.#frame.atoms;
  }

  /** Rows after an edit; all are worked out anew where it is not known what it affects. */
  #renewed(
    { base, touched }: After,
    affected: ReadonlyMap<PlaceId, Ranges> | undefined,
  ): { rows: VpcRow[]; fresh: number[] } {
    const edited = new Set([...touched.vpcs, ...touched.tables.values()]);
    const fresh: number[] = [];
    const rows = base.rows.map((old, i) => {
      const id = this.#vpcs[i]!;
      const own = edited.has(id) || !affected;
      const row = own ? this.#row(id) : this.#adopted(old, id, affected);
      const differs = !sameCodes(row.codes, old.codes);
      if (differs || this.#mayDiffer(row, own ? undefined : affected)) fresh.push(i);
      return row === old || differs ? row : { ...row, codes: old.codes };
    });
    return { rows, fresh };
  }

  /** Whether pairs that the codes leave open may have changed; through NAT, they hang on places beside the way. */
  #mayDiffer(
    { group, starts, codes }: VpcRow,
    affected: ReadonlyMap<PlaceId, Ranges> | undefined,
  ): boolean {
    const { open, natted } = this.#frame.palette.traits(codes);
    if (natted || !affected) return open;
    return open && [...group.templates, ...starts].some((place) => affected.has(place));
  }

  /** A long row of edits would pile up the places of every network on the way. */
  #prune(): void {
    const places = this.#places.made.reduce((n, place) => (place ? n + 1 : n), 0);
    if (places < PLACES_PER_VPC * this.#vpcs.length + FEW) return;
    this.#places.keepOnly(
      this.rows.flatMap(({ group, starts }) => [...group.templates, ...starts]),
    );
  }

  #adopted(old: VpcRow, id: Ref, affected: ReadonlyMap<PlaceId, Ranges>): VpcRow {
    const group = this.#rows.adopt(old.group);
    const stays = group === old.group && !old.starts.some((place) => affected.has(place));
    return stays ? old : this.#rowOf(id, old.subnets, group);
  }

  #row(id: Ref): VpcRow {
    const subnets = this.#view.topology
      .subnetsOf(id)
      .filter((s) => !this.#view.isForAttachments(s))
      .filter((s) => s.cidrs.some((c) => c.family === this.atoms.family));
    const group = this.#rows.group(subnets.map((subnet) => this.#places.template(subnet)));
    return this.#rowOf(id, subnets, group);
  }

  #rowOf(id: Ref, subnets: readonly Subnet[], group: Group): VpcRow {
    const own = this.#own(id, subnets);
    if (own.size === 0) return { subnets, group, codes: group.row, starts: [] };
    const codes = group.row.slice();
    for (const [column, code] of own) codes[column] = code;
    return { subnets, group, codes, starts: subnets.map((s) => this.#places.start(s)) };
  }

  /** Destinations that share addresses with the VPC itself, where its local route takes the flow: codes by column. */
  #own(id: Ref, subnets: readonly Subnet[]): ReadonlyMap<number, number> {
    const out = new Map<number, number>();
    const { palette, columns } = this.#frame;
    for (const rival of this.#rivals(id)) {
      const to = this.#index.get(rival);
      if (to === undefined) continue;
      let mask = 0;
      for (const subnet of subnets) {
        const start = this.#places.start(subnet);
        for (const atom of columns.atomsOf(to)) {
          mask |= maskOf(this.#fates.of(start, atom), rival);
        }
      }
      if (columns.of[to]! >= 0) out.set(columns.of[to]!, palette.code(mask));
    }
    return out;
  }

  /** Other VPCs with subnets inside the blocks that local routes of a VPC lead to. */
  #rivals(id: Ref): ReadonlySet<Ref> {
    const out = new Set<Ref>();
    for (const block of localBlocks(this.#view, id)) {
      if (block.family !== this.atoms.family) continue;
      const { from, to } = this.atoms.range(block);
      for (let atom = from; atom < to; atom++) {
        for (const { vpc } of this.atoms.subnets[atom]!) if (vpc !== id) out.add(vpc);
      }
    }
    return out;
  }

  /** Outcome bits of all flows from one VPC to another, by number. */
  mask(from: number, to: number): number {
    const { columns, palette } = this.#frame;
    const column = columns.of[to]!;
    return column < 0 ? 0 : palette.mask(this.rows[from]!.codes[column]!);
  }

  /** What the masks tell of a pair: a code (see PairTable), or `NO_FLOW` where either VPC has no subnet. */
  pairCode(from: number, to: number): number {
    const { columns, pairs } = this.#frame;
    const [back, there] = [columns.of[from]!, columns.of[to]!];
    if (back < 0 || there < 0) return NO_FLOW;
    return pairs.codes()[(this.rows[from]!.codes[there]! << 8) | this.rows[to]!.codes[back]!]!;
  }

  /** Numbers of all VPCs in the order of their columns: rows that are read together then lie together. */
  get byAddress(): readonly number[] {
    const { of } = this.#frame.columns;
    return this.#vpcs.map((_, i) => i).sort((a, b) => of[a]! - of[b]!);
  }

  /**
   * Writes what the masks tell of every pair that begins with one of some VPCs, row by row. The way back is read from
   * the row of the other VPC: that is fetched once for all of them.
   */
  pairCodes(froms: readonly number[], into: Uint8Array): void {
    const { columns, pairs } = this.#frame;
    const many = this.rows.length;
    for (let to = 0; to < many; to++) {
      const { codes } = this.rows[to]!;
      for (let k = 0, at = to; k < froms.length; k++, at += many) {
        into[at] = codes[columns.of[froms[k]!]!] ?? 0;
      }
    }
    const table = pairs.codes();
    froms.forEach((from, k) => {
      combine(
        this.rows[from]!.codes,
        columns.of,
        table,
        columns.of[from]! < 0,
        into.subarray(k * many, (k + 1) * many),
      );
    });
  }
}

/** A loop of its own over one row: V8 makes the best of it. */
function combine(
  there: Uint8Array,
  of: Int32Array,
  table: Uint8Array,
  none: boolean,
  row: Uint8Array,
): void {
  for (let to = 0; to < row.length; to++) {
    const column = of[to]!;
    row[to] = none || column < 0 ? NO_FLOW : table[(there[column]! << 8) | row[to]!]!;
  }
}

const sameCodes = (a: Uint8Array, b: Uint8Array): boolean =>
  a === b || a.every((code, i) => code === b[i]);

/** True where no prefix that an edit may have brought splits an atom: finer atoms than needed do no harm. */
const fits = (atoms: Atoms, view: RoutingView, touched: Touched): boolean =>
  [...cutsAt(view, touched)].every((cidr) => atoms.fits(cidr));

/** The frame for the network after an edit; names begin anew once most of them are of places long gone. */
const frameAfter = (frame: Frame): Frame =>
  frame.names.size < NAMES_PER_COLUMN * frame.columns.width + MANY
    ? frame
    : { ...frame, names: new Names() };

/** The places of the network before an edit, with the eyes of the network after it, where they have the same names. */
function placesAfter(
  before: Places,
  { atoms, names }: Frame,
  view: RoutingView,
  touched: Touched,
): Places | undefined {
  if (names !== before.names) return undefined;
  const routesOnly = touched.vpcs.size === 0 && touched.tgws.size === 0;
  const zonal = routesOnly ? before.zonal : undefined;
  const places = new Places(view, atoms, names, { made: before.made, zonal });
  // Zones that begin to matter, or no longer do, make other places.
  return places.zonal === before.zonal ? places : undefined;
}

function frameOf(view: RoutingView, family: Family, index: ReadonlyMap<Ref, number>): Frame {
  const atoms = new Atoms(family, view.topology.all('subnet'), cutsOf(view));
  const columns = new Columns(atoms, index, (subnet) => !view.isForAttachments(subnet));
  const palette = new Palette();
  return { atoms, columns, palette, pairs: new PairTable(palette), names: new Names() };
}

/** Where a VPC's local routes lead: its blocks, and what its tables say besides. */
function localBlocks({ topology }: RoutingView, vpc: Ref): ReadonlySet<Cidr> {
  const out = new Set(topology.cidrsOf(vpc));
  for (const table of topology.tablesOf(vpc)) {
    for (const { origin, cidr } of table.routes) if (origin === 'local' && cidr) out.add(cidr);
  }
  return out;
}
