/** What merging had to decide, for stderr: calls answered differently, and older answers that were kept. */
import { count } from '#app/base/count.ts';
import { groupBy } from '#app/base/order.ts';
import type { Merged, Settled } from '#app/snapshot/merge.ts';
import { inertLines } from '../inert.ts';

/** Lines of a list before it is folded. */
const LINES = 20;

const minute = (time: string): string => time.slice(0, 16).replace('T', ' ') || 'an unknown time';

/** One line for each call, place and pair of times; details of many resources are counted. */
function lines(list: readonly Settled[]): string[] {
  const groups = groupBy(list, ({ account, region, call, kept, left }) =>
    [account, region, call, minute(kept), left.map(minute).join(', ')].join('\n'),
  );
  return [...groups.values()].map((group) => {
    const { account, region, call, subject, kept, left } = group[0]!;
    const about =
      group.length > 1 ? ` of ${count(group.length, 'resource')}` : subject ? ` of ${subject}` : '';
    const others = [...new Set(left.map(minute))].join(', ');
    return `  ${account} ${region} ${call}${about}: kept ${minute(kept)}, left ${others}\n`;
  });
}

function told(list: readonly Settled[], words: string): string {
  if (list.length === 0) return '';
  const all = lines(list);
  const more =
    all.length > LINES ? `  … and ${count(all.length - LINES, 'line')} more like these\n` : '';
  return `peerless: ${words}\n${all.slice(0, LINES).join('')}${more}`;
}

/** Empty where nothing had to be decided. */
export const mergeNotes = ({ conflicts, older }: Merged): string =>
  inertLines(
    told(
      conflicts,
      `${count(conflicts.length, 'call')} answered differently; the later answer was kept:`,
    ) +
      told(
        older,
        `${count(older.length, 'call')} with an older answer than the last try, which failed or was not complete:`,
      ),
  );
