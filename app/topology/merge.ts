/** Joins the views that several accounts have of one resource. */
import type { KindId, KindMap } from '../kinds/index.gen.ts';
import { kinds } from '../kinds/index.gen.ts';
import type { Kind, ResourceBase } from '../kinds/kind.ts';
import { byText, thenBy } from '../base/order.ts';
import { rawOrder } from './pages.ts';

/** One account's view of a resource. */
export interface Seen<R extends ResourceBase = ResourceBase> {
  readonly resource: R;
  /** The account that was asked. */
  readonly asked: string;
  readonly time: string;
}

/** The owner's view first, then the latest, then the one whose text sorts first. */
const preference = thenBy<Seen>(
  (a, b) => Number(b.asked === b.resource.account) - Number(a.asked === a.resource.account),
  (a, b) => byText(b.time, a.time),
  (a, b) => rawOrder(a.resource, b.resource),
);

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Most second views tell nothing new: then the first is handed on as it is. */
function fillIn<R extends ResourceBase>(a: R, b: R): R {
  let out: Record<string, unknown> | undefined;
  for (const key of Object.keys(b) as (keyof R & string)[]) {
    if (!isEmpty(a[key]) || isEmpty(b[key])) continue;
    out ??= { ...a } as Record<string, unknown>;
    out[key] = b[key];
  }
  if ([...b.tags.keys()].some((tag) => !a.tags.has(tag))) {
    out ??= { ...a } as Record<string, unknown>;
    out.tags = new Map([...b.tags, ...a.tags]);
  }
  return (out as unknown as R | undefined) ?? a;
}

/** One resource out of all views of it. */
export function mergeViews<K extends KindId>(
  kind: K,
  views: readonly Seen<KindMap[K]>[],
): KindMap[K] {
  const sorted = [...views].sort(preference);
  const merge = (kinds[kind] as unknown as Kind<KindMap[K]>).merge ?? fillIn;
  return sorted.slice(1).reduce((best, next) => merge(best, next.resource), sorted[0]!.resource);
}
