/**
 * Names of the Regions of every partition, to tell a slip of the pen from a Region that has nothing to do with a network.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, and for the partitions
 * that have a page of their own the partitions of the AWS SDK for JavaScript.
 */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  af: ['south-1'],
  ap: [
    ...['east-1', 'east-2', 'south-1', 'south-2'],
    ...['northeast-1', 'northeast-2', 'northeast-3'],
    ...['southeast-1', 'southeast-2', 'southeast-3', 'southeast-4'],
    ...['southeast-5', 'southeast-6', 'southeast-7'],
  ],
  ca: ['central-1', 'west-1'],
  cn: ['north-1', 'northwest-1'],
  eu: [
    ...['central-1', 'central-2', 'north-1', 'south-1', 'south-2', 'west-1', 'west-2', 'west-3'],
    'isoe-west-1',
  ],
  eusc: ['de-east-1'],
  il: ['central-1'],
  me: ['central-1', 'south-1', 'west-1'],
  mx: ['central-1'],
  sa: ['east-1', 'west-1'],
  us: [
    ...['east-1', 'east-2', 'west-1', 'west-2', 'gov-east-1', 'gov-west-1'],
    ...['iso-east-1', 'iso-west-1', 'isob-east-1', 'isob-west-1', 'isof-east-1', 'isof-south-1'],
  ],
};

/** `us-east-1` and all the others, sorted by area. New ones may be missing. */
export const REGIONS: readonly string[] = Object.entries(PLACES).flatMap(([area, names]) =>
  names.map((name) => `${area}-${name}`),
);
