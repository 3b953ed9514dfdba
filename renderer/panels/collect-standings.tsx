/** A collection under way, account by account: how many Regions are read, how many calls made, and what is missing. */
import { useMemo, useState } from 'react';
import type { AccountProgress, PlaceProgress } from '#app/api/collect.ts';
import { Icon } from '../parts/icon.tsx';
import { Tree } from '../parts/tree.tsx';
import { useRem } from '../rem.ts';
import {
  type AccountStanding,
  PHASES,
  type StandingItem,
  standingRows,
  sumOf,
} from '../state/standings.ts';
import { count, number } from '../words/count.ts';
import { short } from '../words/visible.ts';

const ACCOUNT_WORDS = {
  reading: 'reading',
  refused: 'does not let us in',
  waiting: 'waiting',
  read: 'read',
} as const satisfies Record<AccountProgress['phase'], string>;

const PLACE_WORDS = {
  waiting: 'waiting',
  reading: 'reading',
  read: 'read',
  disabled: 'not enabled',
  refused: 'refused',
  silent: 'no answer',
  stopped: 'stopped',
} as const satisfies Record<PlaceProgress['phase'], string>;

const ROW = 28;
/** More rows than this scroll. */
const MOST_ROWS = 9;

export function Standings({ accounts }: { readonly accounts: readonly AccountStanding[] }) {
  /** Those that were folded or unfolded by hand; one account alone shows its Regions by itself. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string>();
  const rem = useRem();
  const alone = accounts.length === 1;
  const rows = useMemo(
    () => standingRows(accounts, (account) => turned.has(account) !== alone),
    [accounts, turned, alone],
  );
  if (accounts.length === 0) return null;
  const tally = PHASES.flatMap((phase) => {
    const n = accounts.filter((a) => a.phase === phase).length;
    return n === 0 ? [] : [`${number(n)} ${phase}`];
  });
  return (
    <section className="collect-gaps" aria-label="Accounts">
      <h3>
        {count(accounts.length, 'account')} <span className="tally">{tally.join(', ')}</span>
      </h3>
      <div
        className="standings"
        style={{ height: rem * ROW * Math.min(rows.length, MOST_ROWS) + 2 }}
      >
        <Tree
          label="Accounts and their Regions"
          rows={rows}
          selected={undefined}
          at={at}
          rowHeight={ROW}
          nameOf={nameOf}
          draw={draw}
          onStand={setAt}
          onSelect={setAt}
          onToggle={(id) => {
            const next = new Set(turned);
            if (!next.delete(id)) next.add(id);
            setTurned(next);
          }}
        />
      </div>
    </section>
  );
}

const callsOf = ({ done, calls }: { readonly done: number; readonly calls: number }): string =>
  calls === 0 ? '' : `${number(done)} of ${count(calls, 'call')}`;
const gapsOf = ({ gaps }: { readonly gaps: number }): string =>
  gaps === 0 ? '' : count(gaps, 'gap');
const regionsOf = ({
  over,
  regions,
}: {
  readonly over: number;
  readonly regions: number;
}): string => (regions === 0 ? '' : `${number(over)} of ${count(regions, 'Region')}`);

function nameOf(item: StandingItem): string {
  const words =
    'place' in item
      ? [
          short(item.place.region, 60),
          PLACE_WORDS[item.place.phase],
          callsOf(item.place),
          gapsOf(item.place),
        ]
      : accountNames(item.account);
  return words.filter((word) => word !== '').join(', ');
}

function accountNames(standing: AccountStanding): readonly string[] {
  const sum = sumOf(standing);
  return [
    standing.account,
    short(standing.name, 100),
    ACCOUNT_WORDS[standing.phase],
    regionsOf(sum),
    callsOf(sum),
    gapsOf(sum),
  ];
}

function draw(item: StandingItem) {
  if ('place' in item) {
    const { place } = item;
    return (
      <>
        <span className="mono">{short(place.region, 60)}</span>
        <Phase words={PLACE_WORDS[place.phase]} reading={place.phase === 'reading'} />
        <Figures calls={callsOf(place)} gaps={gapsOf(place)} />
      </>
    );
  }
  const { account } = item;
  const sum = sumOf(account);
  return (
    <>
      {account.places.length > 0 ? (
        <Icon id="chevron" size={12} />
      ) : (
        <span className="no-chevron" />
      )}
      <span className="mono">{account.account}</span>
      <span className="line">{short(account.name, 100)}</span>
      <Phase
        words={regionsOf(sum) || ACCOUNT_WORDS[account.phase]}
        reading={account.phase === 'reading'}
      />
      <Figures calls={callsOf(sum)} gaps={gapsOf(sum)} />
    </>
  );
}

const Phase = ({ words, reading }: { readonly words: string; readonly reading: boolean }) => (
  <span className={reading ? 'standing-phase' : 'standing-phase quiet'}>{words}</span>
);

const Figures = ({ calls, gaps }: { readonly calls: string; readonly gaps: string }) => (
  <>
    <span className="standing-calls number quiet">{calls}</span>
    <span className="standing-gaps">{gaps !== '' && <span className="unsure">{gaps}</span>}</span>
  </>
);
