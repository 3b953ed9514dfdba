/** The plan: how a mesh moves to a transit gateway, step by step, each with its proof, and what it is made with. */
import { Button } from 'react-aria-components';
import { LongList } from '../../parts/long.tsx';
import { ActionButton } from '../../parts/press.tsx';
import type { Planning, PlanReady } from '../../state/plan.ts';
import { Line } from '../../parts/text.tsx';
import { useApp, useOpen } from '../../use-state.ts';
import { Partial, RestsOn } from '../partial.tsx';
import { Again } from './again.tsx';
import { Choices } from './choices.tsx';
import { Facts } from './facts.tsx';
import { Head } from './head.tsx';
import { StepSlider } from './slider.tsx';
import { StepDetails } from './step.tsx';
import { StepList } from './steps.tsx';
import { Working } from './working.tsx';

export type Ready = PlanReady;

export function PlanPanel() {
  const planning = useApp((state) => state.planning);
  const view = useApp((state) => state.planView);
  if (planning.phase === 'none') return <NoPlan />;
  return (
    <div className="plan">
      <Head planning={planning} />
      {planning.phase === 'ready' && <Unseen plan={planning} />}
      {view === 'choices' ? <Choices /> : <Steps planning={planning} />}
    </div>
  );
}

/** A proof is about what was seen. */
const Unseen = ({ plan: { summary } }: { readonly plan: Ready }) => (
  <RestsOn gaps={summary.warnings.filter(({ kind }) => kind === 'gap').map((w) => w.message)}>
    This plan is of what was seen, and could be another.
  </RestsOn>
);

function NoPlan() {
  const mesh = useApp((state) => state.meshInHand());
  const meshes = useOpen()?.scene.hulls ?? [];
  const plan = useApp((state) => state.planMesh);
  return (
    <div className="quiet-note">
      <p>
        A plan moves a peering mesh to a transit gateway in steps, and proves for each that nobody
        loses or gains a way.
      </p>
      {mesh !== undefined ? (
        <ActionButton id="plan" icon="plan" primary />
      ) : meshes.length === 0 ? (
        <p>No peering mesh is drawn here, so there is nothing to move.</p>
      ) : (
        <>
          <p>Choose the mesh to plan for:</p>
          <LongList
            label="Meshes"
            className="plain-list"
            items={meshes}
            keyOf={({ id }) => id}
            draw={({ finding, caption }) => (
              <Button className="button plan-mesh" onPress={() => void plan(finding)}>
                <Line text={caption} />
              </Button>
            )}
          />
        </>
      )}
      <Partial>A plan can only be as sure as what was seen:</Partial>
    </div>
  );
}

function Steps({ planning }: { readonly planning: Exclude<Planning, { phase: 'none' }> }) {
  switch (planning.phase) {
    case 'working':
      return <Working progress={planning.progress} />;
    case 'stopped':
      return (
        <div className="quiet-note">
          <p>Planning was stopped. Choices are kept.</p>
          <Again words="Plan again" />
        </div>
      );
    case 'failed':
      return <Failed planning={planning} />;
    case 'ready':
      // Without a step there is nothing to walk: what is left to tell is why nothing of the mesh can move.
      if (planning.rows.length === 0) return <Facts plan={planning} />;
      return (
        <>
          <StepSlider plan={planning} />
          <div className="plan-body">
            <StepList rows={planning.rows} />
            <StepDetails plan={planning} />
            <Facts plan={planning} />
          </div>
        </>
      );
  }
}

function Failed({ planning }: { readonly planning: Extract<Planning, { phase: 'failed' }> }) {
  const setMode = useApp((state) => state.setPlanMode);
  const made = useApp((state) => state.planMade !== undefined);
  const back = useApp((state) => state.backToMade);
  return (
    <div className="quiet-note" role="alert">
      <p>{planning.message}</p>
      <div className="row">
        <Again words="Try again" />
        {planning.of.mode !== 'exact' && (
          <Button className="button" onPress={() => void setMode('exact')}>
            Plan exactly what there is
          </Button>
        )}
        {made && (
          <Button className="button" onPress={back}>
            Back to the plan before
          </Button>
        )}
      </div>
    </div>
  );
}
