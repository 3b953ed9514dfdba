/**
 * What accounts are called, as their organization names them.
 * Sources: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 *          https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html
 */
import { isObject } from '../base/json.ts';
import { byText } from '../base/order.ts';
import type { Page } from '../snapshot/page.ts';

/** Operations that name accounts, and the field their answers have them in. */
const NAMED_BY: Readonly<Record<string, string>> = {
  ListAccounts: 'Accounts',
  DescribeAccount: 'Account',
};

/** AWS allows so many characters, a file any number. */
const LONGEST = 50;

function cut(name: string): string {
  let kept = '';
  let letters = 0;
  for (const letter of name) {
    letters++;
    if (letters < LONGEST) kept += letter;
    else if (letters > LONGEST) return `${kept}…`;
  }
  return name;
}

/** Names by account id; of several the one that was told last, whatever the order of the pages. */
export function accountNames(pages: readonly Page[]): ReadonlyMap<string, string> {
  const told = new Map<string, { readonly name: string; readonly time: string }>();
  for (const { service, operation, answer, time } of pages) {
    const field = service === 'organizations' ? NAMED_BY[operation] : undefined;
    if (field === undefined) continue;
    for (const item of [answer?.[field]].flat()) {
      if (!isObject(item) || typeof item['Id'] !== 'string') continue;
      const name = typeof item['Name'] === 'string' ? item['Name'].trim() : '';
      const before = told.get(item['Id']);
      const older = !before || (byText(before.time, time) || byText(before.name, name)) < 0;
      if (name !== '' && older) told.set(item['Id'], { name, time });
    }
  }
  return new Map([...told].map(([id, { name }]) => [id, cut(name)]));
}
