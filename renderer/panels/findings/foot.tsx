/** Under the list: how much of all there is it shows, and what hides the rest. */
import { Button, ToggleButton } from 'react-aria-components';
import type { FindingState, LintState } from '#app/api/lint.ts';
import { narrows } from '../../state/filter.ts';
import { visibleIn } from '../../state/findings.ts';
import { useApp } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';

const NO_NOTES: LintState['notes'] = [];

export function Foot() {
  const rows = useApp((state) => state.rows);
  const shown = useApp((state) => visibleIn(state).length);
  const narrow = useApp((state) => narrows(state.filter));
  const clear = useApp((state) => state.clearFilter);
  const notes = useApp((state) => state.lint?.notes) ?? NO_NOTES;
  const showDialog = useApp((state) => state.showDialog);
  const of = (state: FindingState): number => rows.filter((row) => row.state === state).length;
  const [suppressed, known] = [of('suppressed'), of('known')];
  if (!narrow && suppressed + known + notes.length === 0) return null;
  return (
    <footer className="list-foot findings-foot">
      {narrow && (
        <p>
          {number(shown)} of {count(rows.length, 'finding')}{' '}
          <Button className="text-button" onPress={clear}>
            Show all
          </Button>
        </p>
      )}
      {suppressed + known > 0 && (
        <p className="foot-switches">
          <Also state="suppressed" n={suppressed} name="suppressed" />
          <Also state="known" n={known} name="in the baseline" />
        </p>
      )}
      {notes.map(({ title }) => (
        <p key={title}>
          <Button className="text-button" onPress={() => showDialog('lint')}>
            {title}
          </Button>
        </p>
      ))}
    </footer>
  );
}

/** Shows findings of a state beside what is told. */
function Also(props: {
  readonly state: 'suppressed' | 'known';
  readonly n: number;
  readonly name: string;
}) {
  const on = useApp((state) => state.filter.also.includes(props.state));
  const toggle = useApp((state) => state.toggleAlso);
  if (props.n === 0) return null;
  return (
    <ToggleButton className="also" isSelected={on} onChange={() => toggle(props.state)}>
      <span className="switch" aria-hidden="true" />
      {number(props.n)} {props.name}
    </ToggleButton>
  );
}
