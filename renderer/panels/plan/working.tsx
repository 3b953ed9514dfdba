/** A plan in the making: how far its proof is, and the way to stop it. */
import { ProgressBar } from 'react-aria-components';
import { ActionButton, Keys } from '../../parts/press.tsx';
import type { Planning } from '../../state/plan.ts';
import { count, number } from '../../words/count.ts';

type Progress = Extract<Planning, { readonly phase: 'working' }>['progress'];

export function Working({ progress }: { readonly progress: Progress }) {
  const { round = 1, placed = 0, steps = 0, simulated = 0 } = progress ?? {};
  // An order that has to be searched for takes more than one network for each step.
  const searching = simulated > placed + 1;
  return (
    <div className="plan-working">
      <ProgressBar
        className="progress"
        aria-label="Planning"
        value={placed}
        maxValue={Math.max(1, steps)}
        isIndeterminate={!progress}
      >
        {({ percentage }) => (
          <>
            <div className="progress-line">
              <span>
                {progress
                  ? `${number(placed)} of ${count(steps, 'step')} proved`
                  : 'Laying out the steps…'}
              </span>
              <span className="number quiet">
                {[
                  round > 1 ? `round ${number(round)}` : '',
                  searching ? `${count(simulated, 'network')} simulated` : '',
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
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
          ? 'Some pairs stay on their peering: the rest is designed anew, and every step simulated again.'
          : 'Every step is simulated. A large mesh takes a while; meanwhile all else works.'}
      </p>
      <div className="row">
        <ActionButton id="stop-plan">Stop</ActionButton>
        <Keys keys="Escape" />
      </div>
    </div>
  );
}
