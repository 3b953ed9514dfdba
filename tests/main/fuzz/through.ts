/** An answer on the whole way that collection takes it, to pages and gaps; what no gap may be is judged here. */
import type { EC2Client } from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import type { Service } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { type Listing, listings } from '#main/collect/calls.ts';
import { type Clock, StopSignal } from '#main/collect/clock.ts';
import { Fate } from '#main/collect/fate.ts';
import { DEFAULT_LIMITS, Gate } from '#main/collect/gate.ts';
import { answersOf } from '#main/collect/operations.ts';
import { readListings } from '#main/collect/place.ts';
import { Run } from '#main/collect/run.ts';
import type { Session } from '#main/collect/sdk.ts';
import { MemoryKeep } from '#main/store/ledger.ts';

const [ACCOUNT, REGION] = ['111111111111', 'us-east-1'];
/** Kinds of gaps that an answer alone can lead to. */
const NAMED: ReadonlySet<string> = new Set([
  'BadAnswer',
  'NoList',
  'PageTokenRepeated',
  'MorePages',
]);
const still: Clock = { now: () => 0, sleep: () => Promise.resolve() };

/** The listing of an operation, with the details asked of its items; of one that collection does not list, the call alone. */
export const listingOf = (
  service: Service,
  operation: string,
  list: string,
  argument: string | undefined,
  paged: boolean,
): Listing =>
  listings.find(({ call }) => call.service === service && call.operation === operation) ?? {
    call: { service, operation, list, ...(paged && { pageSize: 100 }) },
    idField: '',
    details: [],
    args: argument === undefined ? {} : { [argument]: 'x' },
  };

/** Whatever is answered, each call ends in pages or in a gap of a named kind that says whose, where and what it was. */
export async function through(
  seed: number,
  listing: Listing,
  clientOf: (service: Service) => EC2Client,
): Promise<void> {
  const keep = new MemoryKeep();
  const gaps: string[] = [];
  const stop = new StopSignal();
  const gate = new Gate(DEFAULT_LIMITS, still, () => 0, stop);
  const run = new Run(keep, { gap: (message) => gaps.push(message) }, still, stop, gate.crowd);
  const session: Pick<Session, 'pages'> = {
    pages: (_, call, input) =>
      answersOf(clientOf(call.service), call, input, { abortSignal: new AbortController().signal }),
  };
  const account = {
    id: ACCOUNT,
    partition: 'aws',
    session: session as Session,
    profile: 'net',
    signIn: undefined,
    home: REGION,
    fate: new Fate(),
  };
  const standing = run.standing(ACCOUNT, REGION);
  await readListings(run, { account, region: REGION, enabled: true, standing }, [listing]);
  const { pages } = keep;
  for (const { error, operation } of pages) {
    if (!error) continue;
    expect(error.failure, `case ${seed}: ${error.message}`).toBe('unobserved');
    expect(NAMED.has(error.code), `case ${seed}: ${error.code}`).toBe(true);
    expect(error.message, `case ${seed}`).not.toMatch(/TypeError|RangeError|undefined|Cannot read/);
    if (error.code === 'BadAnswer')
      expect(error.message, `case ${seed}`).toContain(
        `The answer to ${operation} in account ${ACCOUNT}, ${REGION} is malformed`,
      );
  }
  for (const gap of gaps)
    expect(gap, `case ${seed}`).toMatch(
      new RegExp(`^[a-z0-9]+:[A-Z]\\w+, account ${ACCOUNT}, ${REGION}: [A-Z].*\\.$`),
    );
  expect(gaps.length > 0, `case ${seed}`).toBe(pages.some(({ error }) => error));
  buildTopology(pages);
}
