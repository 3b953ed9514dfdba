/** Reads one Region of one account, or what all Regions answer alike: listings, then the details of what they list. */
import { isObject } from '#app/base/json.ts';
import type { DetailCall, ListCall } from '#app/kinds/kind.ts';
import { type Call, GLOBAL, type Page, type PageError } from '#app/snapshot/page.ts';
import { secretFields } from '#app/sources/secrets.ts';
import type { Listing } from './calls.ts';
import {
  cancelled,
  classify,
  codeOf,
  refusedByOne,
  unobserved,
  withoutAddress,
} from './classify.ts';
import { type Fate, Pointless } from './fate.ts';
import { plainAnswer } from './plain.ts';
import type { Run } from './run.ts';
import type { Session } from './sdk.ts';
import type { Standing } from './standing.ts';

export interface Account {
  readonly id: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string;
  readonly session: Session;
  /** Empty for the default chain. */
  readonly profile: string;
  /** The command that signs in again; undefined where the credentials come of no sign-in. */
  readonly signIn: string | undefined;
  /** Region for calls that no Region in particular answers. */
  readonly home: string;
  readonly fate: Fate;
}

export interface Place {
  readonly account: Account;
  /** Or `global`. */
  readonly region: string;
  /** True where DescribeRegions listed the Region. */
  readonly enabled: boolean;
  readonly standing: Standing;
  /** Done when EC2 has said whether the Region lets us in: the smaller services only repeat it in words of their own. */
  readonly verdict?: Promise<unknown>;
}

/** A detail to ask for, of an item or of what it names. */
interface Wanted {
  readonly id: string;
  readonly detail: DetailCall;
  readonly item: Item;
}

/** What became of one call. */
interface Brought {
  readonly head: Call;
  /** The item it was about is no more. */
  readonly gone: boolean;
}

type Item = Readonly<Record<string, unknown>>;

/** AWS says a page token is no longer good: the listing starts over, once. */
const STALE_TOKEN = new Set(['InvalidPaginationToken', 'InvalidNextToken']);

export async function readListings(
  run: Run,
  place: Place,
  listings: readonly Listing[],
): Promise<void> {
  place.standing.begin(listings.length);
  const isEc2 = ({ call }: Listing) => call.service === 'ec2';
  const readAll = (at: Place, some: readonly Listing[]) =>
    Promise.all(some.map((listing) => readListing(run, at, listing)));
  const ec2 = readAll(place, listings.filter(isEc2));
  const others = listings.filter((listing) => !isEc2(listing));
  await Promise.all([ec2, readAll({ ...place, verdict: ec2 }, others)]);
  place.standing.end();
}

async function readListing(
  run: Run,
  place: Place,
  { call, idField, details, args }: Listing,
): Promise<void> {
  let wanted: Wanted[] = [];
  const about = new Set<string>();
  const { head } = await read(run, place, call, args, (page, part) => {
    // A listing that starts over lists everything again.
    if (part === 0) {
      wanted = [];
      about.clear();
    }
    for (const item of (page.answer?.[call.list] ?? []) as Item[]) {
      const id = item[idField];
      if (typeof id !== 'string') continue;
      for (const detail of details) {
        if (detail.about) {
          // What several items name is asked for once, and where it is.
          for (const { id: other, account, region } of detail.about(item)) {
            const known = about.size;
            if (account !== place.account.id || region !== place.region) continue;
            if (about.add(`${detail.as} ${other}`).size > known)
              wanted.push({ id: other, detail, item });
          }
        } else if (!detail.parts && (detail.when?.(item, place.account.id) ?? true))
          wanted.push({ id, detail, item });
      }
    }
  });
  run.expect(wanted.length);
  place.standing.expect(wanted.length);
  run.crowd.more(wanted.length);
  const { list } = call;
  await Promise.all(
    wanted.map(async ({ id, detail, item }) => {
      const further = details.filter(
        (d) => d.parts?.of === detail.as && (d.when?.(item, place.account.id) ?? true),
      );
      const parts: { readonly detail: DetailCall; readonly args: Call['args'] }[] = [];
      const args = { [detail.argument]: id, ...detail.own };
      const see = ({ answer }: Page) => {
        const told = [answer?.[detail.list]].flat().filter(isObject);
        for (const d of further)
          for (const more of told.flatMap((one) => d.parts?.each(one) ?? []))
            parts.push({ detail: d, args: { [d.argument]: id, ...more } });
      };
      // What an item names may be gone, and the item is still there.
      const { gone } = await read(run, place, detail, args, see, !detail.about);
      // A listing made a moment later would not have held it.
      if (gone) return run.note({ note: 'gone', call: head, item: { list, idField, id } });
      run.expect(parts.length);
      place.standing.expect(parts.length);
      run.crowd.more(parts.length);
      await Promise.all(parts.map((part) => read(run, place, part.detail, part.args)));
    }),
  );
}

/**
 * Makes one call, all of its pages. Never throws for what AWS, the network or the user did. `ofItem`: it is about an item of
 * a listing, which is gone where AWS does not find it.
 */
async function read(
  run: Run,
  place: Place,
  call: ListCall,
  args: Call['args'],
  see?: (page: Page, part: number) => void,
  ofItem = false,
): Promise<Brought> {
  const { account, region } = place;
  const { service, operation, list, filters, fixed, only, pageSize, single } = call;
  /** Whom to ask what every Region answers alike. */
  const asked = region === GLOBAL ? account.home : region;
  const head: Call = { account: account.id, region, service, operation, args };
  let part = 0;
  const over = (gone: boolean, error?: PageError): Brought => {
    place.standing.did(error);
    run.did(account.id, region, `${service}:${operation}`);
    run.crowd.over();
    return { head, gone };
  };
  const end = async (error?: PageError, gone = false): Promise<Brought> => {
    if (!error) await run.note({ note: 'whole', call: head, pages: part });
    else if (!gone) await run.fail(head, error, part);
    return over(gone, gone ? undefined : error);
  };
  const input = { ...args, ...fixed, ...(filters ? { Filters: filters } : {}) };

  const before = run.known.answered(head);
  if (before) {
    run.had();
    for (const [at, page] of before.entries()) see?.(page, at);
    return over(false);
  }
  for (let again = true; ; again = false) {
    const fate = run.signal.aborted ? cancelled : account.fate.in(region);
    if (fate) return end(fate);
    try {
      for await (const answer of account.session.pages(
        { account: account.id, region: asked },
        { service, operation, pageSize },
        input,
      )) {
        account.fate.answered(service, asked);
        if (!(single ? isObject(answer[list]) : Array.isArray(answer[list])))
          return await end(unobserved(list));
        const kept = only ? { ...answer, [list]: onlyThose(answer[list] as Item[], only) } : answer;
        const page: Page = { ...head, time: run.time, answer: plainAnswer(kept, secretFields) };
        await run.note({ note: 'page', part, page });
        see?.(page, part);
        part++;
        if (pageSize === undefined && (answer.NextToken ?? answer.nextToken))
          return await end(moreThanRead(list));
      }
      return await end();
    } catch (error) {
      if (error instanceof Pointless) return end(error.error, false);
      if (again && STALE_TOKEN.has(codeOf(error))) {
        part = 0;
        continue;
      }
      const about = {
        profile: account.profile,
        account: account.id,
        region: asked,
        operation,
        signIn: account.signIn,
        regionEnabled: place.enabled,
        answered: account.fate.hasAnswered(service, asked),
      };
      const { error: why, reach } = classify(error, about);
      if (reach === 'region' && service !== 'ec2') {
        await place.verdict;
        const dead = account.fate.in(region);
        if (dead) return end(dead);
        const known = account.fate.hasAnswered('ec2', asked);
        return end(withoutAddress(known ? refusedByOne(why, about) : why));
      }
      account.fate.seal(reach, region, why);
      return end(why, reach === 'gone' && ofItem);
    }
  }
}

const onlyThose = (items: readonly Item[], { field, values }: NonNullable<ListCall['only']>) =>
  items.filter((item) => values.includes(item[field] as string));

const moreThanRead = (list: string): PageError => ({
  failure: 'unobserved',
  code: 'MorePages',
  message: `AWS has more of ${list} than this version of Peerless asks for.`,
});
