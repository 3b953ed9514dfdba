/** The peerings of a mesh, one row each: what it costs to keep it or to move it, and a box that keeps it. */
import { useMemo, useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import type { PeeringChoice, PlanSummary } from '#app/api/plan.ts';
import type { TrafficChoice } from '#app/plan/bill.ts';
import type { KeptPeering } from '#app/plan/design-shapes.ts';
import { Icon } from '../../parts/icon.tsx';
import { Picks } from '../../parts/picks.tsx';
import { keptByWish } from '../../state/plan-choices.ts';
import { useApp } from '../../use-state.ts';
import { count, dollars, number } from '../../words/count.ts';
import { short } from '../../words/visible.ts';
import { keptNames, range } from './words.ts';

/** Height of a row, in pixels. */
const ROW = 28;

interface PairRow extends PeeringChoice {
  readonly cost: TrafficChoice | undefined;
  readonly kept: KeptPeering | undefined;
}

/** The dearest to move first, as the plan orders them; the others by name. */
function rowsOf(
  peerings: readonly PeeringChoice[],
  summary: PlanSummary | undefined,
  given: boolean,
): readonly PairRow[] {
  const costs = new Map(
    (given ? (summary?.traffic ?? []) : []).map((c, i) => [c.peering, [c, i] as const]),
  );
  const kept = new Map(summary?.kept.map((k) => [k.peering, k]));
  const place = (id: string): number => costs.get(id)?.[1] ?? Infinity;
  return peerings
    .map((peering) => ({
      ...peering,
      cost: costs.get(peering.id)?.[0],
      kept: kept.get(peering.id),
    }))
    .sort((a, b) => (place(a.id) === place(b.id) ? 0 : place(a.id) - place(b.id)));
}

const NO_PEERINGS: readonly PeeringChoice[] = [];

export function Pairs() {
  const peerings = useApp((state) => state.planChoices?.peerings ?? NO_PEERINGS);
  const summary = useApp((state) => state.planMade?.planning.summary);
  const wish = useApp((state) => state.planWish);
  const keep = useApp((state) => state.keepPeerings);
  const [text, setText] = useState('');
  const given = wish.traffic !== undefined;
  const rows = useMemo(() => rowsOf(peerings, summary, given), [peerings, summary, given]);
  const kept = keptByWish(wish, summary);
  const asked = text.trim().toLowerCase();
  const found = rows.filter(({ id, between }) =>
    [id, ...between].some((name) => name.toLowerCase().includes(asked)),
  );
  /** Only peerings of this mesh are chosen here. */
  const here = useMemo(() => new Set(peerings.map((p) => p.id)), [peerings]);
  const choose = (ids: Iterable<string>): void =>
    void keep([...new Set(ids)].filter((id) => here.has(id)));
  return (
    <section className="plan-pairs" aria-label="Peerings to keep">
      <div className="plan-pairs-head">
        <p className="quiet">
          {number([...kept].filter((id) => here.has(id)).length)} of {count(rows.length, 'peering')}{' '}
          kept.{' '}
          {given
            ? 'What moves is paid for by the GB at the gateway.'
            : 'With traffic, each row shows what it costs either way.'}
        </p>
        <SearchField className="search-field" value={text} onChange={setText}>
          <Label className="hidden-label">Find a pair</Label>
          <Icon id="search" size={14} />
          <Input placeholder="Find a pair" spellCheck="false" />
          <Button className="icon-button small" aria-label="Clear the search">
            <Icon id="close" size={12} />
          </Button>
        </SearchField>
      </div>
      <Picks
        className={given ? 'plan-table given' : 'plan-table'}
        label="Peerings to keep"
        items={found}
        keyOf={({ id }) => id}
        nameOf={({ between }) => between.join(' and ')}
        chosen={kept}
        onChoose={(id, on) => choose(on ? [...kept, id] : [...kept].filter((k) => k !== id))}
        onChooseAll={() => choose([...kept, ...found.map(({ id }) => id)])}
        rowHeight={ROW}
        head={<Head given={given} />}
        draw={(row) => <PairCells row={row} given={given} made={summary !== undefined} />}
        empty={
          <p className="quiet plan-none">
            {rows.length === 0 ? 'No peering can go.' : `No pair is called “${short(text, 60)}”.`}
          </p>
        }
      />
    </section>
  );
}

const Head = ({ given }: { readonly given: boolean }) => (
  <>
    <span role="columnheader">Keep</span>
    <span role="columnheader">Between</span>
    {given &&
      ['GB a month', 'On peering', 'Over a gateway', 'More to move'].map((title) => (
        <span key={title} role="columnheader" className="amount">
          {title}
        </span>
      ))}
    <span role="columnheader">In this plan</span>
  </>
);

function PairCells(props: {
  readonly row: PairRow;
  readonly given: boolean;
  readonly made: boolean;
}) {
  const { row, given, made } = props;
  const { id, between, regions, cost } = row;
  const amounts = cost
    ? [number(cost.gbMonth), range(cost.onPeering), range(cost.onGateway), more(cost)]
    : ['–', '–', '–', '–'];
  return (
    <>
      <span role="rowheader" className="plan-between" title={short(id, 60)}>
        <span className="line">{short(between[0], 100)}</span>
        <span className="quiet" aria-label="and" role="img">
          ↔
        </span>
        <span className="line">{short(between[1], 100)}</span>
        {regions[0] !== regions[1] && (
          <span className="quiet plan-small nowrap">
            {regions[0]} to {regions[1]}
          </span>
        )}
      </span>
      {given &&
        amounts.map((amount, i) => (
          <span key={i} role="gridcell" className="amount">
            {amount}
          </span>
        ))}
      <span role="gridcell">
        <Fate kept={row.kept} made={made} hot={cost?.hot === true} />
      </span>
    </>
  );
}

/** What moving costs more than staying, a month; a saving where it is less. */
function more({ onPeering, onGateway }: TrafficChoice): string {
  const [least, most] = [onGateway.least - onPeering.most, onGateway.most - onPeering.least];
  const signed = (usd: number): string =>
    usd > 0 ? `+${dollars(usd)}` : usd === 0 ? '$0' : dollars(usd);
  return least === most ? signed(least) : `${signed(least)} to ${signed(most)}`;
}

/** What becomes of a peering in the plan that was made last. */
function Fate(props: {
  readonly kept: KeptPeering | undefined;
  readonly made: boolean;
  readonly hot: boolean;
}) {
  const { kept, made, hot } = props;
  if (!made) return <span className="quiet">…</span>;
  return (
    <span className="plan-fate" title={kept && short(kept.message, 600)}>
      {kept ? keptNames[kept.why] : <span className="quiet">goes</span>}
      {hot && kept?.why !== 'traffic' && <span className="tag">hot</span>}
    </span>
  );
}
