/** Rows of the reachability matrix: how each VPC fares from a template, as codes of a palette by column. */
import type { Ref } from '../base/ref.ts';
import type { Fate, PlaceId } from './actions.ts';
import type { Ranges } from './affected.ts';
import type { Atoms, Range } from './atoms.ts';
import type { Columns } from './columns.ts';
import { maskOf } from './masks.ts';
import type { Palette } from './palette.ts';
import type { Sweep } from './sweep.ts';

/** A row for VPCs whose subnets have the same templates: they fare alike to everything outside themselves. */
export interface Group {
  readonly templates: readonly PlaceId[];
  readonly row: Uint8Array;
}

/** Codes of a fate: for the VPC it is delivered in, and for others that hold the same addresses. */
interface Codes {
  /** Number of the VPC; -1 where it is delivered in none. */
  readonly vpc: number;
  readonly here: number;
  readonly elsewhere: number;
}

/** Rows of the network before an edit, and what the edit affects. */
interface Before {
  readonly rows: Rows;
  readonly affected: ReadonlyMap<PlaceId, Ranges>;
}

export class Rows {
  readonly #vpcs: readonly Ref[];
  readonly #index: ReadonlyMap<Ref, number>;
  readonly #atoms: Atoms;
  readonly #columns: Columns;
  readonly #palette: Palette;
  readonly #sweep: Sweep;
  #before: Before | undefined;
  readonly #rows = new Map<PlaceId, Uint8Array>();
  readonly #groups = new Map<string, Group>();
  /** Groups of the network before, and what became of them. */
  readonly #adopted = new Map<Group, Group>();
  readonly #codes = new Map<Fate, Codes>();

  constructor(
    vpcs: readonly Ref[],
    index: ReadonlyMap<Ref, number>,
    made: {
      readonly atoms: Atoms;
      readonly columns: Columns;
      readonly palette: Palette;
      readonly sweep: Sweep;
    },
    before?: Before,
  ) {
    this.#vpcs = vpcs;
    this.#index = index;
    this.#atoms = made.atoms;
    this.#columns = made.columns;
    this.#palette = made.palette;
    this.#sweep = made.sweep;
    this.#before = before;
  }

  /** The group of some templates. */
  group(places: Iterable<PlaceId>): Group {
    const templates = [...new Set(places)].sort((a, b) => a - b);
    const key = templates.join();
    let group = this.#groups.get(key);
    if (!group) {
      group = { templates, row: this.#union(templates.map((place) => this.#rowOf(place))) };
      this.#groups.set(key, group);
    }
    return group;
  }

  /** The group that a group of the network before becomes: the same where no edit affects it. */
  adopt(group: Group): Group {
    let now = this.#adopted.get(group);
    if (!now) {
      const rows = group.templates.map((place) => this.#rowOf(place));
      const same = rows.every((row, i) => row === this.#oldRow(group.templates[i]!));
      now = same ? group : { ...group, row: this.#union(rows) };
      this.#adopted.set(group, now);
    }
    return now;
  }

  /** Lets go of the network before. */
  settle(): void {
    this.#before = undefined;
    this.#adopted.clear();
  }

  #oldRow(place: PlaceId): Uint8Array | undefined {
    return this.#before && this.#before.rows.#rows.get(place);
  }

  #rowOf(place: PlaceId): Uint8Array {
    let row = this.#rows.get(place);
    if (!row) {
      const old = this.#oldRow(place);
      const ranges = this.#before?.affected.get(place);
      row = old && ranges ? this.#patched(old, place, ranges) : (old ?? this.#swept(place));
      this.#rows.set(place, row);
    }
    return row;
  }

  #swept(place: PlaceId): Uint8Array {
    const row = new Uint8Array(this.#columns.width);
    this.#fill(row, place, { from: 0, to: this.#atoms.count });
    this.#join(row);
    return row;
  }

  #patched(row: Uint8Array, place: PlaceId, ranges: Ranges): Uint8Array {
    const out = row.slice();
    const columns = this.#columns;
    let done = 0;
    for (const range of ranges) {
      // Whole runs: the mask of a column is that of all its atoms.
      const from = Math.max(done, columns.runStart(range.from));
      done = columns.runEnd(range.to - 1);
      if (from >= done) continue;
      out.fill(0, columns.first(from), columns.first(done));
      this.#fill(out, place, { from, to: done });
    }
    this.#join(out);
    return out.every((code, i) => code === row[i]) ? row : out;
  }

  /** Writes what a range of atoms fares like; the columns that begin in it must be empty. */
  #fill(row: Uint8Array, place: PlaceId, range: Range): void {
    const columns = this.#columns;
    this.#sweep.each(range, place, (from, to, fate) => {
      const codes = this.#codesOf(fate);
      let start = from;
      if (columns.runStart(from) < from) {
        // What came before has cut this run: its columns hold the codes of its other atoms.
        start = columns.runEnd(from);
        const end = columns.first(start);
        for (let column = columns.first(from); column < end; column++) {
          row[column] = this.#palette.union(row[column]!, this.#codeAt(codes, column));
        }
      }
      if (start >= to) return;
      const first = columns.first(start);
      const end = columns.first(columns.runEnd(to - 1));
      if (codes.vpc < 0) row.fill(codes.elsewhere, first, end);
      else
        for (let column = first; column < end; column++) row[column] = this.#codeAt(codes, column);
    });
  }

  #codeAt({ vpc, here, elsewhere }: Codes, column: number): number {
    return this.#columns.vpc[column] === vpc ? here : elsewhere;
  }

  /** Fills the columns of VPCs that hold several runs. */
  #join(row: Uint8Array): void {
    for (const { column, parts } of this.#columns.joined) {
      let code = 0;
      for (const part of parts) code = this.#palette.union(code, row[part]!);
      row[column] = code;
    }
  }

  #union(rows: readonly Uint8Array[]): Uint8Array {
    const [first = new Uint8Array(this.#columns.width), ...others] = rows;
    if (others.length === 0) return first;
    const out = first.slice();
    for (const row of others) {
      for (let i = 0; i < out.length; i++) {
        if (out[i] !== row[i]) out[i] = this.#palette.union(out[i]!, row[i]!);
      }
    }
    return out;
  }

  #codesOf(fate: Fate): Codes {
    let codes = this.#codes.get(fate);
    if (!codes) {
      const vpc = fate.vpc === undefined ? -1 : (this.#index.get(fate.vpc) ?? -1);
      const code = (to: Ref) => this.#palette.code(maskOf(fate, to));
      codes = { vpc, here: code(this.#vpcs[vpc] ?? ''), elsewhere: code('') };
      this.#codes.set(fate, codes);
    }
    return codes;
  }
}
