/** Beside the steps: how far the move has got, what it costs, what to know before it, and what stays on peering. */
import { Button, CheckboxButton, CheckboxField } from 'react-aria-components';
import { capital } from '#app/base/capital.ts';
import { pricesRestOn } from '#app/mesh/price-words.ts';
import type { Bill } from '#app/plan/bill.ts';
import type { KeptPeering } from '#app/plan/design-shapes.ts';
import type { PlanWarning } from '#app/plan/plan.ts';
import type { PlanSummary } from '#app/api/plan.ts';
import { Icon } from '../../parts/icon.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { LongList } from '../../parts/long.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { useApp } from '../../use-state.ts';
import { count, dollars, number } from '../../words/count.ts';
import { short } from '../../words/visible.ts';
import type { Ready } from './plan.tsx';
import { billNames, range, warningNames } from './words.ts';

export function Facts({ plan }: { readonly plan: Ready }) {
  const { summary } = plan;
  const idle = summary.steps === 0;
  const kept = <Kept kept={summary.kept} />;
  return (
    <aside className="plan-side" aria-label="Counters, cost and warnings" tabIndex={0}>
      {plan.rows.length > 0 && <Counters plan={plan} />}
      {idle ? kept : <Cost summary={summary} />}
      <Warnings
        title={idle ? 'To know beside this' : 'Before the first step'}
        warnings={summary.warnings}
      />
      {!idle && kept}
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
        {priceAsOf !== undefined && `${capital(pricesRestOn(priceAsOf, unsourced))}.`}
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

/** So many entries of a list show at first: what follows it must be found, too. */
const FEW = 6;

function Warnings({
  title,
  warnings,
}: {
  readonly title: string;
  readonly warnings: readonly PlanWarning[];
}) {
  const done = useApp((state) => state.seenTo);
  const check = useApp((state) => state.seeTo);
  if (warnings.length === 0) return null;
  return (
    <Section title={title} count={warnings.length}>
      <LongList
        label={title}
        className="plan-warnings"
        few={FEW}
        items={warnings}
        keyOf={(_, i) => String(i)}
        draw={({ kind, stops, message }) => (
          <div className="plan-warning" data-done={done.has(message) || undefined}>
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
          </div>
        )}
      />
    </Section>
  );
}

function Kept({ kept }: { readonly kept: readonly KeptPeering[] }) {
  if (kept.length === 0) return null;
  return (
    <>
      <Section title="Stays on peering" count={kept.length}>
        <LongList
          label="Stays on peering"
          className="pairs"
          few={FEW}
          items={kept}
          keyOf={({ peering }) => peering}
          draw={({ peering, vpcs, message }) => (
            <>
              <span>
                <ResourceLink id={peering} />, <LinkedWords text={vpcs.join(' and ')} />
              </span>
              <LinkedWords text={message} />
            </>
          )}
        />
      </Section>
      <Section title="What would let them move">
        <LongList
          label="What would let them move"
          className="sentences"
          few={FEW}
          items={[...new Set(kept.map((k) => k.next))]}
          keyOf={(next) => next}
          draw={(next) => <LinkedWords text={next} />}
        />
      </Section>
    </>
  );
}

function Offers({ summary: { offers } }: { readonly summary: PlanSummary }) {
  if (offers.length === 0) return null;
  return (
    <Section title="Prefix lists that would do" count={offers.length} open={false}>
      <LongList
        label="Prefix lists that would do"
        className="sentences"
        few={FEW}
        items={offers}
        keyOf={(_, i) => String(i)}
        draw={(offer) => (
          <>
            {offer.region}, account <code className="mono">{offer.account}</code>: one list of{' '}
            {count(offer.entries.length, 'prefix', 'prefixes')} for{' '}
            {count(offer.tables.length, 'route table')}, {number(offer.rowsAfter)} rows instead of{' '}
            {number(offer.rowsBefore)}.
          </>
        )}
      />
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
  if (proof.changes.length === 0) return null;
  return (
    <Section title="Pairs that would fare differently" count={proof.changes.length}>
      <LongList
        label="Pairs that would fare differently"
        className="sentences"
        few={FEW}
        items={proof.changes}
        keyOf={(_, i) => String(i)}
        draw={(change) => (
          <>
            <LinkedWords text={`${change.from} to ${change.to}`} />: {change.before}, after{' '}
            {change.step} {change.after}.
          </>
        )}
      />
    </Section>
  );
}
