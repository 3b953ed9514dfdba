/** Prices of one's own over those shipped: what a contract says, or a newer price list. */
import { z } from 'zod';
import type { AttachmentPrice, Prices, TransferPrice } from '../mesh/prices.ts';

const usd = z.number().nonnegative();

const regionPrices = z.strictObject({
  attachmentHour: usd.optional(),
  processedGb: usd.optional(),
  crossZoneGb: usd.optional(),
  interRegionGb: z.union([usd, z.record(z.string(), usd)]).optional(),
});

/** The file: a date, and by Region what differs from the prices shipped. All in USD. */
export const priceFile = z.strictObject({
  asOf: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  source: z.string().min(1).optional(),
  regions: z.record(z.string(), regionPrices),
});
/** Names the file may have at its top, and for a Region. */
export const TOP_KEYS: readonly string[] = Object.keys(priceFile.shape);
export const REGION_PRICES: readonly string[] = Object.keys(regionPrices.shape);
export type PriceFile = z.infer<typeof priceFile>;

/** The prices of a file where it has them, else those of `list`. `name` is cited where the file names no source. */
export function pricesOver(list: Prices, file: PriceFile, name: string): Prices {
  const { asOf, source = name } = file;
  const transfer = (
    gb: number | undefined,
    otherwise: TransferPrice | undefined,
  ): TransferPrice | undefined => (gb === undefined ? otherwise : { gb, asOf, source });
  return {
    attachment(region) {
      const own = file.regions[region];
      const known = list.attachment(region);
      const hour = own?.attachmentHour ?? known?.hour;
      const gb = own?.processedGb ?? known?.gb;
      if (hour === undefined || gb === undefined) return undefined;
      const whole = own?.attachmentHour !== undefined && own.processedGb !== undefined;
      const price: AttachmentPrice = { region, hour, gb, asOf, source };
      return whole || !known ? price : { ...known, hour, gb };
    },
    crossZone: (region) => transfer(file.regions[region]?.crossZoneGb, list.crossZone(region)),
    interRegion(from, to) {
      const own = file.regions[from]?.interRegionGb;
      return transfer(typeof own === 'number' ? own : own?.[to], list.interRegion(from, to));
    },
  };
}
