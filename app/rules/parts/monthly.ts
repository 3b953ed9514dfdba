/** What attachments cost by the month, in words. */
import { attachmentPrice, HOURS_A_MONTH } from '../../mesh/prices.ts';

/** ` (about 73 USD a month at list price)` for attachments in these Regions; empty where AWS bills in another currency. */
export function monthly(regions: readonly string[]): string {
  let usd = 0;
  for (const region of regions) {
    const price = attachmentPrice(region);
    if (!price) return '';
    usd += price.hour * HOURS_A_MONTH;
  }
  return ` (about ${Math.round(usd)} USD a month at list price)`;
}
