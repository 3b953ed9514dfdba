/** Anonymizing, looked at by a stranger: no name, number or address of the original in the bytes, in any spelling. */
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { type Cidr, contains, parseCidr, tryCidr, tryIp } from '#app/base/cidr.ts';
import { anonymize } from '#app/snapshot/anonymize.ts';
import { Names } from '#app/snapshot/anonymize-names.ts';
import {
  ENVIRONMENT_TAGS,
  ENVIRONMENTS,
  ERROR_CODES,
  ID_PREFIXES,
  KEPT_TAGS,
  OPERATIONS,
  WORDS,
} from '#app/snapshot/anonymize-words.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { openSource } from '#main/files/open.ts';
import { APP, NET, namedEstate, UNTOLD } from '#tests/kit/named-estate.ts';
import { noRealData, onRealData, REAL, realPath } from '#tests/kit/real-data.ts';
import { randomPages } from '#tests/kit/random-world.ts';

const key = new Uint8Array(32).map((_, i) => i * 7);
const names = new Names(key);
const about = { created: '2026-01-05T09:00:00.000Z', peerless: '1.2.3', origin: 'live' };

/** Every text and number that stands somewhere as a value. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsIn(inner);
  else if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value);
}

const isAddress = (text: string): boolean => (tryCidr(text) ?? tryIp(text)) !== undefined;

/** What everybody's network has: it tells nothing of whose it is. */
const isCommon = (text: string): boolean =>
  text.length < 4 ||
  /^-?\d{1,10}$/.test(text) ||
  WORDS.has(text.toLowerCase()) ||
  ENVIRONMENTS.has(text.toLowerCase()) ||
  ENVIRONMENT_TAGS.has(text.toLowerCase()) ||
  KEPT_TAGS.has(text) ||
  ERROR_CODES.has(text) ||
  OPERATIONS.has(text) ||
  /^(local|amazon|aws|unknown|global|anonymized)$/i.test(text) ||
  // Regions, zones, and the services of AWS in them.
  /^[a-z]{2}(-[a-z]+)+-\d[a-z]?$/.test(text) ||
  /^[a-z]{3,5}\d-az\d$/.test(text) ||
  /^com\.amazonaws\.[a-z]{2}(-[a-z]+)+-\d\.[a-z0-9.-]+$/.test(text) ||
  /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text);

const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;
const ID = /\b[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}\b/g;
const ADDRESS = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?|[0-9a-f]{1,4}:[0-9a-f:]+(?:\/\d+)?/g;

/** What of its pages is not the closed vocabulary of the format, such as services, operations and sorts of failures. */
const openPartOf = ({ pages }: Snapshot) =>
  pages.map(({ account, region, args, answer, error }) => [
    ...[account, region, args, answer, error?.code, error?.message],
  ]);

/** Everything of a snapshot that tells whose it is: whole texts, and account and resource ids within them. */
function secretsOf(original: Snapshot): string[] {
  const out = new Set<string>();
  for (const text of textsIn([openPartOf(original), original.manifest.origin])) {
    for (const part of [...(text.match(ACCOUNT) ?? []), ...(text.match(ID) ?? [])]) out.add(part);
    if (!isAddress(text)) out.add(text);
  }
  return [...out].filter((text) => !isCommon(text));
}

/** Every address and prefix, also those within a text. */
const addressesOf = (original: Snapshot): string[] => {
  const found = new Set<string>();
  for (const text of textsIn(openPartOf(original))) {
    for (const part of [text, ...(text.match(ADDRESS) ?? [])]) if (isAddress(part)) found.add(part);
  }
  return [...found];
};

/** A text in the spellings in which it could have been carried along. */
function* spellingsOf(text: string): Generator<string> {
  yield text;
  yield JSON.stringify(text).slice(1, -1);
  const bytes = Buffer.from(text, 'utf8');
  yield bytes.toString('hex');
  yield encodeURIComponent(text);
  // In base64 a text looks one of three ways, as it begins with a first, second or third byte; its ends hang on others.
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    yield whole.slice(before === 0 ? 0 : 4, -4);
  }
}

/** Shorter ones come about by chance; of a whole text they are looked for as a text of their own. */
const LEAST = 8;

const ID_SHAPE = `(?:${ID_PREFIXES.join('|')}|id-)0[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`;
const PART = new RegExp(
  `^(?:(?:name|tag)-[0-9a-f]{12}|\\d{12}|${ID_SHAPE}|arn|aws|aws-[a-z-]+|com\\.amazonaws\\.vpce\\.[a-z0-9-]+\\.vpce-svc-0[0-9a-f]{16})?$`,
);
/** The parts of ARNs that say of what sort it is. */
const SORTS = new Set([
  ...['ec2', 'networkmanager', 'directconnect', 'vpc', 'core-network', 'attachment', 'dx-gateway'],
  ...['transit-gateway', 'transit-gateway-attachment', 'vpn-connection', 'subnet', 'prefix-list'],
]);
/** True for what anonymizing makes, or is common: nothing else may be in the result. */
const isMade = (text: string): boolean =>
  isCommon(text) ||
  isAddress(text) ||
  PART.test(text) ||
  text.split(/[:/]/).every((part) => PART.test(part) || isCommon(part) || SORTS.has(part));

function expectNothingLeft(original: Snapshot, why: string): void {
  const made = anonymize(original, key).snapshot;
  const bytes = writeSnapshot(made);
  const texts = new Set(textsIn(openPartOf(made)));

  // Only texts of a known making are there: whatever is spelled in some other way has no place to stand in.
  expect(
    [...texts].filter((text) => !isMade(text)),
    why,
  ).toEqual([]);

  const secrets = secretsOf(original);
  expect(
    secrets.filter((text) => (text.length < LEAST ? texts.has(text) : bytes.includes(text))),
    why,
  ).toEqual([]);

  expectNoAddressLeft(original, bytes, why);
}

/** Ranges that mean something by themselves and are mapped onto themselves, by hand: RFC 1918, 6598, 3927, 2544, 5737. */
const RANGES = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
  ...['198.18.0.0/15', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'],
].map(parseCidr);

/** An address as the prefix that holds nothing else. */
const asCidr = (text: string): Cidr =>
  tryCidr(text) ?? parseCidr(`${text}/${text.includes(':') ? 128 : 32}`);
const rangesOf = (text: string): Cidr[] => RANGES.filter((range) => contains(range, asCidr(text)));
const isPublic = (text: string): boolean => !text.includes(':') && rangesOf(text).length === 0;

/**
 * By construction: what says eight bits or more beyond its range never keeps its name. What says less (10.0.0.0/12, a
 * default route) may, for such a prefix holds whole customers; and the addresses of AWS's own at 169.254.169.0/24 do.
 */
function mayKeep(text: string): boolean {
  if (contains(parseCidr('169.254.169.0/24'), asCidr(text))) return true;
  // A public one shares its first bits with the range that is nearest to it.
  return asCidr(text).length < Math.max(8, ...rangesOf(text).map((range) => range.length)) + 8;
}

function expectNoAddressLeft(original: Snapshot, bytes: string, why: string): void {
  const before = addressesOf(original);
  const told = before.filter((text) => !mayKeep(text));
  expect(
    told.filter((text) => names.address(text) === text),
    why,
  ).toEqual([]);
  // The last byte of a private address is kept: the three before it are another network's.
  const hosts = told.filter((text) => tryIp(text)?.family === 4 && !isPublic(text));
  const net = (text: string): string => text.slice(0, text.lastIndexOf('.'));
  expect(
    hosts.filter(
      (text) =>
        rangesOf(text).every((range) => range.length < 24) &&
        net(names.address(text)) === net(text),
    ),
    why,
  ).toEqual([]);

  // A network may be called as another one was: of a range that is full, every one is. Nothing else of it is there.
  const renamed = new Set(before.map((text) => names.address(text)));
  const there = new Set(bytes.match(ADDRESS));
  const left = told.filter((text) => there.has(text));
  expect(
    left.filter((text) => !renamed.has(text)),
    why,
  ).toEqual([]);
  // Public ones are too many for that to happen.
  expect(left.filter(isPublic), why).toEqual([]);
}

describe('nothing of the original is left', () => {
  it('in random networks and the sample estate', () => {
    for (let seed = 1; seed <= 8; seed++) {
      expectNothingLeft(makeSnapshot(randomPages(seed), about), `seed ${seed}`);
    }
    expectNothingLeft(sampleEstate().snapshot(), 'sample');
  });

  it.skipIf(noRealData)(onRealData('in real ones'), async () => {
    for (const name of REAL) expectNothingLeft((await openSource(realPath(name))).snapshot, name);
  });

  it('of an estate that can be told by every name in it, in any spelling', () => {
    const original = namedEstate();
    expectNothingLeft(original, 'named');
    const bytes = writeSnapshot(anonymize(original, key).snapshot);
    const planted = writeSnapshot(original);
    for (const text of [...UNTOLD, NET, APP]) expect(planted, text).toContain(text);
    const long = secretsOf(original).filter((text) => text.length >= LEAST);
    expect(long.length).toBeGreaterThan(80);
    const left = [...long, ...UNTOLD, NET, APP].flatMap((text) =>
      [...spellingsOf(text)].filter((spelled) => spelled.length > 3 && bytes.includes(spelled)),
    );
    expect(left).toEqual([]);
    expect(bytes).not.toMatch(/10\.6[12]\.|52\.94\.76\.|172\.19\.6|100\.66\.32\.|2a05:d018:7e3/);
  });
});
