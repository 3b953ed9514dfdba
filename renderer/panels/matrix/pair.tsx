/** The pair in hand: both ways of it, and the reason of each, asked of the engine a moment after one comes to rest on it. */
import { useEffect, useState } from 'react';
import type { MatrixVpc } from '#app/api/engine.ts';
import type { Trace } from '#app/routing/outcome.ts';
import type { PairOutcome } from '#app/routing/reach.ts';
import { useEngine } from '../../engine-context.ts';
import { IconButton } from '../../parts/press.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import type { Cells } from '../../state/cells.ts';
import type { At } from '../../state/matrix.ts';
import { useApp, useOpened } from '../../use-state.ts';
import { faultOf } from '../../words/fault.ts';
import { idsIn } from '../../words/ids.ts';
import { Sign } from './side.tsx';
import { pairNames } from '#app/routing/outcome-words.ts';
import { thereName, vpcName } from './words.ts';

const REST_MS = 160;

type Reasons =
  | { readonly from: string; readonly to: string; readonly trace: Trace }
  | { readonly from: string; readonly to: string; readonly fault: string };

/** Why the pair fares as it does: a trace from the one VPC to the other. */
function useReasons(from: string | undefined, to: string | undefined): Reasons | undefined {
  const engine = useEngine();
  const handle = useOpened()?.handle;
  const locate = useApp((state) => state.locate);
  const [found, setFound] = useState<Reasons>();
  useEffect(() => {
    if (handle === undefined || from === undefined || to === undefined || from === to) return;
    let current = true;
    const timer = setTimeout(() => {
      engine.call.trace({ handle, from, to }).then(
        async (trace) => {
          // Names come before the sentence, so that it does not change under the reader's eyes.
          await locate(idsIn([trace.reason, trace.return.reason]));
          if (current) setFound({ from, to, trace });
        },
        (error: unknown) => {
          if (current) setFound({ from, to, fault: faultOf(error) });
        },
      );
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [engine, handle, locate, from, to]);
  return found && found.from === from && found.to === to ? found : undefined;
}

export function PairInHand(props: {
  readonly vpcs: readonly MatrixVpc[];
  readonly cells: Cells;
  readonly at: At | undefined;
}) {
  // Cells are filled in place.
  useApp((state) => state.matrixRead);
  const trace = useApp((state) => state.traceCell);
  const { at } = props;
  const [from, to] = [at && props.vpcs[at.row], at && props.vpcs[at.column]];
  const reasons = useReasons(from?.ref, to?.ref);
  if (!at || !from || !to) {
    return (
      <p className="quiet-note matrix-pair">
        Rest on a cell to see why; press it to trace the pair on the canvas. With the keyboard:
        arrow keys, then Enter.
      </p>
    );
  }
  const cell = props.cells.at(at.row, at.column);
  const same = at.row === at.column;
  const mixed = cell?.outcome === 'mixed' || cell?.back === 'mixed';
  return (
    <section className="matrix-pair" aria-label="Pair in hand" aria-live="polite">
      <h3>
        <span className="line" title={vpcName(from)}>
          {vpcName(from)}
        </span>
        <span aria-hidden="true">→</span>
        <span className="line" title={vpcName(to)}>
          {vpcName(to)}
        </span>
        {cell && <IconButton icon="trace" label="Trace this pair" onPress={() => void trace(at)} />}
      </h3>
      <p className="quiet matrix-places">
        <Where vpc={from} />
        {from.account + from.region !== to.account + to.region && (
          <>
            <span aria-hidden="true">→</span>
            <Where vpc={to} />
          </>
        )}
      </p>
      {same && (
        <p>
          One VPC: <ResourceLink id={from.ref} label={from.label} />
        </p>
      )}
      {cell && (
        <>
          <WayOfPair
            way="There"
            outcome={cell.outcome}
            name={thereName(cell)}
            reason={reasonOf(reasons, 'forward')}
          />
          <WayOfPair
            way="Back"
            outcome={cell.back}
            name={pairNames[cell.back]}
            reason={reasonOf(reasons, 'return')}
          />
          {reasons && 'fault' in reasons && <p className="quiet">{reasons.fault}</p>}
          {mixed && reasons && 'trace' in reasons && (
            <p className="quiet">
              Addresses of this pair fare differently. The reasons are those of{' '}
              <span className="mono nowrap">{reasons.trace.from.ip}</span> to{' '}
              <span className="mono nowrap">{reasons.trace.to.ip}</span>.
            </p>
          )}
        </>
      )}
    </section>
  );
}

const Where = ({ vpc }: { readonly vpc: MatrixVpc }) => (
  <span className="mono">
    {vpc.account} {vpc.region}
  </span>
);

const reasonOf = (reasons: Reasons | undefined, way: 'forward' | 'return'): string | undefined =>
  reasons && 'trace' in reasons
    ? (way === 'forward' ? reasons.trace : reasons.trace.return).reason
    : undefined;

function WayOfPair(props: {
  readonly way: string;
  readonly outcome: PairOutcome;
  readonly name: string;
  readonly reason: string | undefined;
}) {
  return (
    <div className="matrix-way">
      <p>
        <Sign outcome={props.outcome} /> <span className="way-name">{props.way}</span>{' '}
        <strong>{props.name}</strong>
      </p>
      {props.reason !== undefined && (
        <p className="matrix-reason">
          <LinkedWords text={props.reason} />
        </p>
      )}
    </div>
  );
}
