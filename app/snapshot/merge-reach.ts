/** How far an account was read, where snapshots are merged: which Regions answered, and whether these are all it has. */
import { isObject } from '../base/json.ts';
import { hasRegion, isFinding, type Page, UNKNOWN } from './page.ts';

export class Reach {
  /** Regions that answered. */
  readonly regions = new Set<string>();
  /** Regions that were asked, whatever came of it: what they did not answer is told there. */
  readonly #asked = new Set<string>();
  /** Regions that are enabled, as each list of them has it. */
  readonly #lists: (readonly string[])[] = [];

  /** Takes note of a page of the account. */
  take(page: Page): void {
    const { region, operation, answer } = page;
    if (operation === 'DescribeRegions' && answer) this.#lists.push(namesIn(answer['Regions']));
    if (isFinding(page) || !hasRegion(page) || region === UNKNOWN) return;
    this.#asked.add(region);
    if (answer) this.regions.add(region);
  }

  /** True where these together asked every Region that one of them lists as enabled. */
  static isAll(reaches: readonly Reach[]): boolean {
    const isAsked = (region: string): boolean => reaches.some((one) => one.#asked.has(region));
    return reaches.some((one) => one.#lists.some((list) => list.length > 0 && list.every(isAsked)));
  }
}

const namesIn = (regions: unknown): string[] =>
  (Array.isArray(regions) ? regions : []).flatMap((one: unknown) =>
    isObject(one) && typeof one['RegionName'] === 'string' ? [one['RegionName']] : [],
  );
