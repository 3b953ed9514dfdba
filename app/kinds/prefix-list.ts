/** Managed prefix list with its entries. */
import type { Cidr } from '../base/cidr.ts';
import { defineKind, readBase, type ResourceBase } from './kind.ts';

export interface PrefixList extends ResourceBase {
  readonly kind: 'prefix-list';
  readonly family: 4 | 6;
  /** Counts against the route quota of every table that uses the list; undefined for AWS's own lists. */
  readonly maxEntries: number | undefined;
  /** Undefined where the entries were not observed. */
  readonly entries: readonly { readonly cidr: Cidr; readonly description: string }[] | undefined;
}

export default defineKind<PrefixList>({
  id: 'prefix-list',
  title: 'Prefix list',
  plural: 'Prefix lists',
  prefixes: ['pl-'],
  idField: 'PrefixListId',
  call: {
    service: 'ec2',
    operation: 'DescribeManagedPrefixLists',
    list: 'PrefixLists',
    pageSize: 100,
  },
  details: [
    {
      service: 'ec2',
      as: 'entries',
      operation: 'GetManagedPrefixListEntries',
      list: 'Entries',
      argument: 'PrefixListId',
      pageSize: 100,
    },
  ],
  read(item, context) {
    const base = readBase('prefix-list', item, context, 'PrefixListId');
    return {
      family: item.maybe('AddressFamily') === 'IPv6' ? 6 : 4,
      maxEntries: item.number('MaxEntries'),
      entries: context.detail('entries')?.flatMap((entry) => {
        const cidr = entry.cidr('Cidr');
        return cidr ? [{ cidr, description: entry.maybe('Description') ?? '' }] : [];
      }),
      ...base,
      name: base.name || (item.maybe('PrefixListName') ?? ''),
    };
  },
  references: () => [],
});
