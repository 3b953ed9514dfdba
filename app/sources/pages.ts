/** Turns found answers into pages: arguments, tokens, secrets and the shapes of older API versions. */
import { isObject } from '../base/json.ts';
import { groupBy } from '../base/order.ts';
import type { ListCall } from '../kinds/kind.ts';
import { ASSOCIATIONS, associationsOfSide } from '../kinds/parts/dx-association.ts';
import { GLOBAL, type Page } from '../snapshot/page.ts';
import type { Answer } from './answers.ts';
import type { Placed, Placing } from './placing.ts';
import { without } from './secrets.ts';

type Item = Readonly<Record<string, unknown>>;
type Where = Pick<Page, 'account' | 'region' | 'time'>;

/** An answer that cannot be used, and why. */
export interface Unusable {
  readonly why: string;
}

/** Pages of one answer. Several only for prefix lists of the old shape, which carry their entries. */
export function pagesOf(answer: Answer, where: Where): Page[] | Unusable {
  const { call, subject } = answer.known;
  const base = { ...placeFor(call, where), service: call.service, operation: call.operation };
  if (call.operation === 'DescribeManagedPrefixLists' && answer.items.some(isOldPrefixList)) {
    return prefixListPages(answer.items, where);
  }
  const items = call.secrets
    ? (without(answer.items, new Set(call.secrets), 0) as readonly unknown[])
    : answer.items;
  const more = answer.holder['AdditionalRoutesAvailable'];
  const body = {
    [call.list]: call.single ? items[0] : items,
    ...(call.operation === 'SearchTransitGatewayRoutes' &&
      typeof more === 'boolean' && { AdditionalRoutesAvailable: more }),
  };
  if (!subject) return [{ ...base, args: {}, answer: body }];
  const id = subjectOf(answer, subject.argument);
  const sides = call.operation === ASSOCIATIONS.operation ? sidePages(items, base) : [];
  if (id === undefined) {
    if (sides.length > 0) return sides;
    const prefixes = subject.prefixes.map((prefix) => `${prefix}…`).join(' or ');
    return {
      why:
        `holds an answer of ${call.operation}, which does not name the ${subject.argument} it is about; ` +
        `put the id${prefixes && ` (${prefixes})`} into the name of the file or its folder`,
    };
  }
  const args = {
    [subject.argument]: id,
    ...call.own,
    ...(answer.told.staticOnly && { Filters: 'type=static' }),
  };
  return [{ ...base, args, answer: body }, ...sides];
}

/**
 * Associations of Direct Connect gateways name both of their ends: whoever was asked, the owner of the other gateway knows
 * of them too.
 */
function sidePages(
  items: readonly unknown[],
  base: Pick<Page, 'account' | 'region' | 'service' | 'operation' | 'time'>,
): Page[] {
  const gatewayOf = (item: Item): string => {
    const gateway = item['associatedGateway'];
    const id = isObject(gateway) ? gateway['id'] : item['virtualGatewayId'];
    return typeof id === 'string' ? id : '';
  };
  return [...groupBy(items.filter(isObject), gatewayOf)]
    .filter(([gateway]) => gateway !== '')
    .map(([gateway, own]) => ({
      ...base,
      args: { [associationsOfSide.argument]: gateway },
      answer: { [ASSOCIATIONS.list]: own },
    }));
}

/** An answer that is the same in every Region has none. */
const placeFor = <W extends Omit<Where, 'time'>>(call: ListCall, where: W): W =>
  call.scope === 'global' ? { ...where, region: GLOBAL } : where;

/** The resource a detail answer is about: what the wrapping or the path tells, else what all of its items name. */
function subjectOf({ told, items }: Answer, argument: string): string | undefined {
  const [first, ...others] = items.map((item) => (isObject(item) ? item[argument] : undefined));
  return (
    told.subject?.[argument] ??
    (typeof first === 'string' && others.every((id) => id === first) ? first : undefined)
  );
}

const isOldPrefixList = (item: unknown): item is Item & { readonly Cidrs: readonly unknown[] } =>
  isObject(item) && Array.isArray(item['Cidrs']);

/**
 * DescribePrefixLists gives AWS's own lists with their prefixes inside; today's calls give them apart.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html
 */
function prefixListPages(items: readonly unknown[], where: Where): Page[] {
  const lists: unknown[] = [];
  const entries: Page[] = [];
  for (const item of items) {
    if (!isOldPrefixList(item)) {
      lists.push(item);
      continue;
    }
    const { Cidrs: cidrs, ...rest } = item;
    const v6 = cidrs.some((cidr) => typeof cidr === 'string' && cidr.includes(':'));
    lists.push({ AddressFamily: v6 ? 'IPv6' : 'IPv4', OwnerId: 'AWS', ...rest });
    const id = item['PrefixListId'];
    if (typeof id !== 'string') continue;
    entries.push({
      ...where,
      service: 'ec2',
      operation: 'GetManagedPrefixListEntries',
      args: { PrefixListId: id },
      answer: { Entries: cidrs.map((cidr) => ({ Cidr: cidr })) },
    });
  }
  const page: Page = {
    ...where,
    service: 'ec2',
    operation: 'DescribeManagedPrefixLists',
    args: {},
    answer: { PrefixLists: lists },
  };
  return [page, ...entries];
}

/** The time boto3 saved with an answer. */
export function timeOf({ holder }: Answer): string | undefined {
  const metadata = holder['ResponseMetadata'];
  const headers = isObject(metadata) ? metadata['HTTPHeaders'] : undefined;
  const date = isObject(headers) ? headers['date'] : undefined;
  if (typeof date !== 'string') return undefined;
  const time = new Date(date);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Calls of which every saved answer says that more pages follow: the rest was never saved. */
export function unfinished(placed: readonly Placed[], place: Placing): Page[] {
  const open = new Map<string, Page>();
  const closed = new Set<string>();
  for (const { file, answer } of placed) {
    const { call, subject } = answer.known;
    const where = placeFor(call, place(file, answer));
    const id = subject ? (subjectOf(answer, subject.argument) ?? '') : '';
    const key = [where.account, where.region, call.operation, id].join('/');
    const token = answer.holder['NextToken'] ?? answer.holder['nextToken'];
    if (typeof token !== 'string' || token === '') {
      closed.add(key);
      continue;
    }
    open.set(key, {
      ...where,
      service: call.service,
      operation: call.operation,
      args: subject ? { [subject.argument]: id } : {},
      time: timeOf(answer) ?? file.time,
      error: {
        failure: 'unobserved',
        code: 'MorePages',
        message: `${file.path.replace(/^.*[/\\]/, '')} holds only the first part of ${call.operation}: it has a NextToken. Run the command without --max-items and --no-paginate.`,
      },
    });
  }
  return [...open].filter(([key]) => !closed.has(key)).map(([, page]) => page);
}
