/** Joins the views that several accounts have of one resource. */
import type { KindId, KindMap } from '../kinds/index.gen.ts';
import { kinds } from '../kinds/index.gen.ts';
import type { Kind, ResourceBase } from '../kinds/kind.ts';
import { by, thenBy } from '../base/order.ts';
import { rawOrder } from './pages.ts';

/** What one Region of one account shows of a resource. */
export interface Seen<R extends ResourceBase = ResourceBase> {
  readonly resource: R;
  /** The account that was asked, and where. */
  readonly asked: string;
  readonly region: string;
  readonly time: string;
}

/** Milliseconds. Of what was read within a day nobody can say which is true now; what was read weeks ago may be over. */
const DAY = 86_400_000;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const tells = ({ resource }: Seen): number =>
  Object.values(resource.raw).filter((value) => !isEmpty(value)).length;

const first = (holds: (seen: Seen) => boolean) => (a: Seen, b: Seen) =>
  Number(holds(b)) - Number(holds(a));

/**
 * The owner's view first, of the owner's the one of its own Region; what is a day older than the latest after the rest; then
 * the one that tells more, then by place. Which of them was asked a moment before the others decides nothing, so that two
 * collections of one network come to the same.
 */
function preference(views: readonly Seen[]) {
  const since = Math.max(...views.map(({ time }) => Date.parse(time) || 0)) - DAY;
  return thenBy<Seen>(
    first(({ asked, resource }) => asked === resource.account),
    first(({ region, resource }) => region === resource.region),
    first(({ time }) => (Date.parse(time) || 0) > since),
    (a, b) => tells(b) - tells(a),
    by((seen) => seen.asked),
    by((seen) => seen.region),
    (a, b) => rawOrder(a.resource, b.resource),
  );
}

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
  const sorted = [...views].sort(preference(views));
  const merge = (kinds[kind] as unknown as Kind<KindMap[K]>).merge ?? fillIn;
  return sorted.slice(1).reduce((best, next) => merge(best, next.resource), sorted[0]!.resource);
}
