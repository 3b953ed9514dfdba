/** How all the flows fare that an answer stands for, a line for each outcome: pressing one shows that flow. */
import { Button } from 'react-aria-components';
import { grouped } from '#app/base/count.ts';
import { faresText, hostsText, worstOf } from '#app/routing/fares.ts';
import type { FlowGroup, Outcome, Trace, TraceEnd } from '#app/routing/outcome.ts';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { useLabel } from '../../parts/resource.tsx';
import { useApp } from '../../use-state.ts';
import { inside, outcomeNames } from '#app/routing/outcome-words.ts';
import { nameIn, short } from '../../words/visible.ts';
import { toneOf, toneSigns } from './outcome.ts';

const nameOf = (outcome: Outcome, first: boolean): string =>
  first ? outcomeNames[outcome] : inside(outcomeNames[outcome]);

/** `trace` is the whole answer, also while one flow of it is shown. */
export function AllFares({ trace, shown }: { readonly trace: Trace; readonly shown: Trace }) {
  const { subnets, interfaces } = trace;
  const tone = toneOf({ outcome: worstOf(trace) });
  const isMixed = subnets !== undefined && subnets.groups.length > 1;
  const isApart =
    interfaces !== undefined &&
    (interfaces.groups.length > 1 ||
      interfaces.groups.some((group) => group.outcome !== trace.outcome || isMixed));
  if (!subnets && !interfaces) return null;
  return (
    <section className="all-fares" aria-label="How all of them fare">
      {subnets && (
        <p>
          <span className={`outcome ${tone}`}>
            <span aria-hidden="true">{toneSigns[tone]}</span> {faresText(subnets, nameOf)}
          </span>
        </p>
      )}
      {isMixed && <Groups groups={subnets.groups} shown={shown} bySubnet />}
      {interfaces && <p>{hostsText(interfaces, nameOf)}</p>}
      {isApart && <Groups groups={interfaces.groups} shown={shown} />}
    </section>
  );
}

function Groups(props: {
  readonly groups: readonly FlowGroup[];
  readonly shown: Trace;
  readonly bySubnet?: boolean;
}) {
  const show = useApp((state) => state.showFlow);
  const { shown, bySubnet = false } = props;
  return (
    <ul className="fares">
      {props.groups.map((group, i) => {
        const tone = toneOf(group);
        const isShown = group.from.ip === shown.from.ip && group.to.ip === shown.to.ip;
        return (
          <li key={i}>
            <Button className="fare" aria-pressed={isShown} onPress={() => void show(group)}>
              <span className="fare-count number">{grouped(group.pairs)}</span>
              <span className={`outcome ${tone}`}>
                <span aria-hidden="true">{toneSigns[tone]}</span> {outcomeNames[group.outcome]}
              </span>
              <span className="line">
                <EndName end={group.from} bySubnet={bySubnet} /> <span aria-hidden="true">→</span>
                <span className="hidden-label">to</span>{' '}
                <EndName end={group.to} bySubnet={bySubnet} />
              </span>
            </Button>
            {!bySubnet && group.outcome !== 'delivered' && (
              <p className="fare-reason quiet">
                <LinkedWords text={group.reason} />
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function EndName({ end, bySubnet }: { readonly end: TraceEnd; readonly bySubnet: boolean }) {
  const label = useLabel(end.subnet ?? '');
  const name = bySubnet && end.subnet !== undefined ? nameIn(label, end.subnet) || end.subnet : '';
  return name === '' ? <span className="mono">{end.ip}</span> : <>{short(name, 80)}</>;
}
