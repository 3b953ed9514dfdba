/** A plan in the making: how far its proof is, and the way to stop it. */
import { ProgressBar } from 'react-aria-components';
import { ActionButton, Keys } from '../../parts/press.tsx';
import type { Planning } from '../../state/plan.ts';
import { number } from '../../words/count.ts';

type Progress = Extract<Planning, { readonly phase: 'working' }>['progress'];

export function Working({ progress }: { readonly progress: Progress }) {
  const { round = 1, step = 0, steps = 0 } = progress ?? {};
  return (
    <div className="plan-working">
      <ProgressBar
        className="progress"
        aria-label="Planning"
        value={step}
        maxValue={Math.max(1, steps)}
        isIndeterminate={!progress}
      >
        {({ percentage }) => (
          <>
            <div className="progress-line">
              <span>
                {progress
                  ? `Simulating step ${number(step)} of ${number(steps)}`
                  : 'Laying out the steps…'}
              </span>
              {round > 1 && <span className="number quiet">round {number(round)}</span>}
            </div>
            <div className="progress-track">
              {progress && (
                <div className="progress-done" style={{ width: `${percentage ?? 0}%` }} />
              )}
            </div>
          </>
        )}
      </ProgressBar>
      <p className="quiet">
        {round > 1
          ? 'Some pairs could not go in their turn: the steps are laid out anew, and all are simulated again.'
          : 'Every step is simulated. A large mesh takes a while; meanwhile all else works.'}
      </p>
      <div className="row">
        <ActionButton id="stop-plan">Stop</ActionButton>
        <Keys keys="Escape" />
      </div>
    </div>
  );
}
