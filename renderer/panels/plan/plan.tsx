/** The plan: how a mesh moves to a Transit Gateway, step by step, each with its proof. */
import { Button } from 'react-aria-components';
import { ActionButton } from '../../parts/press.tsx';
import type { Planning } from '../../state/plan.ts';
import { useApp } from '../../use-state.ts';
import { Facts } from './facts.tsx';
import { Head, ModeSwitch } from './head.tsx';
import { StepSlider } from './slider.tsx';
import { StepDetails } from './step.tsx';
import { StepList } from './steps.tsx';

export type Ready = Extract<Planning, { readonly phase: 'ready' }>;

export function PlanPanel() {
  const planning = useApp((state) => state.planning);
  if (planning.phase === 'none') return <NoPlan />;
  if (planning.phase === 'working') {
    return (
      <div className="quiet-note plan-working" role="status">
        <div className="bar" aria-hidden="true" />
        <p>Planning, and simulating every step. A large mesh takes a while.</p>
      </div>
    );
  }
  if (planning.phase === 'failed') return <Failed planning={planning} />;
  return planning.rows.length === 0 ? <Nothing plan={planning} /> : <Whole plan={planning} />;
}

function NoPlan() {
  const mesh = useApp((state) => state.meshInHand());
  return (
    <div className="quiet-note">
      <p>
        A plan moves a peering mesh to a Transit Gateway in steps, and proves for each that nobody
        loses or gains a way.
      </p>
      {mesh === undefined ? (
        <p>Choose the finding of a mesh, or its caption on the canvas, to plan for it.</p>
      ) : (
        <ActionButton id="plan" icon="plan" primary />
      )}
    </div>
  );
}

function Failed({ planning }: { readonly planning: Extract<Planning, { phase: 'failed' }> }) {
  const setMode = useApp((state) => state.setPlanMode);
  return (
    <div className="quiet-note" role="alert">
      <p>{planning.message}</p>
      <div className="row">
        <Button className="button" onPress={() => void setMode(planning.of.mode)}>
          Try again
        </Button>
        {planning.of.mode !== 'exact' && (
          <Button className="button" onPress={() => void setMode('exact')}>
            Plan exactly what there is
          </Button>
        )}
      </div>
    </div>
  );
}

/** A plan without a step: nothing of the mesh can, or has to, move. */
function Nothing({ plan }: { readonly plan: Ready }) {
  return (
    <div className="plan">
      <div className="plan-head">
        <p className="plan-verdict">
          <strong>Nothing to move.</strong> No route leads over a peering between these VPCs that
          could lead over a gateway instead.
        </p>
        <ModeSwitch summary={plan.summary} />
      </div>
      <Facts plan={plan} />
    </div>
  );
}

function Whole({ plan }: { readonly plan: Ready }) {
  return (
    <div className="plan">
      <Head plan={plan} />
      <StepSlider plan={plan} />
      <div className="plan-body">
        <StepList rows={plan.rows} />
        <StepDetails plan={plan} />
        <Facts plan={plan} />
      </div>
    </div>
  );
}
