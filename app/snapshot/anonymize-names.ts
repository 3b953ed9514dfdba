/** New names for what tells whose network it is: the same for the same thing, and not to be guessed without the key. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Addresses, type Secret } from './anonymize-addresses.ts';
import {
  ARN_SERVICES,
  ID_PREFIXES,
  isAwsName,
  isRegion,
  isZone,
  isZoneId,
  KEPT_OWNERS,
  WORDS,
} from './anonymize-words.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Autonomous system numbers that say nothing of their owner: private, reserved, for documentation, and AWS's own. */
const PLAIN_ASN = (n: number): boolean =>
  n === 0 ||
  (n >= 64_496 && n <= 65_551) ||
  n >= 4_200_000_000 ||
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html
  [7224, 9059, 10_124, 17_493].includes(n);

export class Names {
  readonly #secret: Secret;
  readonly #addresses: Addresses;
  readonly #made = new Map<string, string>();

  /** `key` is the secret: whoever has it can check a guess, and nobody else can. At least 16 bytes. */
  constructor(key: Uint8Array) {
    if (key.length < 16) throw new RangeError('the key needs at least 16 bytes');
    this.#secret = (text) => hmac(sha256, key, utf8ToBytes(text));
    this.#addresses = new Addresses(this.#secret);
  }

  /** The same for names made with the same key. Nothing is renamed under this word, so that it tells of no name. */
  get key(): string {
    return this.#hex('key', '', 16);
  }

  #once(sort: string, text: string, make: () => string): string {
    const key = `${sort} ${text}`;
    let made = this.#made.get(key);
    if (made === undefined) {
      made = make();
      this.#made.set(key, made);
    }
    return made;
  }

  #hex(sort: string, text: string, digits: number): string {
    return bytesToHex(this.#secret(`${sort} ${text}`)).slice(0, digits);
  }

  /** A name, tag value, description or anything else that people write. */
  text(text: string): string {
    return text === '' ? '' : this.#once('text', text, () => `name-${this.#hex('text', text, 12)}`);
  }

  /** Key of a tag that no rule reads. */
  tagKey(text: string): string {
    return text === '' ? '' : this.#once('tag', text, () => `tag-${this.#hex('tag', text, 12)}`);
  }

  /** A word of AWS's own vocabulary stays; any other text is renamed. */
  word(text: string): string {
    return text === '' || WORDS.has(text.toLowerCase()) || /^-?\d{1,5}$/.test(text)
      ? text
      : this.text(text);
  }

  /** A resource id: what sort of thing it is stays. */
  id(text: string): string {
    if (text === '' || text === 'local') return text;
    return this.#once('id', text, () => {
      if (text.startsWith('arn:')) return this.arn(text);
      // Whom something is shared with may be an account.
      if (/^\d{12}$/.test(text)) return this.account(text);
      if (UUID.test(text)) {
        const hex = this.#hex('id', text, 32);
        return [8, 12, 16, 20, 32]
          .map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end))
          .join('-');
      }
      const prefix = ID_PREFIXES.find((known) => text.startsWith(known)) ?? 'id-';
      return `${prefix}0${this.#hex('id', text, 16)}`;
    });
  }

  /** Twelve digits for an account id; words that mean AWS itself stay. */
  account(text: string): string {
    if (KEPT_OWNERS.has(text)) return text;
    if (!/^\d{1,12}$/.test(text)) return this.text(text);
    return this.#once('account', text, () => {
      // A permutation, so that two accounts never get one name; walked on until it is 12 digits again.
      let n = Number(text);
      do n = this.#permuted(n);
      while (n >= 1e12);
      return String(n).padStart(12, '0');
    });
  }

  /** A permutation of the numbers below 2^40: a Feistel network of six rounds. */
  #permuted(n: number): number {
    const half = 2 ** 20;
    let [left, right] = [Math.floor(n / half), n % half];
    for (let round = 0; round < 6; round++) {
      const bytes = this.#secret(`account ${round} ${right}`);
      const mix = ((bytes[0]! << 12) | (bytes[1]! << 4) | (bytes[2]! >> 4)) >>> 0;
      [left, right] = [right, (left ^ mix) % half];
    }
    return left * half + right;
  }

  /** An address or prefix; what is neither is renamed as a text. */
  address(text: string): string {
    return text === '' ? '' : (this.#addresses.text(text) ?? this.text(text));
  }

  /** Public numbers tell who their owner is: they become private ones, the same for the same. */
  asn(n: number): number {
    if (PLAIN_ASN(n)) return n;
    const bytes = this.#secret(`asn ${n}`);
    const mix = ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
    return 4_200_000_000 + (mix % 94_967_294);
  }

  region(text: string): string {
    return text === '' || isRegion(text) ? text : this.text(text);
  }

  zone(text: string): string {
    return text === '' || isZone(text) || isZoneId(text) ? text : this.text(text);
  }

  /** Names of AWS's own services and lists stay; the id of somebody's endpoint service is renamed. */
  service(text: string): string {
    if (isAwsName(text)) return text;
    const own = /^(com\.amazonaws\.vpce)\.([a-z0-9-]+)\.(vpce-svc-[0-9a-f]+)$/.exec(text);
    return own && isRegion(own[2]!) ? `${own[1]!}.${own[2]!}.${this.id(own[3]!)}` : this.text(text);
  }

  /** `arn:partition:service:region:account:type/id`, part by part. */
  arn(text: string): string {
    const [, partition, service, region, account, ...rest] = text.split(':');
    if (partition === undefined || !/^aws(?:-cn|-us-gov|-iso(?:-[a-z])?|-eusc)?$/.test(partition)) {
      return this.text(text);
    }
    const resource = rest
      .join(':')
      .split('/')
      .map((part) => (ARN_SERVICES.has(part) ? part : this.id(part)))
      .join('/');
    return [
      'arn',
      partition,
      ARN_SERVICES.has(service ?? '') ? service : this.text(service ?? ''),
      this.region(region ?? ''),
      account === undefined || account === '' ? '' : this.account(account),
      resource,
    ].join(':');
  }
}
