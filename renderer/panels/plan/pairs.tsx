/** The peerings of a mesh, one row each: what it costs to keep it or to move it, and a box that keeps it. */
import { useMemo, useState } from 'react';
import {
  Button,
  Cell,
  CheckboxButton,
  CheckboxField,
  Column,
  Input,
  Label,
  Row,
  SearchField,
  type Selection,
  Table,
  TableBody,
  TableHeader,
} from 'react-aria-components';
import type { PeeringChoice, PlanSummary } from '#app/api/plan.ts';
import type { KeptPeering, TrafficChoice } from '#app/plan/plan.ts';
import { Icon } from '../../parts/icon.tsx';
import { keptByWish } from '../../state/plan-choices.ts';
import { useApp } from '../../use-state.ts';
import { count, dollars, number } from '../../words/count.ts';
import { short } from '../../words/visible.ts';
import { keptNames, range } from './words.ts';

/** So many rows show before one asks for more, and so many more then: a mesh of 100 has 4,950. */
const FEW = 100;

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
  const [most, setMost] = useState(FEW);
  const given = wish.traffic !== undefined;
  const rows = useMemo(() => rowsOf(peerings, summary, given), [peerings, summary, given]);
  const kept = keptByWish(wish, summary);
  const asked = text.trim().toLowerCase();
  const found = rows.filter(({ id, between }) =>
    [id, ...between].some((name) => name.toLowerCase().includes(asked)),
  );
  const shown = found.slice(0, most);
  const left = found.length - shown.length;
  const choose = (selection: Selection): void => {
    const keys =
      selection === 'all' ? [...kept, ...shown.map((r) => r.id)] : [...selection].map(String);
    const here = new Set(peerings.map((p) => p.id));
    void keep([...new Set(keys)].filter((id) => here.has(id)));
  };
  return (
    <section className="plan-pairs" aria-label="Peerings to keep">
      <div className="plan-pairs-head">
        <p className="quiet">
          {number([...kept].filter((id) => rows.some((r) => r.id === id)).length)} of{' '}
          {count(rows.length, 'peering')} kept.{' '}
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
      <div className="plan-pairs-scroll">
        <Table
          className="plan-table"
          aria-label="Peerings to keep"
          selectionMode="multiple"
          selectionBehavior="toggle"
          escapeKeyBehavior="none"
          selectedKeys={kept}
          onSelectionChange={choose}
        >
          <TableHeader>
            <Column className="plan-col-keep">Keep</Column>
            <Column isRowHeader>Between</Column>
            {given && <Column className="amount">GB a month</Column>}
            {given && <Column className="amount">On peering</Column>}
            {given && <Column className="amount">Over a gateway</Column>}
            {given && <Column className="amount">More to move</Column>}
            <Column>In this plan</Column>
          </TableHeader>
          <TableBody
            renderEmptyState={() => (
              <p className="quiet plan-none">
                {rows.length === 0
                  ? 'No peering can go.'
                  : `No pair is called “${short(text, 60)}”.`}
              </p>
            )}
          >
            {shown.map((row) => (
              <Row key={row.id} id={row.id} textValue={row.between.join(' and ')}>
                <Cell className="plan-col-keep">
                  <CheckboxField slot="selection">
                    <CheckboxButton className="checkbox bare">
                      <span className="box" aria-hidden="true">
                        <Icon id="check" size={12} />
                      </span>
                    </CheckboxButton>
                  </CheckboxField>
                </Cell>
                <Cell>
                  <span className="plan-between" title={short(row.id, 60)}>
                    <span className="line">{short(row.between[0], 100)}</span>
                    <span className="quiet" aria-label="and">
                      ↔
                    </span>
                    <span className="line">{short(row.between[1], 100)}</span>
                    {row.regions[0] !== row.regions[1] && (
                      <span className="quiet plan-small nowrap">
                        {row.regions[0]} to {row.regions[1]}
                      </span>
                    )}
                  </span>
                </Cell>
                {given && (
                  <Cell className="amount">{row.cost ? number(row.cost.gbMonth) : '–'}</Cell>
                )}
                {given && (
                  <Cell className="amount">{row.cost ? range(row.cost.onPeering) : '–'}</Cell>
                )}
                {given && (
                  <Cell className="amount">{row.cost ? range(row.cost.onGateway) : '–'}</Cell>
                )}
                {given && <Cell className="amount">{row.cost ? more(row.cost) : '–'}</Cell>}
                <Cell>
                  <Fate kept={row.kept} made={summary !== undefined} hot={row.cost?.hot === true} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
        {left > 0 && (
          <Button className="text-button plan-none" onPress={() => setMost(most + FEW)}>
            Show {number(Math.min(FEW, left))} more of {number(found.length)}
          </Button>
        )}
      </div>
    </section>
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
