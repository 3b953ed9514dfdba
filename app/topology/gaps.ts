/** Turns what was refused, missing or unreadable into gaps, one for each reason and place. */
import { by, groupBy, thenBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { KindId } from '../kinds/index.gen.ts';
import type { TransitGateway } from '../kinds/transit-gateway.ts';
import { type Failure, GLOBAL, type Page, REGIONS, UNKNOWN } from '../snapshot/page.ts';
import type { Gap } from './gap.ts';
import type { Place } from './topology.ts';

const WAY_OUT: Readonly<Record<Failure, string>> = {
  refused:
    'Allow it for the role that collects (`peerless policy` prints the policy) and collect again.',
  throttled: 'AWS kept limiting the rate; collect again later.',
  credentials: 'Renew the credentials and collect again.',
  unavailable: 'The call could not be made there; collect again if it should have worked.',
  unobserved: 'The answer did not hold its list; a proxy may have answered instead of AWS.',
  cancelled: 'The collection was stopped first; collect again.',
  unreadable: 'Mend or replace the file and open it again.',
  partial: 'Add what these calls return, or collect live, to know the rest.',
};

/** Failures whose pages tell the way out themselves, where they say anything: whose credentials, which Region. */
const TOLD: ReadonlySet<Failure> = new Set(['throttled', 'credentials', 'unavailable']);

const SAID: Readonly<Record<Failure, string>> = {
  refused: 'was refused',
  throttled: 'was throttled',
  credentials: 'failed on its credentials',
  unavailable: 'was not available',
  unobserved: 'came back without its list',
  cancelled: 'was not made',
  unreadable: 'could not be read',
  partial: 'is known in part',
};

const list = (names: readonly string[]): string =>
  names.length <= 4
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

/** Words for a place: `account 1111…, us-east-1`. */
const placeWords = (account: string, region: string): string =>
  [
    account === UNKNOWN ? 'account not told' : `account ${account}`,
    region === UNKNOWN ? 'Region not told' : region === GLOBAL ? 'all Regions' : region,
  ].join(', ');

/** Where a call failed, or the Regions it stands for where it was to lead into several. */
const regionsOf = ({ region, args }: Page): string => args[REGIONS] ?? region;

/** The way out where nobody tells the place; files without one may be of several. */
const untold = (account: string, region: string): string => {
  const lacks = [account === UNKNOWN && 'account', region === UNKNOWN && 'Region'].filter(Boolean);
  return lacks.length === 0
    ? ''
    : ` To tell the ${lacks.join(' and the ')}, put it into the name of the file or its folder, such as 111122223333/us-east-1.`;
};

/** A failed call, and the kinds it would have brought. */
export interface FailedCall {
  readonly page: Page;
  readonly hides: readonly KindId[];
}

/** One gap for each place and reason: forty calls that died of one expired token are one gap. */
export function callGaps(failed: readonly FailedCall[]): Gap[] {
  const groups = groupBy(failed, ({ page }) =>
    [page.account, regionsOf(page), page.error?.failure ?? '', page.error?.code ?? ''].join('\n'),
  );
  return [...groups.values()].map((group) => {
    const { page } = [...group].sort(
      thenBy(
        by((f) => f.page.operation),
        by((f) => f.page.error?.message ?? ''),
      ),
    )[0]!;
    const failure = page.error?.failure ?? 'unavailable';
    const calls = uniq(group.map((f) => `${f.page.service}:${f.page.operation}`));
    const regions = regionsOf(page);
    const place = placeWords(page.account, list(regions.split(' ')));
    const code = page.error?.code ?? failure;
    const said = page.error?.message.replace(/\.$/, '') ?? '';
    const toldThere = said !== '' && (TOLD.has(failure) || said.includes('`peerless policy'));
    const what = `${list(calls)} ${SAID[failure]} in ${place}`;
    const message =
      failure === 'partial'
        ? `${said || 'Only a part of what is there is known'} (${place}): the answers of ${list(calls)} may lack something. ${WAY_OUT.partial}`
        : toldThere
          ? `${what}${said.includes(code) ? '' : ` (${code})`}: ${said}.`
          : `${what} (${code}${said && `: ${said}`}). ${WAY_OUT[failure]}`;
    return {
      id: `call/${page.account}/${regions.replaceAll(' ', '+')}/${failure}/${page.error?.code ?? ''}`,
      kind: failure === 'partial' ? 'missing' : 'call',
      failure,
      account: page.account,
      region: page.region,
      call: calls.length === 1 ? calls[0] : undefined,
      hides: uniq(group.flatMap((f) => f.hides)) as KindId[],
      subject: undefined,
      message,
    };
  });
}

/** Calls that a source does not hold at all: one gap for each place. */
export function missingGap(
  account: string,
  region: string,
  calls: readonly string[],
  hides: readonly KindId[],
): Gap {
  return {
    id: `missing/${account}/${region}`,
    kind: 'missing',
    failure: undefined,
    account,
    region,
    call: calls.length === 1 ? calls[0] : undefined,
    hides: [...hides],
    subject: undefined,
    message: `Not in this source for ${placeWords(account, region)}: ${list(uniq(calls))}. Add what these calls return, or collect live.${untold(account, region)}`,
  };
}

/** Details of one resource that were never asked for, such as the routes of one table. */
export function missingDetailGap(
  place: { account: string; region: string },
  subject: Ref,
  call: string,
  hides: KindId,
): Gap {
  return {
    id: `missing/${place.account}/${place.region}/${call}/${subject}`,
    kind: 'missing',
    failure: undefined,
    account: place.account,
    region: place.region,
    call,
    hides: [hides],
    subject,
    message: `Not in this source: ${call} for ${subject}. Add what it returns, or collect live.`,
  };
}

export function truncatedGap(
  place: { account: string; region: string },
  subject: Ref,
  call: string,
  hides: KindId,
): Gap {
  return {
    id: `truncated/${place.account}/${place.region}/${call}/${subject}`,
    kind: 'truncated',
    failure: undefined,
    account: place.account,
    region: place.region,
    call,
    hides: [hides],
    subject,
    message: `${call} for ${subject} is not complete: AWS holds more than was read. Collect again.`,
  };
}

/** Items that could not be understood: one gap for each place and operation, naming the first. */
export function unreadableGap(
  account: string,
  region: string,
  call: string,
  hides: readonly KindId[],
  whys: readonly string[],
): Gap {
  const sorted = uniq(whys);
  const more = whys.length > 1 ? ` (and ${whys.length - 1} more)` : '';
  return {
    id: `unreadable/${account}/${region}/${call}`,
    kind: 'unreadable',
    failure: 'unreadable',
    account,
    region,
    call,
    hides: [...hides],
    subject: undefined,
    message: `${call} in ${placeWords(account, region)} holds something that cannot be read: ${sorted[0]?.slice(0, 300) ?? ''}${more}. What could be read was kept.`,
  };
}

/** What every gap about something of an account that was not asked has. */
const aboutPeer = ({ id, account, region }: { readonly id: Ref } & Place) =>
  ({
    id: `peer/${id}`,
    kind: 'peer',
    failure: undefined,
    account,
    region,
    call: undefined,
    subject: id,
  }) as const;

/**
 * A VPC or transit gateway that others link to and nobody asked could see. `listed`: its account and Region
 * were asked for such resources and did not name it; then nothing else there is in doubt.
 */
export function peerGap(ghost: { kind: KindId; id: Ref } & Place, listed: boolean): Gap {
  const { kind, id, account, region } = ghost;
  const place = account || region ? ` of ${placeWords(account || UNKNOWN, region || UNKNOWN)}` : '';
  return {
    ...aboutPeer(ghost),
    // Only where the place is known: a peer of unknown place must not cast doubt on everything.
    hides: account && region && !listed ? ['route-table', 'subnet', kind] : [],
    message: listed
      ? `${id}${place} is linked to, but not among what that Region lists: it may be gone, or newer than the rest. Collect again.`
      : `${id}${place} is outside what was collected: its route tables are not known. Collect that account too.`,
  };
}

/**
 * A transit gateway that was listed by accounts it is shared with, while its owner was not asked: its route tables are
 * shown to the owner only.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/working-with-transit-gateways.html
 */
export const ownerGap = (gateway: TransitGateway): Gap => ({
  ...aboutPeer(gateway),
  hides: ['tgw-attachment', 'tgw-policy-table', 'tgw-route-table'],
  message: `${gateway.id} belongs to ${placeWords(gateway.account, gateway.region)}, which was not collected: its route tables are not known. Collect that account too.`,
});
