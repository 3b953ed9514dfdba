/** Other spellings of the API's items, brought into its own: AWS Config's, and those of PowerShell. */
import { isObject } from '../base/json.ts';

type Item = Readonly<Record<string, unknown>>;

/** Answers of AWS are not nested deeper. */
const MAX_DEPTH = 30;

/** .NET writes a constant as an object that holds its value, and nothing else. */
const constantIn = (value: Item): unknown => {
  const keys = Object.keys(value);
  return keys.length === 1 && /^value$/i.test(keys[0]!) ? value[keys[0]!] : undefined;
};

/** `/Date(1700000000000)/`, as older PowerShell writes times; with the same time beside it in words or not. */
function timeIn(value: unknown): string | undefined {
  const text = isObject(value) ? value['value'] : value;
  const [, ms] =
    (typeof text === 'string' && /^\/Date\((-?\d{1,14})(?:[+-]\d{4})?\)\/$/.exec(text)) || [];
  return ms === undefined ? undefined : new Date(Number(ms)).toISOString();
}

/** True for an item that PowerShell wrote. */
export const isPowerShell = (item: unknown): boolean =>
  isObject(item) &&
  Object.values(item).some(
    (value) =>
      timeIn(value) !== undefined ||
      (isObject(value) && typeof constantIn(value) === 'string') ||
      (Array.isArray(value) && value.some(isPowerShell)),
  );

/** .NET has renamed some fields: https://docs.aws.amazon.com/sdkfornet/v4/apidocs/items/EC2/TIpPermission.html */
const RENAMED: Readonly<Record<string, string>> = { Ipv4Ranges: 'IpRanges' };

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The value with the API's names: first letters large, constants as texts, times as ISO 8601. */
export function asApi(value: unknown, depth = 0): unknown {
  const time = timeIn(value);
  if (time !== undefined) return time;
  if (depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => asApi(item, depth + 1));
  if (!isObject(value)) return value;
  const constant = constantIn(value);
  if (typeof constant === 'string') return constant;
  const out = new Map<string, unknown>();
  for (const [key, inner] of Object.entries(value)) {
    const name = pascal(key);
    const read = asApi(inner, depth + 1);
    // Ranges stand there twice, as texts and as objects; the API has the objects.
    if (name === 'IpRanges' && Array.isArray(read) && !read.every(isObject)) continue;
    if (name === 'PrefixListIds' && Array.isArray(read)) {
      out.set(name, read.map(prefixListId));
      continue;
    }
    out.set(Object.hasOwn(RENAMED, name) ? RENAMED[name]! : name, read);
  }
  // Object.fromEntries defines properties, so that a "__proto__" key stays a key.
  return Object.fromEntries(out);
}

const prefixListId = (item: unknown): unknown =>
  isObject(item) && typeof item['Id'] === 'string' ? { ...item, PrefixListId: item['Id'] } : item;
