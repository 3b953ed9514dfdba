/** Words on containers. */
import { UNKNOWN } from '../../snapshot/page.ts';
import type { Drawing } from './drawing.ts';

const known = (text: string): boolean => text !== '' && text !== UNKNOWN;

/** `payments (111122223333)` where the name is known: it comes first, and the id stays in sight. */
export function accountLabel(
  { accounts }: Pick<Drawing, 'accounts'>,
  account: string,
  outside: boolean,
): string {
  if (!known(account)) return 'Account not known';
  const name = accounts.get(account);
  const title = name === undefined ? `Account ${account}` : `${name} (${account})`;
  if (!outside) return title;
  return name === undefined ? `${title} (not collected)` : `${title}, not collected`;
}

export const regionLabel = (region: string): string =>
  known(region) ? region : 'Region not known';

/** `table` is a route table id, `none`, or '' where not known. */
export const segmentLabel = (table: string, names: ReadonlyMap<string, string>): string =>
  table === 'none'
    ? 'no route table'
    : table === ''
      ? 'route table not known'
      : (names.get(table) ?? table);
