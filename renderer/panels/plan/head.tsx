/** Over a plan: its verdict, or how far it is; its mode, what is shown of it, and what it can be saved as. */
import { Button } from 'react-aria-components';
import type { PlanSummary } from '#app/api/plan.ts';
import { SaveMenu } from '../../parts/save-menu.tsx';
import { ActionButton } from '../../parts/press.tsx';
import { Segments } from '../../parts/segments.tsx';
import type { Planning } from '../../state/plan.ts';
import { wishes } from '../../state/plan-choices.ts';
import { useApp } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';
import { Again } from './again.tsx';
import { modeNames, modeSays } from './words.ts';

type Some = Exclude<Planning, { readonly phase: 'none' }>;

export function Head({ planning }: { readonly planning: Some }) {
  const choosing = useApp((state) => state.planView === 'choices');
  const close = useApp((state) => state.closePlan);
  return (
    <div className="plan-head">
      <Status planning={planning} />
      {planning.phase === 'working' && choosing && <ActionButton id="stop-plan">Stop</ActionButton>}
      {planning.phase === 'stopped' && choosing && <Again words="Plan again" />}
      {planning.phase === 'failed' && choosing && <Again words="Try again" />}
      <ModeSwitch planning={planning} />
      <ViewSwitch />
      {planning.phase === 'ready' && <Saving summary={planning.summary} />}
      <Button className="button" onPress={close}>
        Close plan
      </Button>
    </div>
  );
}

/** One line that is told as it changes: the verdict of a plan, or what became of it. */
function Status({ planning }: { readonly planning: Some }) {
  const choosing = useApp((state) => state.planView === 'choices');
  return (
    <div className="plan-verdict" role="status">
      {planning.phase === 'ready' ? (
        <Verdict plan={planning} />
      ) : planning.phase === 'working' ? (
        <span className="plan-line">
          <strong>Planning…</strong>
          {choosing && planning.progress && (
            // Told once that it runs; every step of it would be read aloud else.
            <span className="quiet number" aria-hidden="true">
              {number(planning.progress.placed)} of {count(planning.progress.steps, 'step')} proved
              {planning.progress.round > 1 && `, round ${number(planning.progress.round)}`}
            </span>
          )}
        </span>
      ) : planning.phase === 'stopped' ? (
        <strong>Stopped</strong>
      ) : (
        <>
          <strong>No plan.</strong> {choosing && planning.message}
        </>
      )}
    </div>
  );
}

function Verdict({ plan }: { readonly plan: Extract<Planning, { phase: 'ready' }> }) {
  const { proof, kept, replaced } = plan.summary;
  const { steps, compared, lost, gained, wanted } = proof;
  const proved = lost + gained === 0;
  if (plan.rows.length === 0) {
    return (
      <>
        <span className="outcome bad">Nothing moves</span>{' '}
        {kept.length === 0
          ? 'No active peering between these VPCs was read.'
          : `${count(kept.length, 'peering stays', 'peerings stay')}. Why, and what would let ${kept.length === 1 ? 'it' : 'them'} move, is told below.`}
      </>
    );
  }
  return (
    <>
      <span className={`outcome ${proved ? 'good' : 'bad'}`}>
        {proved ? 'Proved' : 'Not proved'}
      </span>{' '}
      {count(steps, 'step')}, {count(compared, 'comparison')} of ordered pairs: {number(lost)} lost,{' '}
      {number(gained)} gained
      {wanted > 0 && <>, {number(wanted)} as the mode asks for</>}.{' '}
      <span className="quiet">
        {count(replaced, 'peering goes', 'peerings go')}
        {kept.length > 0 && `, ${number(kept.length)} stay`}.
      </span>
    </>
  );
}

function ModeSwitch({ planning }: { readonly planning: Some }) {
  const set = useApp((state) => state.setPlanMode);
  const { mode } = planning.of;
  const known = useApp((state) => state.planMade?.planning.summary.modes);
  const modes = known ?? [mode];
  // While the first plan is made, nobody knows yet which modes there are.
  if (!modes.includes(mode) || modes.length < 2) return null;
  return (
    <span title={modeSays[mode]}>
      <Segments
        label="What is to reach what"
        value={mode}
        of={modes.map((id) => ({ id, name: modeNames[id] }))}
        onChange={(id) => {
          if (id !== mode) void set(id);
        }}
      />
    </span>
  );
}

function ViewSwitch() {
  const view = useApp((state) => state.planView);
  const show = useApp((state) => state.showPlanView);
  const chosen = useApp((state) => wishes(state.planWish));
  return (
    <Segments
      label="What is shown of the plan"
      value={view}
      of={[
        { id: 'steps', name: 'Steps' },
        { id: 'choices', name: chosen === 0 ? 'Choices' : `Choices, ${number(chosen)} made` },
      ]}
      onChange={show}
    />
  );
}

function Saving({ summary: { formats, steps } }: { readonly summary: PlanSummary }) {
  const save = useApp((state) => state.savePlan);
  const draw = useApp((state) => state.drawPlan);
  const show = useApp((state) => state.showDialog);
  return (
    <SaveMenu
      items={formats}
      onSave={(id) => void save(id)}
      {...(steps > 0 && {
        picture: {
          says: 'The step on the canvas, what it does marked: SVG, draw.io, Visio, PDF, PNG',
          onChoose: () => {
            draw(true);
            show('export');
          },
        },
      })}
    />
  );
}
