/** Words on containers. */
import { UNKNOWN } from '../../snapshot/page.ts';

const known = (text: string): boolean => text !== '' && text !== UNKNOWN;

export const accountLabel = (account: string, outside: boolean): string =>
  !known(account)
    ? 'Account not known'
    : outside
      ? `Account ${account} (not collected)`
      : `Account ${account}`;

export const regionLabel = (region: string): string =>
  known(region) ? region : 'Region not known';

/** `table` is a route table id, `none`, or '' where not known. */
export const segmentLabel = (table: string, names: ReadonlyMap<string, string>): string =>
  table === 'none'
    ? 'no route table'
    : table === ''
      ? 'route table not known'
      : (names.get(table) ?? table);
