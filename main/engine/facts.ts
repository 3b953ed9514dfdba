/** Says the fields of any resource in words, whatever its kind: the inspector needs no table per kind. */
import { capital } from '#app/base/capital.ts';
import { isObject } from '#app/base/json.ts';
import type { KindId, Resource } from '#app/kinds/index.gen.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Shown elsewhere in the inspector, or in its own list. */
const SHOWN_ELSEWHERE = new Set([
  'kind',
  'id',
  'account',
  'region',
  'name',
  'tags',
  'raw',
  'routes',
  'associations',
  'propagations',
  'inbound',
  'outbound',
]);

/** Fields of a kind that stand in a table of their own. */
const IN_TABLES: Partial<Record<KindId, string>> = {
  'network-acl': 'entries',
  'prefix-list': 'entries',
  'vpn-connection': 'tunnels',
};

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A time to the minute: `2025-12-19 23:07 UTC`. */
export const minuteOf = (time: string): string =>
  TIME.test(time) ? `${time.slice(0, 10)} ${time.slice(11, 16)} UTC` : time;

/** `zoneId` -> `Zone id`; `isDefault` -> `Default`. */
const words = (key: string): string => {
  const text = key
    .replace(/^is(?=[A-Z])/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  const spelt = text.replace(/\b(vpcs?|tgw|cidrs?|asn|dns|vpn|ips?|ecmp|acl|arn|mtu)\b/g, (w) =>
    w.endsWith('s') && w !== 'dns' ? `${w.slice(0, -1).toUpperCase()}s` : w.toUpperCase(),
  );
  return capital(spelt);
};

/** One value in words; undefined where there is nothing to say. */
function say(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : minuteOf(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    const parts = value.flatMap((item: unknown) => say(item) ?? []);
    return parts.length === 0 ? undefined : parts.join(', ');
  }
  if (!isObject(value)) return undefined;
  // A prefix says itself; any other object says its fields.
  if (typeof value.text === 'string' && typeof value.length === 'number') return value.text;
  const parts = Object.keys(value).flatMap((key) => {
    const text = say(value[key]);
    return text === undefined ? [] : [`${words(key).toLowerCase()} ${text}`];
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Every field that says something, in the order the kind declares them; nested objects one level flat. */
export function factsOf(resource: Resource): Fact[] {
  const facts: Fact[] = [];
  for (const [key, value] of Object.entries(resource) as [string, unknown][]) {
    // What a Direct Connect gateway is associated with, and what it allows there, stands nowhere else.
    const isShown = resource.kind === 'dx-gateway' && key === 'associations';
    if (SHOWN_ELSEWHERE.has(key) && !isShown) continue;
    if (IN_TABLES[resource.kind] === key) continue;
    if (isObject(value) && typeof value.text !== 'string') {
      for (const inner of Object.keys(value)) {
        const text = say(value[inner]);
        if (text !== undefined) facts.push({ name: `${words(key)}: ${words(inner)}`, value: text });
      }
      continue;
    }
    const text = say(value);
    if (text !== undefined) facts.push({ name: words(key), value: text });
  }
  return facts;
}
