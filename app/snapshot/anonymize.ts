/**
 * A snapshot that shows how a network is built and not whose it is: accounts, names, tags, ids, addresses and every
 * text that people write get new names, and what Peerless does not read is left out. The network behaves as before.
 */
import { isObject } from '../base/json.ts';
import { uniq } from '../base/order.ts';
import { TREATMENTS, type Treatment } from './anonymize-fields.ts';
import { Names } from './anonymize-names.ts';
import {
  ENVIRONMENT_TAGS,
  ENVIRONMENTS,
  ERROR_CODES,
  KEPT_TAGS,
  OPERATIONS,
} from './anonymize-words.ts';
import { makeSnapshot } from './make.ts';
import { type Page, REGIONS, REST } from './page.ts';
import { ANONYMIZED, type Snapshot } from './snapshot.ts';

export interface Anonymized {
  readonly snapshot: Snapshot;
  /** Names of the fields that were left out, sorted: they are of AWS's making, or of whoever edited the file. */
  readonly leftOut: readonly string[];
  /** Pages left out, of calls that Peerless does not read. */
  readonly pagesLeftOut: number;
}

/**
 * The snapshot under new names. The same key gives the same names, in every snapshot; without it they cannot be
 * undone, nor a guess be checked. `key` has at least 16 bytes (RangeError).
 */
export function anonymize({ manifest, pages }: Snapshot, key: Uint8Array): Anonymized {
  const names = new Names(key);
  const scrub = new Scrub(names);
  const kept = pages.filter(({ operation }) => OPERATIONS.has(operation));
  const snapshot = makeSnapshot(
    kept.map((page) => scrub.page(page)),
    {
      created: isTime(manifest.created) ? manifest.created : EPOCH,
      peerless: /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(manifest.peerless) ? manifest.peerless : '0.0.0',
      origin: ANONYMIZED,
      key: names.key,
    },
  );
  return {
    snapshot,
    leftOut: uniq(scrub.leftOut),
    pagesLeftOut: pages.length - kept.length,
  };
}

const EPOCH = '1970-01-01T00:00:00.000Z';
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/;
const isTime = (text: string): boolean => TIME.test(text);

/** A time in whatever spelling a tool wrote it. */
function timeOf(text: string): string | undefined {
  if (isTime(text)) return text;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** No port, count or time in seconds is larger; an account id is. */
const LARGEST = 2 ** 33;

/** Deeper than any answer of AWS. */
const MAX_DEPTH = 30;

class Scrub {
  readonly leftOut = new Set<string>();
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  page({ account, region, service, operation, args, time, answer, error }: Page): Page {
    return {
      account: this.#names.account(account),
      region: this.#names.region(region),
      service,
      operation,
      args: this.#args(args),
      time: isTime(time) ? time : EPOCH,
      ...(answer === undefined ? {} : { answer: this.#object(answer, 0) }),
      ...(error === undefined
        ? {}
        : {
            error: {
              failure: error.failure,
              code: ERROR_CODES.has(error.code) ? error.code : this.#names.text(error.code),
              // Messages of AWS quote users, roles and ids.
              message: '',
            },
          }),
    };
  }

  #args(args: Page['args']): Record<string, string> {
    const out: Record<string, string> = {};
    for (const [name, value] of Object.entries(args)) {
      const each = (rename: (one: string) => string) => value.split(' ').map(rename).join(' ');
      if (name === REGIONS || name === REST.regions)
        out[name] = each((one) => this.#names.region(one));
      else if (name === REST.accounts) out[name] = each((one) => this.#names.account(one));
      else if (name === 'Filters' || TREATMENTS.get(name) === 'word')
        out[name] = this.#names.word(value);
      else if (TREATMENTS.get(name) === 'id') out[name] = this.#names.id(value);
      else if (name === 'Profile' || TREATMENTS.get(name) === 'text')
        out[name] = this.#names.text(value);
      else if (TREATMENTS.get(name) === 'region') out[name] = this.#names.region(value);
      else this.leftOut.add(name);
    }
    return out;
  }

  #object(object: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(object)) {
      const treatment = TREATMENTS.get(name);
      if (treatment === undefined || depth > MAX_DEPTH) this.leftOut.add(name);
      else {
        const kept =
          treatment === 'tags' ? this.#tags(value) : this.#value(treatment, value, depth);
        if (kept !== undefined) out[name] = kept;
      }
    }
    return out;
  }

  /** What of a value is kept; undefined for nothing. */
  #value(treatment: Treatment, value: unknown, depth: number): unknown {
    if (value === null || typeof value === 'boolean') return value;
    if (Array.isArray(value)) {
      // Places in a list stay places: a list of texts is read by its order.
      return depth > MAX_DEPTH
        ? []
        : value.map((item: unknown) => this.#value(treatment, item, depth + 1) ?? null);
    }
    if (isObject(value)) return this.#object(value, depth + 1);
    if (typeof value === 'number') return this.#number(treatment, value);
    return typeof value === 'string' ? this.#text(treatment, value) : undefined;
  }

  #number(treatment: Treatment, value: number): number | undefined {
    if (treatment === 'asn') return this.#names.asn(value);
    // A time in seconds, or a word that is a number in another answer.
    const mayBe = treatment === 'number' || treatment === 'time' || treatment === 'word';
    return mayBe && Math.abs(value) <= LARGEST ? value : undefined;
  }

  #text(treatment: Treatment, text: string): string {
    const names = this.#names;
    switch (treatment) {
      // Such as the status of an interface, where a peering has an object.
      case 'node':
      case 'number':
      case 'flag':
      case 'word':
        return names.word(text);
      case 'time':
        return timeOf(text) ?? names.text(text);
      case 'asn':
        return /^\d{1,10}$/.test(text) ? String(names.asn(Number(text))) : names.text(text);
      case 'tags':
        return names.text(text);
      default:
        return names[treatment](text);
    }
  }

  #tags(value: unknown): unknown {
    if (!Array.isArray(value)) return undefined;
    return value.map((tag: unknown) => {
      if (!isObject(tag)) return null;
      const upper = 'Key' in tag || 'Value' in tag;
      const [key, text] = upper ? [tag['Key'], tag['Value']] : [tag['key'], tag['value']];
      // What is no text is no tag, here as in the original.
      if (typeof key !== 'string' || typeof text !== 'string') return null;
      const [k, v] = this.#tag(key, text);
      return upper ? { Key: k, Value: v } : { key: k, value: v };
    });
  }

  /** Keys that rules read stay, and values that everybody uses for an environment. */
  #tag(key: string, value: string): readonly [key: string, value: string] {
    if (ENVIRONMENT_TAGS.has(key.toLowerCase())) {
      return [key, ENVIRONMENTS.has(value.toLowerCase()) ? value : this.#names.text(value)];
    }
    return [KEPT_TAGS.has(key) ? key : this.#names.tagKey(key), this.#names.text(value)];
  }
}
