/** What paths and items tell of the account and Region they belong to. */
import { isObject } from '../base/json.ts';

/**
 * Region names of every partition: `us-east-1`, `us-gov-west-1`, `us-iso-east-1`, `cn-north-1`, `eusc-de-east-1`.
 * Source: https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
const REGION =
  '(?:[a-z]{2}|eusc)(?:-(?:gov|iso[a-z]?|[a-z]{2}))?-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\\d{1,2}';
const WHOLE_REGION = new RegExp(`^${REGION}$`);
const REGION_IN_NAME = new RegExp(`(?<![a-z0-9])${REGION}(?![a-z0-9])`);
/** `us-east-1a`, and the zones of Local Zones and Wavelength: `us-west-2-lax-1a`, `us-east-1-wl1-bos-wlz-1`. */
const ZONE = new RegExp(`^(${REGION})(?:[a-z]$|-)`);
const ARN = /^arn:[a-z-]+:[a-z0-9-]*:([a-z0-9-]*):(\d{12})?/;
const SERVICE_NAME = new RegExp(`^(?:com|cn)(?:\\.com)?\\.amazonaws\\.(${REGION})\\.`);

/** The text where it is a Region name. */
export const asRegion = (text: unknown): string | undefined =>
  typeof text === 'string' && WHOLE_REGION.test(text) ? text : undefined;

/** The text where it is an account id: 12 digits. */
export const asAccount = (text: unknown): string | undefined =>
  typeof text === 'string' && /^\d{12}$/.test(text) ? text : undefined;

/** Account and Region in an ARN, as far as it names them. */
export function placeOfArn(arn: unknown): { account?: string; region?: string } {
  const [, region, account] = (typeof arn === 'string' && ARN.exec(arn)) || [];
  const known = asRegion(region);
  return { ...(account && { account }), ...(known && { region: known }) };
}

/** The Region of an Availability Zone, by its name. */
export const regionOfZone = (zone: unknown): string | undefined =>
  typeof zone === 'string' ? ZONE.exec(zone)?.[1] : undefined;

/** 12 digits that read as year, month, day, hour and minute: a dated folder, not an account. */
const isDate = (digits: string): boolean =>
  /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/.test(digits);

/**
 * Hexadecimal digits of a resource's id.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
const ID_LENGTH = 17;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** A word and an account id, such as `acc123456789012`. */
const WORD_AND_ACCOUNT = /^[a-f]*\d{12}[a-f]*$/i;

/** The first account id in the name of a file. Digits within the id of a resource, a UUID or another hash are none. */
function accountIn(name: string): string | undefined {
  for (const { 0: word, index } of name.replace(UUID, ' ').matchAll(/[0-9a-z]+/gi)) {
    const digits = /(?<!\d)\d{12}(?!\d)/.exec(word)?.[0];
    if (digits === undefined || isDate(digits)) continue;
    if (!/^[0-9a-f]+$/i.test(word)) return digits;
    const isId = word.length === ID_LENGTH && index > 0;
    if (WORD_AND_ACCOUNT.test(word) && !isId) return digits;
  }
  return undefined;
}

/** What the path of a file tells: the nearest folder wins, a Region or account in the file's name before it. */
export function placeOfPath(path: string): { account?: string; region?: string } {
  const parts = path.split(/[/\\]/);
  const name = parts.pop() ?? '';
  let region = REGION_IN_NAME.exec(name)?.[0];
  let account = accountIn(name);
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i] ?? '';
    region ??= asRegion(part);
    if (account === undefined && asAccount(part) && (parts[i - 1] === 'accounts' || !isDate(part)))
      account = part;
  }
  return { ...(account && { account }), ...(region && { region }) };
}

/** The folder a file stands in. */
export const folderOf = (path: string): string => path.replace(/[^/\\]*$/, '');

/** The Region an item says it is in; undefined where it does not. */
export function regionOfItem(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  for (const [field, value] of Object.entries(item)) {
    if (typeof value !== 'string') continue;
    const region =
      field === 'AvailabilityZone'
        ? ZONE.exec(value)?.[1]
        : field.endsWith('Arn')
          ? asRegion(ARN.exec(value)?.[1])
          : field === 'PrefixListName' || field === 'ServiceName'
            ? SERVICE_NAME.exec(value)?.[1]
            : undefined;
    if (region) return region;
  }
  return undefined;
}

/** The account that owns an item; undefined where it does not say. */
export const ownerOfItem = (item: unknown): string | undefined =>
  isObject(item) ? asAccount(item['OwnerId']) : undefined;

/** The VPC an item stands in, or is. */
export const vpcOfItem = (item: unknown): string | undefined =>
  isObject(item) && typeof item['VpcId'] === 'string' ? item['VpcId'] : undefined;
