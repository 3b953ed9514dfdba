/** Which list in an answer belongs to which API operation: told by the kinds table, and by shape where names are shared. */
import { isObject } from '../base/json.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import type { DetailCall, ListCall } from '../kinds/kind.ts';

type Item = Readonly<Record<string, unknown>>;

/** What a list of answers holds: the operation, and for detail calls which resource it is about. */
export interface KnownList {
  readonly call: ListCall;
  /** Set for detail calls: the argument that names the resource, and what its ids begin with. */
  readonly subject?: { readonly argument: string; readonly prefixes: readonly string[] };
}

/**
 * List names such as `Routes` also occur inside other answers. What items of each look like:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetTransitGatewayRouteTableAssociations.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
 */
const SHAPES: Readonly<Record<string, (item: Item) => boolean>> = {
  SearchTransitGatewayRoutes: (item) =>
    'TransitGatewayAttachments' in item ||
    item['Type'] === 'static' ||
    item['Type'] === 'propagated',
  GetTransitGatewayRouteTableAssociations: (item) =>
    'TransitGatewayAttachmentId' in item && !('TransitGatewayRouteTableId' in item),
  GetManagedPrefixListEntries: (item) => 'Cidr' in item,
};

const byName: ReadonlyMap<string, readonly KnownList[]> = (() => {
  const out = new Map<string, KnownList[]>();
  const add = (list: string, known: KnownList) => out.set(list, [...(out.get(list) ?? []), known]);
  for (const id of kindIds) {
    const kind = kinds[id];
    add(kind.call.list, { call: kind.call });
    for (const detail of kind.details ?? []) {
      const { argument }: DetailCall = detail;
      add(detail.list, { call: detail, subject: { argument, prefixes: kind.prefixes } });
    }
  }
  return out;
})();

/** What the list under this name is; undefined where it is none we read. */
export function knownList(name: string, items: readonly unknown[]): KnownList | undefined {
  return byName.get(name)?.find(({ call }) => {
    const shape = SHAPES[call.operation];
    return !shape || items.every((item) => isObject(item) && shape(item));
  });
}

/** True where some operation's answer has a list of this name. */
export const isListName = (name: string): boolean => byName.has(name);

/** Operations whose arguments name a resource, with the argument and the prefixes of its ids. */
export const subjects: readonly NonNullable<KnownList['subject']>[] = [...byName.values()]
  .flat()
  .flatMap((known) => known.subject ?? []);
