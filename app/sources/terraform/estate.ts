/** Gathers what Terraform files tell as items of the API, until they become pages. */
import { by, groupBy } from '../../base/order.ts';
import { type KindId, kindIds, kinds } from '../../kinds/index.gen.ts';
import type { Kind } from '../../kinds/kind.ts';
import { GLOBAL, type Page } from '../../snapshot/page.ts';
import type { SourceFile } from '../placing.ts';
import type { TfResource } from './resource.ts';

/** An item while it is put together. */
export type Draft = Record<string, unknown>;

export interface Place {
  readonly account: string;
  readonly region: string;
}

interface Entry extends Place {
  readonly kind: KindId;
  readonly id: string;
  readonly item: Draft;
  /** Managed here, not only looked up. */
  readonly managed: boolean;
  readonly file: SourceFile;
  readonly address: string;
  /** Items of detail calls, by the name under which the kind reads them. */
  readonly details: Map<string, Draft[]>;
}

/** A page, and the file it was made of. */
export interface Made {
  readonly page: Page;
  readonly file: SourceFile;
}

/** Adds to a list of a draft, which is made where it is not there. */
export function add(draft: Draft, field: string, ...items: readonly unknown[]): void {
  const list = draft[field];
  if (Array.isArray(list)) list.push(...(items as unknown[]));
  else draft[field] = [...items];
}

/** The drafts in a list of a draft. */
export const listIn = (draft: Draft | undefined, field: string): readonly Draft[] => {
  const list = draft?.[field];
  return Array.isArray(list) ? (list as Draft[]) : [];
};

export class Estate {
  readonly #entries = new Map<string, Entry>();
  readonly #places = new Map<string, Place & { readonly file: SourceFile }>();
  /** Resources that add to something which is not in the files, by file. */
  readonly #orphans = new Map<SourceFile, string[]>();

  /** Notes that there is something of Terraform in a place, whether or not Peerless reads it. */
  visit(at: Place, file: SourceFile): void {
    const key = `${at.account}\n${at.region}`;
    if (!this.#places.has(key)) this.#places.set(key, { ...at, file });
  }

  /** Puts an item; what is managed goes before what is looked up, and each fills in what the other does not tell. */
  put(kind: KindId, id: string, at: Place, r: TfResource, item: Draft): Draft {
    const key = `${kind}\n${id}`;
    const known = this.#entries.get(key);
    const managed = r.mode === 'managed';
    if (known) {
      const better = managed && !known.managed;
      for (const [field, value] of Object.entries(item)) {
        if (value === undefined) continue;
        if (better || known.item[field] === undefined) known.item[field] = value;
      }
      if (better) this.#entries.set(key, { ...known, managed });
      return known.item;
    }
    const { file, address } = r;
    this.#entries.set(key, { ...at, kind, id, item, managed, file, address, details: new Map() });
    return item;
  }

  find(kind: KindId, id: string | undefined): Draft | undefined {
    return id === undefined ? undefined : this.#entries.get(`${kind}\n${id}`)?.item;
  }

  placeOf(kind: KindId, id: string): Place | undefined {
    return this.#entries.get(`${kind}\n${id}`);
  }

  /** Every item of a kind with its id. */
  all(kind: KindId): readonly (readonly [string, Draft])[] {
    return [...this.#entries.values()].filter((e) => e.kind === kind).map((e) => [e.id, e.item]);
  }

  /** Items of a detail call about something; undefined where that is not in the files. */
  details(kind: KindId, id: string, as: string): Draft[] | undefined {
    const entry = this.#entries.get(`${kind}\n${id}`);
    if (!entry) return undefined;
    const known = entry.details.get(as);
    if (known) return known;
    const fresh: Draft[] = [];
    entry.details.set(as, fresh);
    return fresh;
  }

  /** Notes that a resource adds to something the files do not hold. */
  orphan(r: TfResource, parent: string | undefined): void {
    const list = this.#orphans.get(r.file) ?? [];
    list.push(`${r.address} (${parent ?? 'not told to what'})`);
    this.#orphans.set(r.file, list);
  }

  orphans(): ReadonlyMap<SourceFile, readonly string[]> {
    return this.#orphans;
  }

  /**
   * The pages: for each place what is known of each kind, and beside it that this is a part only. `code` and `why`
   * say of what; tables and lists that others manage are known in part themselves.
   */
  pages(code: string, why: string): Made[] {
    const out: Made[] = [];
    const byPlace = groupBy(
      [...this.#entries.values()].sort(by((e) => e.id)),
      (e) => `${e.kind}\n${e.account}\n${e.region}`,
    );
    const error = { failure: 'partial', code, message: why } as const;
    for (const place of this.#places.values()) {
      for (const id of kindIds) {
        const { call, details, optional } = kinds[id] as unknown as Kind;
        const { account, region } = place;
        const here = byPlace.get(`${id}\n${account}\n${region}`) ?? [];
        if (here.length === 0 && optional) continue;
        const where = { account, region: call.scope === 'global' ? GLOBAL : region };
        const head = { ...where, service: call.service, operation: call.operation, args: {} };
        for (const group of groupBy(here, (e) => e.file.path).values()) {
          const answer = { [call.list]: group.map((e) => e.item) };
          const from = group[0]!.file;
          out.push({ page: { ...head, time: from.time, answer }, file: from });
        }
        const from = here[0]?.file ?? place.file;
        out.push({ page: { ...head, time: from.time, error }, file: from });
        for (const entry of here) {
          for (const detail of details ?? []) {
            // Told from the other end, where Terraform manages that.
            if (detail.optional) continue;
            const items = entry.details.get(detail.as) ?? (entry.managed ? [] : undefined);
            if (!items) continue;
            const isStatic = detail.operation === 'SearchTransitGatewayRoutes';
            const about = {
              ...where,
              service: detail.service,
              operation: detail.operation,
              args: {
                [detail.argument]: entry.id,
                // Routes that are propagated are no resources of Terraform; they follow from what propagates.
                ...(isStatic && { Filters: 'type=static' }),
              },
              time: entry.file.time,
            };
            const found = detail.single ? items[0] : items;
            out.push({ page: { ...about, answer: { [detail.list]: found } }, file: entry.file });
            if (!entry.managed) out.push({ page: { ...about, error }, file: entry.file });
          }
        }
      }
    }
    return out;
  }
}
