/** How an account is named: as its organization calls it where that is known, and always by its id. */
import type { Opened } from '#app/api/engine.ts';

/** `Payments (111122223333)`, or the id alone. */
export const accountWords = (
  opened: Pick<Opened, 'accounts'> | undefined,
  account: string,
): string => {
  const name = opened?.accounts.find(({ id }) => id === account)?.name;
  return name === undefined ? account : `${name} (${account})`;
};
