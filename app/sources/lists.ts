/** Which list in an answer belongs to which API operation: told by the kinds table, and by shape where names are shared. */
import { isObject } from '../base/json.ts';
import { type KindId, kindIds, kinds } from '../kinds/index.gen.ts';
import type { DetailCall, Kind, ListCall } from '../kinds/kind.ts';

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
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetTransitGatewayPolicyTableAssociations.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
 * https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_ListAttachments.html
 */
const SHAPES: Readonly<Record<string, (item: Item) => boolean>> = {
  SearchTransitGatewayRoutes: (item) =>
    'TransitGatewayAttachments' in item ||
    item['Type'] === 'static' ||
    item['Type'] === 'propagated',
  GetTransitGatewayRouteTableAssociations: (item) =>
    'TransitGatewayAttachmentId' in item &&
    !('TransitGatewayRouteTableId' in item) &&
    !('TransitGatewayPolicyTableId' in item),
  GetTransitGatewayPolicyTableAssociations: (item) => 'TransitGatewayPolicyTableId' in item,
  GetManagedPrefixListEntries: (item) => 'Cidr' in item,
  ListAttachments: (item) => 'AttachmentId' in item && 'CoreNetworkId' in item,
  GetCoreNetwork: (item) => 'CoreNetworkId' in item,
};

/** What the ids begin with that an argument takes: those of the kind that calls its own id so, else of the kind itself. */
const prefixesOf = (argument: string, { idField, prefixes }: Kind): readonly string[] => {
  const named = kindIds.map((id) => kinds[id] as unknown as Kind);
  return idField === argument
    ? prefixes
    : (named.find((kind) => kind.idField === argument)?.prefixes ?? prefixes);
};

const byName: ReadonlyMap<string, readonly KnownList[]> = (() => {
  const out = new Map<string, KnownList[]>();
  const add = (list: string, known: KnownList) => out.set(list, [...(out.get(list) ?? []), known]);
  // Rare kinds come last: an empty list that tells nothing of itself is not theirs.
  const rare = (id: KindId) => Number((kinds[id] as unknown as Kind).optional ?? false);
  for (const id of [...kindIds].sort((a, b) => rare(a) - rare(b))) {
    const kind = kinds[id] as unknown as Kind;
    add(kind.call.list, { call: kind.call });
    for (const detail of kind.details ?? []) {
      // Such a list is told from the other end, and stands there already.
      if (detail.optional && !detail.own) continue;
      const { argument }: DetailCall = detail;
      add(detail.list, {
        call: detail,
        subject: { argument, prefixes: prefixesOf(argument, kind) },
      });
    }
  }
  return out;
})();

/**
 * What the list (or single object, as a list of one) under this name is; undefined where it is none we read.
 * An empty list of a name that several operations share is of the one whose resource is told, else of the first.
 */
export function knownList(
  name: string,
  items: readonly unknown[],
  told: Readonly<Record<string, string>> = {},
  single = false,
): KnownList | undefined {
  const fitting = byName.get(name)?.filter(({ call }) => {
    const shape = SHAPES[call.operation];
    return (
      (call.single ?? false) === single &&
      (!shape || items.every((item) => isObject(item) && shape(item)))
    );
  });
  return (
    fitting?.find(({ subject }) => subject !== undefined && told[subject.argument] !== undefined) ??
    fitting?.[0]
  );
}

/** True where some operation's answer has a list of this name. */
export const isListName = (name: string): boolean => byName.has(name);

/** Names of the lists that every source is meant to hold, which mean nothing else. */
const mainLists: ReadonlySet<string> = new Set(
  kindIds.flatMap((id) => {
    const { call, optional } = kinds[id] as unknown as Kind;
    return optional ? [] : [call.list];
  }),
);

/**
 * What is wrong with what stands in the place of a list of AWS, as part of a sentence; undefined for a list, and for names
 * that are none. `null` is what a shell writes that was given nothing, one object what PowerShell makes of a list of one.
 */
export function noList(name: string, value: unknown): string | undefined {
  if (Array.isArray(value) || !mainLists.has(name)) return undefined;
  if (value === null) {
    return `has null where the list ${name} should be, so that nothing is known of it; save the answer again, or write [] where there is none`;
  }
  if (isObject(value)) {
    return `has one object where the list ${name} should be; put it into brackets, "${name}": [{ … }] (in PowerShell @(…))`;
  }
  return `has ${typeof value === 'string' ? 'a text' : `a ${typeof value}`} where the list ${name} should be; save the answer of AWS as it came`;
}

/** Operations whose arguments name a resource, with the argument and the prefixes of its ids. */
export const subjects: readonly NonNullable<KnownList['subject']>[] = [...byName.values()]
  .flat()
  .flatMap((known) => known.subject ?? []);
