/** Beside the steps: how far the move has got, what it costs, what to know before it, and what stays on peering. */
import { type ReactNode, useState } from 'react';
import { Button, CheckboxButton, CheckboxField } from 'react-aria-components';
import type { Bill, KeptPeering, PlanWarning } from '#app/plan/plan.ts';
import type { PlanSummary } from '#app/api/plan.ts';
import { Icon } from '../../parts/icon.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { useApp } from '../../use-state.ts';
import { count, dollars, number } from '../../words/count.ts';
import { short } from '../../words/visible.ts';
import type { Ready } from './plan.tsx';
import { billNames, range, warningNames } from './words.ts';

export function Facts({ plan }: { readonly plan: Ready }) {
  const { summary } = plan;
  return (
    <aside className="plan-side" aria-label="Counters, cost and warnings" tabIndex={0}>
      {plan.rows.length > 0 && <Counters plan={plan} />}
      <Cost summary={summary} />
      <Warnings warnings={summary.warnings} />
      <Kept kept={summary.kept} />
      <Offers summary={summary} />
      <Traffic summary={summary} />
      <Changes summary={summary} />
    </aside>
  );
}

function Counters({ plan: { summary, rows } }: { readonly plan: Ready }) {
  const step = useApp((state) => state.planStep);
  const row = rows[step - 1];
  const last = rows.at(-1);
  const { attachments, peerings, routes } = row ?? summary.before;
  return (
    <dl className="plan-counters" aria-label="Counters">
      <div>
        <dt>Attachments</dt>
        <dd>
          {number(attachments)} <small>of {number(last?.attachments ?? 0)}</small>
        </dd>
      </div>
      <div>
        <dt>Peerings left</dt>
        <dd>
          {number(peerings)} <small>of {number(summary.before.peerings)}</small>
        </dd>
      </div>
      <div>
        <dt>Routes changed</dt>
        <dd>
          {number(routes)} <small>{row && row.moved > 0 ? `${number(row.moved)} here` : ''}</small>
        </dd>
      </div>
      <div>
        <dt>Lost, gained</dt>
        <dd>
          {number(row?.lost ?? 0)}, {number(row?.gained ?? 0)}
        </dd>
      </div>
    </dl>
  );
}

function Cost({ summary: { cost } }: { readonly summary: PlanSummary }) {
  const { monthlyUsd, breakEvenGb, priceAsOf, unsourced, before, after, gbMonth, notes } = cost;
  return (
    <Section title="Cost a month">
      <dl className="facts tight">
        <div>
          <dt>
            {count(cost.attachments, 'attachment')}
            {cost.peeringAttachments > 0 && (
              <small>and {number(cost.peeringAttachments)} of gateways peered</small>
            )}
          </dt>
          <dd className="number">{monthlyUsd === undefined ? 'no price' : dollars(monthlyUsd)}</dd>
        </div>
        {before && <BillRow title="Today" bill={before} />}
        {after && <BillRow title="After" bill={after} />}
      </dl>
      {after && <BillLines before={before} after={after} />}
      <p className="quiet plan-small">
        {monthlyUsd === undefined
          ? 'No price in US dollars is known for these Regions. '
          : gbMonth === undefined
            ? 'Data is not in it. '
            : `With ${number(gbMonth)} GB a month. `}
        {breakEvenGb !== undefined &&
          `From ${number(breakEvenGb)} GB a month on, data costs more than the attachments. `}
        {priceAsOf !== undefined && `List prices of ${priceAsOf}. `}
        {unsourced.length > 0 && `No source for the price in ${unsourced.join(', ')}. `}
      </p>
      {notes.map((note) => (
        <p key={note} className="quiet plan-small">
          <LinkedWords text={note} />
        </p>
      ))}
    </Section>
  );
}

function BillRow({ title, bill }: { readonly title: string; readonly bill: Bill }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="number">{range(bill.usd)}</dd>
    </div>
  );
}

function BillLines({ before, after }: { readonly before: Bill | undefined; readonly after: Bill }) {
  const of = (title: string, bill: Bill | undefined) =>
    (bill?.lines ?? []).map((line) => ({ title, line }));
  return (
    <ul className="plan-bill">
      {[...of('Today', before), ...of('After', after)].map(({ title, line }, i) => (
        <li key={i}>
          <span className="quiet">{title}</span>
          <span>
            {billNames[line.what]} <small className="quiet">{line.region}</small>
          </span>
          <span className="number">{range(line.usd)}</span>
        </li>
      ))}
    </ul>
  );
}

/** So many entries of a list show before one asks for more, and so many more then. */
const FEW = 6;
const MORE = 200;

function useMost(length: number): { readonly most: number; readonly more: ReactNode } {
  const [most, setMost] = useState(FEW);
  const left = length - most;
  return {
    most,
    more:
      left > 0 ? (
        <Button className="text-button" onPress={() => setMost(most + MORE)}>
          Show {number(Math.min(MORE, left))} more of {number(length)}
        </Button>
      ) : null,
  };
}

function Warnings({ warnings }: { readonly warnings: readonly PlanWarning[] }) {
  const { most, more } = useMost(warnings.length);
  const done = useApp((state) => state.seenTo);
  const check = useApp((state) => state.seeTo);
  if (warnings.length === 0) return null;
  return (
    <Section title="Before the first step" count={warnings.length}>
      <ul className="plan-warnings">
        {warnings.slice(0, most).map(({ kind, stops, message }, i) => (
          <li key={i} data-done={done.has(message) || undefined}>
            <CheckboxField
              aria-label={`Seen to: ${short(message, 400)}`}
              isSelected={done.has(message)}
              onChange={(on) => check(message, on)}
            >
              <CheckboxButton className="checkbox bare">
                <span className="box" aria-hidden="true">
                  <Icon id="check" size={12} />
                </span>
              </CheckboxButton>
            </CheckboxField>
            <span>
              <span className={stops ? 'tag broken' : 'tag'}>
                {stops ? `${warningNames[kind]}, stops it` : warningNames[kind]}
              </span>{' '}
              <LinkedWords text={message} />
            </span>
          </li>
        ))}
      </ul>
      {more}
    </Section>
  );
}

function Kept({ kept }: { readonly kept: readonly KeptPeering[] }) {
  const { most, more } = useMost(kept.length);
  if (kept.length === 0) return null;
  return (
    <Section title="Stays on peering" count={kept.length}>
      <ul className="pairs">
        {kept.slice(0, most).map(({ peering, message }) => (
          <li key={peering}>
            <ResourceLink id={peering} />
            <LinkedWords text={message} />
          </li>
        ))}
      </ul>
      {more}
    </Section>
  );
}

function Offers({ summary: { offers } }: { readonly summary: PlanSummary }) {
  const { most, more } = useMost(offers.length);
  if (offers.length === 0) return null;
  return (
    <Section title="Prefix lists that would do" count={offers.length} open={false}>
      <ul className="sentences">
        {offers.slice(0, most).map((offer, i) => (
          <li key={i}>
            {offer.region}, account <code className="mono">{offer.account}</code>: one list of{' '}
            {count(offer.entries.length, 'prefix', 'prefixes')} for{' '}
            {count(offer.tables.length, 'route table')}, {number(offer.rowsAfter)} rows instead of{' '}
            {number(offer.rowsBefore)}.
          </li>
        ))}
      </ul>
      {more}
    </Section>
  );
}

/** What traffic costs, in one line: the table of choices tells of each pair. */
function Traffic({ summary: { traffic } }: { readonly summary: PlanSummary }) {
  const show = useApp((state) => state.showPlanView);
  if (traffic.length === 0) return null;
  const hot = traffic.filter((choice) => choice.hot);
  const moves = hot.filter((choice) => !choice.kept).length;
  return (
    <Section title="Traffic">
      <p className="plan-small">
        {count(traffic.length, 'pair')} with traffic, {number(hot.length)} of them hot
        {hot.length > 0 && (moves === 0 ? ', all kept' : `, ${number(moves)} moved all the same`)}.
      </p>
      <Button className="text-button" onPress={() => show('choices')}>
        Choose which to keep
      </Button>
    </Section>
  );
}

/** Pairs that would fare differently: what makes a plan not proved. */
function Changes({ summary: { proof } }: { readonly summary: PlanSummary }) {
  const { most, more } = useMost(proof.changes.length);
  if (proof.changes.length === 0) return null;
  return (
    <Section title="Pairs that would fare differently" count={proof.changes.length}>
      <ul className="sentences">
        {proof.changes.slice(0, most).map((change, i) => (
          <li key={i}>
            <LinkedWords text={`${change.from} to ${change.to}`} />: {change.before}, after{' '}
            {change.step} {change.after}.
          </li>
        ))}
      </ul>
      {more}
    </Section>
  );
}
