/** An estate of the history: its snapshots on a line of time, and where one sign stands for several, these as a list. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { KeptEstate, KeptSnapshot } from '#app/api/history.ts';
import { useRem } from '../rem.ts';
import { LongList } from '../parts/long.tsx';
import { Line } from '../parts/text.tsx';
import { useApp } from '../use-state.ts';
import { count, moment, number } from '../words/count.ts';
import { gathered, type Mark } from '../words/timeline.ts';

/** A sign with a number of three digits is so wide, in pixels at the usual size of type: nearer, two would cover each other. */
const SIGN = 34;

/** How long the line is that the element draws, in pixels; a guess before it is on the page. */
function useLength(line: RefObject<HTMLElement | null>): number {
  const [length, setLength] = useState(640);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setLength(entry.contentRect.width);
    });
    if (line.current) observer.observe(line.current);
    return () => observer.disconnect();
  }, [line]);
  return length;
}

/** The line of time of one estate. */
export function KeptLine({ estate }: { readonly estate: KeptEstate }) {
  const pick = useApp((state) => state.historyPick);
  const other = useApp((state) => state.historyOther);
  const { snapshots } = estate;
  const line = useRef<HTMLDivElement>(null);
  const marks = gathered(snapshots, (one) => one.created, (SIGN * useRem()) / useLength(line));
  const around = (path: string | undefined) =>
    marks.find(({ of }) => of.length > 1 && of.some((one) => one.path === path))?.of.toReversed();
  const [chosen, compared] = [around(pick), around(other)];
  const [first, last] = [snapshots[0]!, snapshots.at(-1)!];
  return (
    <section className="history-estate" aria-label={estate.name}>
      <header>
        <h3>
          <Line text={estate.name} />
        </h3>
        <span className="quiet">{count(snapshots.length, 'snapshot')}</span>
      </header>
      <div ref={line} className="timeline">
        {marks.map((mark) => (
          <Sign key={mark.of[0]!.path} mark={mark} />
        ))}
      </div>
      <div className="timeline-ends quiet">
        <span>{moment(first.created)}</span>
        {snapshots.some(hasGaps) && (
          <span>
            <span className="timeline-sign" aria-hidden="true" /> not all could be read
          </span>
        )}
        {snapshots.length > 1 && <span>{moment(last.created)}</span>}
      </div>
      {chosen && (
        <Several label={`Snapshots of ${estate.name} around the chosen one`} of={chosen} />
      )}
      {compared && compared[0] !== chosen?.[0] && (
        <Several
          label={`Snapshots of ${estate.name} around the one to compare with`}
          of={compared}
          second
        />
      )}
    </section>
  );
}

/** One snapshot, or as many as have no room beside each other; of these the newest is chosen first. */
function Sign({ mark: { of, at } }: { readonly mark: Mark<KeptSnapshot> }) {
  const pick = useApp((state) => state.historyPick);
  const other = useApp((state) => state.historyOther);
  const choose = useApp((state) => state.pickSnapshot);
  const [oldest, newest] = [of[0]!, of.at(-1)!];
  const holds = (path: string | undefined) => of.some((one) => one.path === path);
  const name =
    of.length === 1
      ? said(newest)
      : `${count(of.length, 'snapshot')}, ${moment(oldest.created)} to ${moment(newest.created)}${severalGaps(of)}`;
  return (
    <Button
      className="timeline-mark"
      aria-label={holds(other) ? `${name}, to compare with` : name}
      aria-pressed={holds(pick) || holds(other)}
      data-gaps={of.some(hasGaps) || undefined}
      data-other={holds(other) || undefined}
      data-several={of.length > 1 || undefined}
      style={{ left: `${at * 100}%` }}
      onPress={({ shiftKey }) => choose(newest.path, shiftKey)}
    >
      {of.length > 1 && <span aria-hidden="true">{number(of.length)}</span>}
    </Button>
  );
}

/** Those that stand behind one sign, newest first; `second`: whoever chooses one there compares with it. */
function Several(props: {
  readonly label: string;
  readonly of: readonly KeptSnapshot[];
  readonly second?: boolean;
}) {
  const { label, of, second = false } = props;
  return (
    <LongList
      label={label}
      className="history-several"
      items={of}
      few={8}
      keyOf={({ path }) => path}
      draw={(one) => <Row one={one} second={second} />}
    />
  );
}

function Row({ one, second }: { readonly one: KeptSnapshot; readonly second: boolean }) {
  const pick = useApp((state) => state.historyPick);
  const other = useApp((state) => state.historyOther);
  const choose = useApp((state) => state.pickSnapshot);
  const compared = other === one.path;
  return (
    <Button
      className="history-one"
      aria-pressed={pick === one.path || compared}
      onPress={({ shiftKey }) => {
        if (!second) choose(one.path, shiftKey);
        else if (!compared) choose(one.path, true);
      }}
    >
      {compared ? `${said(one)}, to compare with` : said(one)}
    </Button>
  );
}

const hasGaps = ({ missed }: KeptSnapshot): boolean => missed !== undefined && missed > 0;

function gapsOf({ missed }: KeptSnapshot): string {
  if (missed === undefined) return ', gaps not counted';
  return missed === 0 ? '' : `, ${count(missed, 'call')} not read`;
}

function severalGaps(of: readonly KeptSnapshot[]): string {
  const holed = of.filter(hasGaps).length;
  return holed === 0 ? '' : `, of ${number(holed)} not all could be read`;
}

/** When a snapshot is of, what is in it, and what is not. */
export const said = (one: KeptSnapshot): string =>
  `${moment(one.created)}, ${count(one.accounts, 'account')}, ${count(one.regions, 'Region')}${gapsOf(one)}`;
