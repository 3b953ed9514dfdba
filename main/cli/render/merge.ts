/** What merging had to decide, for stderr: calls answered differently, and older answers that were kept. */
import { count } from '#app/base/count.ts';
import { groupBy } from '#app/base/order.ts';
import { isWay, type Led } from '#app/snapshot/merge-ways.ts';
import type { Joined, Merged, Settled } from '#app/snapshot/merge.ts';
import type { Service } from '#app/snapshot/page.ts';
import { inertLines } from '../inert.ts';

/** Lines of a list before it is folded. */
const LINES = 20;

const minute = (time: string): string => time.slice(0, 16).replace('T', ' ') || 'an unknown time';

/** One line for each call, place and pair of times; details of many resources are counted. */
function lines(list: readonly Settled[], paths: readonly string[]): string[] {
  const named = (sources: readonly number[]): string =>
    [...new Set(sources.map((i) => paths[i] ?? ''))].join(', ');
  const groups = groupBy(list, ({ account, region, call, kept, left, keptOf, leftOf }) =>
    [
      account,
      region,
      call,
      minute(kept),
      left.map(minute).join(', '),
      keptOf.join(' '),
      leftOf.join(' '),
    ].join('\n'),
  );
  return [...groups.values()].map((group) => {
    const { account, region, call, subject, kept, left, keptOf, leftOf } = group[0]!;
    const about =
      group.length > 1 ? ` of ${count(group.length, 'resource')}` : subject ? ` of ${subject}` : '';
    const others = [...new Set(left.map(minute))].join(', ');
    return `  ${account} ${region} ${call}${about}: kept ${minute(kept)}, left ${others} (kept ${named(keptOf)}, left ${named(leftOf)})\n`;
  });
}

function told(list: readonly Settled[], paths: readonly string[], words: string): string {
  if (list.length === 0) return '';
  const all = lines(list, paths);
  const more =
    all.length > LINES ? `  … and ${count(all.length - LINES, 'line')} more like these\n` : '';
  return `peerless: ${words}\n${all.slice(0, LINES).join('')}${more}`;
}

/** Empty where nothing had to be decided. `paths` name the sources, in the order in which they were merged. */
export function mergeNotes(
  { conflicts, older, joined, led }: Merged,
  paths: readonly string[],
): string {
  const tied = conflicts.filter(({ kept, left }) => left.includes(kept));
  const later = conflicts.filter((settled) => !tied.includes(settled));
  const shut = older.filter(({ call }) => {
    const [service, operation = ''] = call.split(':');
    return isWay({ service: service as Service, operation });
  });
  const failed = older.filter((settled) => !shut.includes(settled));
  return inertLines(
    told(
      later,
      paths,
      `${count(later.length, 'call')} answered differently; the later answer was kept:`,
    ) +
      told(
        tied,
        paths,
        `${count(tied.length, 'call')} answered differently at the same time; none is the later, and one was kept, always the same:`,
      ) +
      told(
        failed,
        paths,
        `${count(failed.length, 'call')} with an older answer than the last try, which failed or was not complete:`,
      ) +
      told(
        shut,
        paths,
        `${count(shut.length, 'try', 'tries')} to enter an account failed after it was read; what was read before was kept:`,
      ) +
      toldLed(led, paths) +
      toldJoined(
        joined.filter(({ placed }) => !placed),
        paths,
        'did not tell the account or Region, so that all was kept, the old beside the new. Put both into the names of files or folders, such as 111122223333/us-east-1/vpcs.json. Sources:',
      ) +
      toldJoined(
        joined.filter(({ placed }) => placed),
        paths,
        'known in part by several sources, and joined: what only the older still holds counts as there. Sources:',
      ),
  );
}

/** Whether two profiles of one name are the same, only whoever wrote them knows. */
const toldLed = (led: readonly Led[], paths: readonly string[]): string =>
  led
    .map(
      ({ profile, accounts, of }) =>
        `peerless: profile ${profile} led nowhere in ${of.map((i) => paths[i] ?? '').join(', ')}, and to account ` +
        `${accounts.join(', ')} in another source; whether they are the same is not known, so that it stays a gap\n`,
    )
    .join('');

/** One line for all: which calls they are says less than which sources. */
function toldJoined(list: readonly Joined[], paths: readonly string[], words: string): string {
  if (list.length === 0) return '';
  const sources = [...new Set(list.flatMap(({ of }) => of))].sort((a, b) => a - b);
  const calls = [...new Set(list.map(({ call }) => call))];
  const shown = calls.slice(0, 5).join(', ');
  const more = calls.length > 5 ? ` and ${calls.length - 5} more` : '';
  return (
    `peerless: ${count(list.length, 'call')} (${shown}${more}) ${words}\n` +
    sources.map((i) => `  ${paths[i] ?? ''}\n`).join('')
  );
}
