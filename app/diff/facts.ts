/** What is said of a resource, as texts by field: two views of it are equal where these are. */
import { by, byText } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { KindId, Resource } from '../kinds/index.gen.ts';
import { explode, isCidr, valueText } from './entries.ts';
import type { Side } from './side.ts';

/** A text, or the entries of a list: what each is known by, and what it says. */
export type Fact = string | ReadonlyMap<string, string>;

export interface Facts {
  /** By field. A field that was not told has no entry: it differs from nothing. */
  readonly told: ReadonlyMap<string, Fact>;
  /** Lists of which only a part was seen: what is not among them may be there all the same. */
  readonly partial: ReadonlySet<string>;
  /** True where the source holds a part by its nature: Terraform knows of no state, and has the usual one instead. */
  readonly vague: boolean;
}

/** Told elsewhere, derived from other fields, or moving by themselves without anybody's doing. */
const LEFT_OUT = new Set([
  'kind',
  'id',
  'raw',
  'tags',
  'name',
  'main',
  'created',
  'updated',
  'expires',
  'stateMessage',
  'errors',
  // An id stays where it was made; which of several views tells its place depends on who was asked.
  'account',
  'region',
]);

/** Optional fields whose absence says that there is none. Everywhere else absence means that AWS did not say. */
const NONE_WHERE_ABSENT: Partial<Record<KindId, readonly string[]>> = {
  'dx-virtual-interface': ['dxGateway', 'vpnGateway'],
  'nat-gateway': ['subnet'],
  'network-interface': ['publicIp', 'instance'],
  'transit-gateway': ['defaultAssociationTable', 'defaultPropagationTable'],
  'vpn-connection': ['vpnGateway', 'tgw', 'coreNetwork', 'concentrator'],
};

/** Where a list like this was read, the resource would be in it: its own place, and its far ends. */
export function homesOf({ topology }: Side, resource: Resource): readonly Home[] {
  const { account, region } = resource;
  // What AWS itself owns, such as its prefix lists, is shown to every account that asks.
  const own = { account: /^\d+$/.test(account) ? account : '', region };
  switch (resource.kind) {
    case 'vpc-peering':
    case 'tgw-peering-attachment':
      return [own, resource.requester, resource.accepter];
    // Whoever owns the transit gateway is shown every attachment of it.
    case 'tgw-attachment':
    case 'tgw-vpc-attachment':
      return [own, topology.placeOf(resource.tgw)];
    default:
      return [own];
  }
}

export interface Home {
  readonly account: string;
  readonly region: string;
}

/** What a side says of a resource. */
export function factsOf(side: Side, resource: Resource): Facts {
  const told = new Map<string, Fact>();
  const partial = new Set<string>();
  const absent = NONE_WHERE_ABSENT[resource.kind] ?? [];
  for (const [field, value] of Object.entries(resource) as [string, unknown][]) {
    if (LEFT_OUT.has(field)) continue;
    if (value === undefined) {
      if (absent.includes(field)) told.set(field, '');
    } else put(told, resource.kind, field, value);
  }
  settle(side, resource, told, partial);
  names(side, resource, told, partial);
  return { told, partial, vague: isVague(side, resource) };
}

const vagueness = new WeakMap<Side, Map<string, boolean>>();

/** True where what is read of such resources there is a part by the nature of its source. */
function isVague(side: Side, { kind, account, region }: Resource): boolean {
  const known = vagueness.get(side) ?? new Map<string, boolean>();
  vagueness.set(side, known);
  const key = `${kind} ${account} ${region}`;
  let vague = known.get(key);
  if (vague === undefined) {
    const gaps = side.topology.gapsHiding([kind], { account, region });
    known.set(key, (vague = gaps.some(({ failure }) => failure === 'partial')));
  }
  return vague;
}

function put(told: Map<string, Fact>, kind: KindId, field: string, value: unknown): void {
  if (Array.isArray(value)) told.set(field, listFact(kind, field, value));
  else if (typeof value === 'object' && value !== null && !isCidr(value)) {
    for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
      if (inner !== undefined) put(told, kind, `${field}.${name}`, inner);
    }
  } else told.set(field, valueText(value));
}

function listFact(kind: KindId, field: string, items: readonly unknown[]): Fact {
  const out = new Map<string, string>();
  for (const item of items) {
    for (const [key, value] of explode(kind, field, item)) {
      const there = out.get(key);
      out.set(key, there === undefined || there === value ? value : join(there, value));
    }
  }
  return out;
}

/** Two entries under one key, such as a static and a propagated route of one prefix, in a settled order. */
const join = (a: string, b: string): string => [...partsOf(a), b].sort(byText).join(BOTH);

const BOTH = ' and ';

/** The texts of entries that stand under one key. */
export const partsOf = (text: string): readonly string[] => text.split(BOTH);

/** Numbers of entries that somebody wrote: 32767 and 32768 are the last ones, of IPv4 and of IPv6. */
const isOwnEntry = ({ number }: { readonly number: number }): boolean => number <= 32_766;

/** What single kinds know better than their fields say. */
function settle(
  side: Side,
  resource: Resource,
  told: Map<string, Fact>,
  partial: Set<string>,
): void {
  switch (resource.kind) {
    case 'network-acl':
      // The last entry denies what no other took; nobody can change it, and not every source tells it.
      // https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
      told.set('entries', listFact(resource.kind, 'entries', resource.entries.filter(isOwnEntry)));
      return;
    case 'subnet':
      // Without a zone id the kind gives the name: that is the zone, said twice.
      if (resource.zoneId === resource.zone) told.delete('zoneId');
      return;
    case 'vpc-peering':
      // The blocks of a side are told only while the peering is active.
      for (const end of ['requester', 'accepter'] as const) {
        if (resource[end].cidrs.length === 0) told.delete(`${end}.cidrs`);
      }
      return;
    case 'tgw-route-table': {
      for (const field of ['truncated', 'staticOnly', 'listRoutes', 'routes']) told.delete(field);
      const { routes, unsure } = side.routing.tgwRoutesOf(resource);
      if (resource.routes === undefined) return;
      const sure = routes.filter((route) => route.contested === undefined);
      told.set('routes', listFact(resource.kind, 'routes', sure));
      // Where only static routes were read, the others are worked out: what is not among them may be there.
      const read = unsure === undefined && !resource.staticOnly && !resource.truncated;
      if (!read || sure.length < routes.length) partial.add('routes');
      return;
    }
    default:
  }
}

/** Names and tags are shown to the owner: others see none, which says nothing. */
function names(
  side: Side,
  { kind, name, tags, account, region }: Resource,
  told: Map<string, Fact>,
  partial: Set<string>,
): void {
  const shown = side.topology.saw(kind, { account, region });
  if (name !== '' || shown) told.set('name', name);
  if (tags.size === 0 && !shown) return;
  const entries = [...tags].filter(([key, value]) => key !== 'Name' || value !== name);
  told.set('tags', new Map(entries.sort(by(([key]) => key))));
  if (!shown) partial.add('tags');
}

/** The three views AWS gives of a transit gateway attachment, as one. */
export function attachmentFacts(side: Side, id: Ref): Facts {
  const { topology } = side;
  const joined = topology.attachment(id)!;
  const views = attachmentViews(side, id);
  const told = new Map<string, Fact>();
  const partial = new Set<string>();
  for (const view of [...views].reverse()) {
    const facts = factsOf(side, view);
    for (const [field, fact] of facts.told) told.set(field, fact);
    for (const field of facts.partial) partial.add(field);
  }
  // Each view names its own owner, and the tables tell the association.
  for (const field of VIEW_ONLY) told.delete(field);
  if (joined.type !== 'unknown') told.set('type', joined.type);
  told.set('state', joined.state);
  if (joined.resource !== '') told.set('resource', joined.resource);
  if (joined.type === 'peering' || joined.type === 'unknown') {
    // The general view knows the end it was asked at, and calls the other end the resource.
    told.delete('tgw');
    if (!joined.peering) {
      told.delete('resource');
      partial.add('table');
    }
  }
  const tables = new Map<string, string>();
  for (const { tgw, table, policy } of joined.ends) {
    if (policy) tables.set(tgw, `by ${policy}`);
    else if (table) tables.set(tgw, table);
    else partial.add('table');
  }
  told.set('table', tables);
  return { told, partial, vague: views.some((view) => isVague(side, view)) };
}

const VIEW_ONLY = [
  'tgwAccount',
  'resourceAccount',
  'association.table',
  'association.state',
  'requester.account',
  'accepter.account',
];

/** Views of an attachment that a side has, the general one first. */
export const attachmentViews = ({ topology }: Side, id: Ref): readonly Resource[] =>
  (['tgw-attachment', 'tgw-vpc-attachment', 'tgw-peering-attachment'] as const).flatMap(
    (kind) => topology.get(kind, id) ?? [],
  );
