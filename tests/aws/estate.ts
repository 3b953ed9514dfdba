/** What the endpoint knows: pages by account, Region and call, answered whole or page by page. */
import { canonical } from '#app/base/json.ts';
import { groupBy, uniq } from '#app/base/order.ts';
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import type { Kind } from '#app/kinds/kind.ts';
import { GLOBAL, type Page } from '#app/snapshot/page.ts';
import { idsIn, matchesFilters, matchesIds, unknownItemFilters } from './filters.ts';
import { unknownFilters, searchRoutes } from './tgw-routes.ts';
import type { Query } from './query.ts';
import type { Operation } from './xml.ts';

/** An error document of AWS. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** An operation as far as answering it goes. */
export type Answerable = Pick<Operation, 'name' | 'lists' | 'paged'>;

const every = kindIds.map((id) => kinds[id] as unknown as Kind);

/** An argument that names an item, and how the operation answers where it is given. */
interface Naming {
  readonly argument: string;
  /** True where the answer is the same in every Region. */
  readonly global: boolean;
  /** True where it answers with an empty list where there is nothing of the kind. */
  readonly lists: boolean;
}

/** The arguments that name the item, for operations about one item; one of them has to be given. */
const namings = groupBy(
  every.flatMap(({ call, details }) => [
    ...(call.each ? [{ ...call, argument: call.each.argument, lists: true }] : []),
    // An association is asked for from every gateway that may have one.
    ...(details ?? []).map((d) => ({ ...d, lists: d.optional ?? false })),
  ]),
  (d) => d.operation,
);
const namingsOf = (operation: string): readonly Naming[] =>
  (namings.get(operation) ?? []).map(({ argument, scope, lists }) => ({
    argument,
    global: scope === 'global',
    lists,
  }));

/** Further arguments of operations that take several calls about one item. */
const furtherOf = new Map(
  every.flatMap(({ details }) =>
    (details ?? []).flatMap((d) => {
      const names = d.parts?.arguments ?? Object.keys(d.own ?? {});
      return names.length > 0 ? [[d.operation, names] as const] : [];
    }),
  ),
);

/** Operations that list alike in every Region, and those that answer with one object. */
const globals = new Set(
  every.flatMap(({ call }) => (call.scope === 'global' ? call.operation : [])),
);
const singles = new Set(
  every.flatMap(({ details }) => (details ?? []).flatMap((d) => (d.single ? d.operation : []))),
);

const NOT_FOUND: Readonly<Record<string, string>> = {
  TransitGatewayRouteTableId: 'InvalidRouteTableID.NotFound',
  RouteTableId: 'InvalidRouteTableID.NotFound',
  PrefixListId: 'InvalidPrefixListID.NotFound',
  CoreNetworkId: 'ResourceNotFoundException',
};

/**
 * Largest `MaxResults`, where it is not 1,000.
 * Source: the API reference page of each operation.
 */
export const LARGEST_PAGE: Readonly<Record<string, number>> = {
  DescribeRouteTables: 100,
  DescribeEgressOnlyInternetGateways: 255,
  DescribeManagedPrefixLists: 100,
  GetManagedPrefixListEntries: 100,
  DescribeDirectConnectGateways: 100,
  DescribeDirectConnectGatewayAssociations: 100,
  DescribeDirectConnectGatewayAttachments: 100,
  DescribeVirtualInterfaces: 100,
  ListCoreNetworks: 500,
  ListCoreNetworkPolicyVersions: 500,
  ListAttachments: 500,
  GetResourceShares: 500,
  ListPrincipals: 500,
  ListResources: 500,
  ListServiceQuotas: 100,
};
const SMALLEST: Readonly<Record<string, number>> = {
  DescribeManagedPrefixLists: 1,
  GetManagedPrefixListEntries: 1,
};

const STATUS: Readonly<Record<string, number>> = {
  refused: 403,
  credentials: 401,
  throttled: 503,
  unavailable: 503,
};

/** An item as a describe call lists it. */
export type Item = Record<string, unknown>;

/** The field that holds the items, by operation. */
const listOf = new Map(
  every.flatMap(({ call, details }) =>
    [call, ...(details ?? [])].map((c) => [c.operation, c.list] as const),
  ),
);

const pageKey = (
  account: string,
  region: string,
  operation: string,
  args: Readonly<Record<string, string>>,
): string => [account, region, operation, canonical(args)].join('\n');

export interface Answer {
  /** Body fields, with the page token where more follows. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** How answers come in pages. */
export interface Paging {
  /** A cap on the page, below what the caller asks for. */
  readonly most?: number | undefined;
  /**
   * False: a search of routes says that there are more than it gives, and has no token to ask for them with.
   * https://repost.aws/questions/QUTI0R0q6KQI2YvveMZqzodg
   */
  readonly searchToken?: boolean | undefined;
}

export class Estate {
  readonly #pages: Map<string, readonly Page[]>;
  readonly #regions: ReadonlyMap<string, readonly string[]>;
  readonly #written = new Map<string, Item[]>();

  constructor(pages: readonly Page[], regions: Readonly<Record<string, readonly string[]>> = {}) {
    this.#pages = groupBy(pages, (p) => pageKey(p.account, p.region, p.operation, p.args));
    this.#regions = new Map([
      ...[...groupBy(pages, (p) => p.account)].map(
        ([account, list]) =>
          [account, uniq(list.map((p) => p.region)).filter((r) => r !== GLOBAL)] as const,
      ),
      ...Object.entries(regions),
    ]);
  }

  get accounts(): string[] {
    return uniq(this.#regions.keys());
  }

  regionsOf(account: string): readonly string[] {
    return this.#regions.get(account) ?? [];
  }

  /**
   * What a call lists, to be changed by those that write. Our own copy: the pages given stay as they are. Where there
   * is no such page yet, it begins empty.
   */
  items(
    account: string,
    region: string,
    operation: string,
    args: Readonly<Record<string, string>> = {},
  ): Item[] {
    const key = pageKey(account, region, operation, args);
    let page = this.#written.get(key);
    if (!page) {
      const list = listOf.get(operation)!;
      const known = this.#pages.get(key) ?? [];
      const items = known.flatMap((p) => (p.answer?.[list] ?? []) as Item[]);
      page = structuredClone(items);
      const [head] = known;
      const { service, time } = head ?? { service: 'ec2', time: '' };
      const whole = { account, region, service, operation, args, time, answer: { [list]: page } };
      this.#pages.set(key, [whole]);
      this.#written.set(key, page);
    }
    return page;
  }

  /** Accounts and Regions, each with each. */
  get places(): { account: string; region: string }[] {
    return this.accounts.flatMap((account) =>
      this.regionsOf(account).map((region) => ({ account, region })),
    );
  }

  /** Throws Refusal where AWS would answer with an error. */
  answer(
    account: string,
    region: string,
    operation: Answerable,
    query: Query,
    { most = Infinity, searchToken = true }: Paging = {},
  ): Answer {
    const { name } = operation;
    if (name === 'DescribeRegions') {
      const Regions = this.regionsOf(account).map((RegionName) => ({
        RegionName,
        Endpoint: `ec2.${RegionName}.amazonaws.com`,
        OptInStatus: 'opt-in-not-required',
      }));
      return { body: { Regions } };
    }
    const known = namingsOf(name);
    const naming = known.find((n) => query.params.has(n.argument)) ?? known[0];
    const argument = naming?.argument;
    const id = argument === undefined ? undefined : query.params.get(argument);
    if (argument !== undefined && !id) {
      throw new Refusal(
        400,
        'MissingParameter',
        `The request must contain the parameter ${argument}`,
      );
    }
    const further = (furtherOf.get(name) ?? []).map((key) => [key, query.params.get(key) ?? '']);
    const args = argument === undefined ? {} : { [argument]: id!, ...Object.fromEntries(further) };
    const asked = (naming?.global ?? globals.has(name)) ? GLOBAL : region;
    const pages = this.#pages.get(pageKey(account, asked, name, args));
    for (const { error } of pages ?? []) {
      if (error) throw new Refusal(STATUS[error.failure] ?? 400, error.code, error.message);
    }
    if (argument !== undefined && !pages && naming?.lists !== true) {
      throw new Refusal(
        400,
        NOT_FOUND[argument] ?? 'InvalidParameterValue',
        `The ID '${id!}' does not exist`,
      );
    }
    if (singles.has(name)) return { body: pages?.[0]?.answer ?? unsaid(args) };
    const lists = Object.fromEntries(
      operation.lists.map((list) => [
        list,
        (pages ?? []).flatMap((p) => (p.answer?.[list] ?? []) as unknown[]),
      ]),
    );
    filter(operation, query, lists);
    const body = cut(operation, query, lists, most);
    if (searchToken || name !== 'SearchTransitGatewayRoutes') return { body };
    return { body: { ...body, NextToken: undefined } };
  }
}

/**
 * The attribute of a VPC that nothing was said of, as AWS has it in a new one.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
 */
function unsaid({ VpcId, Attribute }: Readonly<Record<string, string>>): Item {
  if (VpcId === undefined || Attribute === undefined) return {};
  const field = Attribute.replace(/^e/, 'E');
  return { VpcId, [field]: { Value: Attribute === 'enableDnsSupport' } };
}

function filter(operation: Answerable, query: Query, lists: Record<string, unknown[]>): void {
  if (operation.name !== 'SearchTransitGatewayRoutes') {
    for (const list of operation.lists) lists[list] = select(lists[list] ?? [], query);
    return;
  }
  if (query.filters.length === 0) {
    throw new Refusal(400, 'MissingParameter', 'The request must contain the parameter Filters');
  }
  const [unknown] = unknownFilters(query.filters);
  if (unknown)
    throw new Refusal(400, 'InvalidParameterValue', `The filter '${unknown}' is invalid`);
  lists.Routes = searchRoutes(lists.Routes ?? [], query.filters);
}

/** Items by the ids and filters of a describe call. */
function select(items: readonly unknown[], { params, filters }: Query): unknown[] {
  const [unknown] = unknownItemFilters(filters);
  if (unknown !== undefined) {
    throw new Refusal(400, 'InvalidParameterValue', `The filter '${unknown}' is invalid`);
  }
  const ids = idsIn(params);
  const found = items.filter(
    (item) => matchesIds(item as Item, ids) && matchesFilters(item as Item, filters),
  );
  for (const { field, values } of ids) {
    const known = new Set(items.map((item) => (item as Item)[field]));
    const missing = values.find((value) => !known.has(value));
    if (missing !== undefined) {
      const code = NOT_FOUND[field] ?? `Invalid${field.replace(/Id$/, 'ID')}.NotFound`;
      throw new Refusal(400, code, `The ID '${missing}' does not exist`);
    }
  }
  return found;
}

/** The part of the one list that is asked for, and the token of the next. Without `MaxResults` everything comes at once. */
function cut(
  operation: Answerable,
  query: Query,
  lists: Record<string, unknown[]>,
  most: number,
): Record<string, unknown> {
  const { name } = operation;
  const asked = query.params.get('MaxResults');
  const token = query.params.get('NextToken');
  if (!operation.paged) {
    if (asked ?? token)
      throw new Refusal(400, 'UnknownParameter', 'The parameter MaxResults is not recognized');
    return lists;
  }
  const [list] = operation.lists;
  if (list === undefined || (asked === undefined && token === undefined)) return lists;
  const size = Number(asked);
  const [least, largest] = [SMALLEST[name] ?? 5, LARGEST_PAGE[name] ?? 1000];
  if (!Number.isInteger(size) || size < least || size > largest) {
    throw new Refusal(
      400,
      'InvalidParameterValue',
      `Value ( ${asked ?? ''} ) for parameter maxResults is invalid. Expecting a value from ${least} to ${largest}.`,
    );
  }
  const start = token === undefined ? 0 : readToken(token, name);
  const end = start + Math.min(size, most);
  const all = lists[list]!;
  const more = end < all.length;
  return {
    ...lists,
    [list]: all.slice(start, end),
    ...(more ? { NextToken: makeToken(name, end) } : {}),
    ...(name === 'SearchTransitGatewayRoutes' ? { AdditionalRoutesAvailable: more } : {}),
  };
}

const makeToken = (operation: string, at: number): string =>
  Buffer.from(`${operation} ${at}`).toString('base64url');

function readToken(token: string, operation: string): number {
  const match = /^(\w+) (\d+)$/.exec(Buffer.from(token, 'base64url').toString('latin1'));
  if (match?.[1] !== operation)
    throw new Refusal(400, 'InvalidPaginationToken', 'The pagination token is not valid');
  return Number(match[2]);
}
