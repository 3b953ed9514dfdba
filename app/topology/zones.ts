/** Availability Zones, and the zones that hang on one: Local and Wavelength Zones. */
import type { Subnet } from '../kinds/subnet.ts';

/**
 * True for an Availability Zone, by id (`use1-az4`) or name (`us-east-1a`): a Local or Wavelength Zone cannot be
 * attached and sends through its parent zone, which nothing here tells.
 * Source: https://docs.aws.amazon.com/local-zones/latest/ug/how-local-zones-work.html
 */
export const isAvailabilityZone = ({ zoneId }: Subnet): boolean =>
  /^(?:[a-z]+\d+-az\d+|[a-z]+(?:-[a-z]+)+-\d+[a-z])$/.test(zoneId);
