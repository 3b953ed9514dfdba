/** Beside the grid: what to show of it, and what its signs mean and how many pairs bear them. */
import { Input, SearchField, ToggleButton } from 'react-aria-components';
import type { ReachCounts } from '#app/api/engine.ts';
import type { PairOutcome } from '#app/routing/reach.ts';
import { pairSigns } from '#app/routing/signs.ts';
import { Icon } from '../../parts/icon.tsx';
import { IconButton } from '../../parts/press.tsx';
import type { MatrixFilter } from '../../state/matrix.ts';
import { useApp, useOpened } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';
import { pairNames } from '#app/routing/outcome-words.ts';
import { shades } from './words.ts';

export function Filters(props: {
  readonly vpcs: number;
  readonly rows: number;
  readonly columns: number;
}) {
  const all = props.rows === props.vpcs && props.columns === props.vpcs;
  return (
    <div className="matrix-filters" role="search" aria-label="Rows and columns">
      <FilterField end="from" label="From" />
      <FilterField end="to" label="To" />
      <p className="quiet" aria-live="polite">
        {all
          ? `${count(props.vpcs, 'VPC')}, ${count(props.vpcs * (props.vpcs - 1), 'ordered pair')}`
          : `${number(props.rows)} of ${count(props.vpcs, 'row')}, ${number(props.columns)} of ${count(props.vpcs, 'column')}`}
      </p>
    </div>
  );
}

function FilterField({ end, label }: { readonly end: keyof MatrixFilter; readonly label: string }) {
  const value = useApp((state) => state.matrixFilter[end]);
  const set = useApp((state) => state.setMatrixFilter);
  return (
    <div className="matrix-filter">
      <span className="matrix-filter-label" aria-hidden="true">
        {label}
      </span>
      <SearchField
        className="search-field"
        aria-label={`${label}: name, account or Region`}
        value={value}
        onChange={(text) => set({ [end]: text })}
      >
        <Icon id="search" size={14} />
        <Input placeholder="Name, account, Region" />
        <IconButton icon="close" label="Clear" onPress={() => set({ [end]: '' })} />
      </SearchField>
    </div>
  );
}

export function Sign({ outcome }: { readonly outcome: PairOutcome }) {
  return (
    <span className={`sign ${shades[outcome]}`} aria-hidden="true">
      {pairSigns[outcome]}
    </span>
  );
}

/** Shares as people say them: nothing that is there is 0 %. */
function share(part: number, all: number): string {
  if (part === 0) return '';
  const percent = (100 * part) / all;
  return percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(1)} %`;
}

/** `shown`: of what the filter leaves; undefined while that is counted. */
export function CountsLegend(props: {
  readonly all: ReachCounts;
  readonly shown: ReachCounts | undefined;
}) {
  const { all, shown } = props;
  const marked = useApp((state) => state.marked);
  const mark = useApp((state) => state.mark);
  const nats = useOpened()?.counts.some(({ kind }) => kind === 'nat-gateway') ?? false;
  const pairs = shown?.counts.reduce((sum, { count: n }) => sum + n, 0) ?? 0;
  const many = new Map(shown?.counts.map(({ outcome, count: n }) => [outcome, n]));
  return (
    <div className="matrix-legend" role="group" aria-label="Outcomes; choose one to pick it out">
      {all.counts.map(({ outcome }) => (
        <ToggleButton
          key={outcome}
          className="matrix-outcome"
          isSelected={marked === outcome}
          onChange={(on) => mark(on ? outcome : undefined)}
        >
          <Sign outcome={outcome} />
          <span className="line">{pairNames[outcome]}</span>
          <span className="number">{shown && number(many.get(outcome) ?? 0)}</span>
          <span className="number quiet">{share(many.get(outcome) ?? 0, pairs)}</span>
        </ToggleButton>
      ))}
      {nats && (
        <p className="matrix-outcome quiet">
          <span className="sign arrives natted" aria-hidden="true">
            {pairSigns.delivered}
          </span>
          <span className="line">Only via NAT gateways</span>
          {shown?.natted !== undefined && (
            <>
              <span className="number">{number(shown.natted)}</span>
              <span className="number quiet">{share(shown.natted, pairs)}</span>
            </>
          )}
        </p>
      )}
    </div>
  );
}
