/** Turns an SDK answer into the plain JSON of a page: no dates, no page tokens, no metadata, no secrets. */
import { isObject } from '#app/base/json.ts';

/** Paging belongs to the call, not to what it told. */
const PAGING = new Set(['$metadata', 'NextToken', 'nextToken']);

function plain(value: unknown, secrets: ReadonlySet<string>): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item, secrets));
  if (!isObject(value)) return value;
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined && !secrets.has(key)) out[key] = plain(item, secrets);
  }
  return out;
}

/** `secrets` are field names, dropped at any depth. */
export function plainAnswer(
  answer: Readonly<Record<string, unknown>>,
  secrets: ReadonlySet<string>,
): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(answer).filter(([key]) => !PAGING.has(key)));
  // While pages follow, "more routes are available" only repeats the token; on the last page it is a fact.
  if (answer.NextToken) delete kept.AdditionalRoutesAvailable;
  return plain(kept, secrets) as Record<string, unknown>;
}
