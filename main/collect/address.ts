/** Addresses that answer in place of AWS, and Regions, as a user names them: what is wrong with one, and what of it is secret. */
import { isRegionName } from '#app/base/region-name.ts';
import { CollectError } from './collect-error.ts';

/** The password an address holds, as it stands in it and as it is meant. */
export function passwordsOf(address: string | undefined): string[] {
  const password = address && URL.canParse(address) ? new URL(address).password : '';
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** Throws CollectError (2) where nothing can be asked there. `from` is who names it; it is not repeated: it may hold a password. */
export function checkAddress(address: string, from: string): void {
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) return;
  throw new CollectError(2, `${from} is not an address such as http://127.0.0.1:4566.`);
}

/** Throws CollectError (2) where a collection could not begin with these. */
export function checkPlaces({
  endpoint,
  regions,
}: {
  readonly endpoint?: string | undefined;
  readonly regions?: readonly string[];
}): void {
  if (endpoint !== undefined) checkAddress(endpoint, '--endpoint-url');
  for (const region of regions ?? []) {
    if (!isRegionName(region)) {
      throw new CollectError(2, `${JSON.stringify(region)} is not a Region, such as eu-west-1.`);
    }
  }
}
