/** Finds the API answers in the JSON value of a file, however they are wrapped per account, Region or table. */
import { isObject } from '../base/json.ts';
import { bareList } from './bare.ts';
import { type KnownList, knownList, noList, subjects } from './lists.ts';
import { asAccount, asRegion } from './place.ts';

type Item = Readonly<Record<string, unknown>>;

/** What the wrapping around an answer tells. */
export interface Told {
  readonly account?: string;
  readonly region?: string;
  /** Ids of resources that detail answers are about, by argument name. */
  readonly subject?: Readonly<Record<string, string>>;
  /** Only the static routes of a table were saved. */
  readonly staticOnly?: true;
}

/** One list of one answer. */
export interface Answer {
  readonly known: KnownList;
  readonly items: readonly unknown[];
  readonly told: Told;
  /** The object that holds the list, for what stands beside it. */
  readonly holder: Item;
}

export interface Found {
  readonly answers: readonly Answer[];
  /** Lists and fields seen that are none of ours, for messages. */
  readonly others: readonly string[];
  /** What stands in the place of a list and is none, each as part of a sentence. */
  readonly faults: readonly string[];
  /** Regions named by lists that are otherwise not used. */
  readonly regions: readonly string[];
}

/** Wrappers stand in wrappers: account, Region, table, and a neutral one or two. */
const MAX_WRAPPING = 8;

const ACCOUNT_FIELDS = ['account', 'Account', 'accountId', 'AccountId', 'account_id'];
const REGION_FIELDS = ['region', 'Region', 'regionName', 'RegionName', 'region_name'];

/** Batfish gathers the answers for all tables in one file each. */
const GROUPED: Readonly<Record<string, Told>> = {
  TransitGatewayStaticRoutes: { staticOnly: true },
  TransitGatewayPropagations: {},
};

/** The answers in a value; `told` is what the file's place tells already. */
export function findAnswers(value: unknown, told: Told): Found {
  const answers: Answer[] = [];
  const others = new Set<string>();
  const regions: string[] = [];
  const faults = new Set<string>();

  const visit = (node: unknown, outer: Told, level: number): void => {
    if (level > MAX_WRAPPING) return;
    if (Array.isArray(node)) {
      for (const item of node) if (isObject(item)) visit(item, outer, level + 1);
      return;
    }
    if (!isObject(node)) return;
    const here = withFields(node, outer);
    for (const [key, inner] of Object.entries(node)) {
      const fault = noList(key, inner);
      if (Array.isArray(inner)) {
        const known = knownList(key, inner, here.subject);
        if (known) answers.push({ known, items: inner, told: here, holder: node });
        else if (Object.hasOwn(GROUPED, key)) visit(inner, { ...here, ...GROUPED[key] }, level + 1);
        else if (key !== 'AvailabilityZones' && inner.some(isPlaced)) {
          visit(inner.filter(isPlaced), here, level + 1);
        } else {
          others.add(key);
          if (key === 'AvailabilityZones') regions.push(...inner.flatMap(regionOfZone));
        }
      } else if (isObject(inner) && knownList(key, [inner], here.subject, true)) {
        const known = knownList(key, [inner], here.subject, true)!;
        answers.push({ known, items: [inner], told: here, holder: node });
      } else if (isObject(inner) && key !== 'ResponseMetadata') {
        // Objects wrap; anything inside the items of a list is part of that list and never looked at.
        const before = answers.length;
        visit(inner, withKey(key, here), level + 1);
        if (answers.length > before) continue;
        if (fault === undefined) others.add(key);
        else faults.add(fault);
      } else if (fault !== undefined) {
        faults.add(fault);
      } else if (level === 0) {
        others.add(key);
      }
    }
  };
  // Items without the answer around them, which only a whole file can be.
  const bare = bareList(value);
  if (bare) {
    const known = knownList(bare.call.list, bare.items, told.subject) ?? { call: bare.call };
    return {
      answers: [{ known, items: bare.items, told, holder: {} }],
      others: [],
      faults: [],
      regions: [],
    };
  }
  visit(value, told, 0);
  return { answers, others: [...others], faults: [...faults], regions };
}

const textAt = (node: Item, fields: readonly string[]): string | undefined => {
  for (const field of fields) {
    const value = Object.hasOwn(node, field) ? node[field] : undefined;
    if (typeof value === 'string') return value;
  }
  return undefined;
};

/** True for an element that says where it was read: `{ "region": "eu-west-1", "Vpcs": […] }`. */
const isPlaced = (item: unknown): boolean =>
  isObject(item) &&
  (asAccount(textAt(item, ACCOUNT_FIELDS) ?? '') !== undefined ||
    asRegion(textAt(item, REGION_FIELDS) ?? '') !== undefined);

function withFields(node: Item, told: Told): Told {
  const account = asAccount(textAt(node, ACCOUNT_FIELDS) ?? '');
  const region = asRegion(textAt(node, REGION_FIELDS) ?? '');
  const subject: Record<string, string> = { ...told.subject };
  for (const { argument } of subjects) {
    const id = Object.hasOwn(node, argument) ? node[argument] : undefined;
    if (typeof id === 'string') subject[argument] = id;
  }
  return { ...told, ...(account && { account }), ...(region && { region }), subject };
}

function withKey(key: string, told: Told): Told {
  const account = asAccount(key);
  if (account) return { ...told, account };
  const region = asRegion(key);
  if (region) return { ...told, region };
  const subject = subjects.find(({ prefixes }) =>
    prefixes.some((prefix) => key.startsWith(prefix)),
  );
  return subject ? { ...told, subject: { ...told.subject, [subject.argument]: key } } : told;
}

const regionOfZone = (zone: unknown): string[] => {
  const region = isObject(zone) ? asRegion(zone['RegionName']) : undefined;
  return region ? [region] : [];
};
