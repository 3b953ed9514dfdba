/** The dialog of keys. */
import { Fragment, type ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import { actions } from '../actions/index.gen.ts';
import { Sheet } from '../parts/dialog.tsx';
import { keysOf, keysShown } from '../keys.ts';
import { Keys } from '../parts/press.tsx';
import { useApp } from '../use-state.ts';
import { MENUS } from '../menus.ts';

const ARROWS = ['←', '↑', '↓', '→'];

/** Keys that are no action: they belong to what the keyboard stands on. */
const OWN_KEYS: readonly {
  readonly where: string;
  readonly keys: readonly { readonly title: string; readonly keys: readonly string[] }[];
}[] = [
  {
    where: 'On the canvas',
    keys: [
      { title: 'From box to box', keys: ARROWS },
      { title: 'Look closer at what is selected', keys: ['Enter'] },
      { title: 'Move the selected box; with Shift farther', keys: ['Alt', ...ARROWS] },
      { title: 'Put back the box that is being moved', keys: ['Esc'] },
    ],
  },
  {
    where: 'In lists and tables',
    keys: [
      { title: 'From panel to panel', keys: ['Tab'] },
      { title: 'From row to row, fold and unfold', keys: ARROWS },
      { title: 'Show what the row, or the cell of the matrix, is of', keys: ['Enter'] },
      { title: 'Choose the second snapshot in the history', keys: ['Shift', 'Enter'] },
    ],
  },
];

export function KeysSheet() {
  const single = useApp((state) => state.singleKeys);
  const setSingle = useApp((state) => state.setSingleKeys);
  return (
    <Sheet id="keys" title="Keyboard" wide>
      <ToggleButton className="also" isSelected={single} onChange={setSingle}>
        <span className="switch" aria-hidden="true" />
        Single-key shortcuts
      </ToggleButton>
      <p className="quiet">
        {single
          ? 'A letter, digit or sign by itself does what stands beside it, unless you type into a field. Switch that off if you speak to your computer, or hit keys by accident.'
          : 'Letters, digits and signs by themselves do nothing. What they did is in the menus and the search; keys with Ctrl or Cmd, Escape, Enter, Tab and the arrows work as before.'}
      </p>
      <AllKeys single={single} />
    </Sheet>
  );
}

/** Every key that does something, by the menu or the place it belongs to. */
export function AllKeys({ single }: { readonly single: boolean }) {
  return (
    <div className="key-groups">
      {MENUS.map(({ id, title }) => (
        <KeyGroup
          key={id}
          title={title}
          keys={actions
            .filter((action) => action.menu === id && keysShown(action, single) !== undefined)
            .sort((a, b) => a.rank - b.rank)
            .map((action) => ({ title: action.title, shown: <Each keys={keysOf(action)} /> }))}
        />
      ))}
      {OWN_KEYS.map(({ where, keys: own }) => (
        <KeyGroup
          key={where}
          title={where}
          keys={own.map(({ title, keys }) => ({
            title,
            shown: (
              <span className="keys">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </span>
            ),
          }))}
        />
      ))}
    </div>
  );
}

/** Several that mean the same stand beside each other. */
const Each = ({ keys }: { readonly keys: readonly string[] }) => (
  <span className="row">
    {keys.map((one, i) => (
      <Fragment key={one}>
        {i > 0 && <span className="quiet">or</span>}
        <Keys keys={one} />
      </Fragment>
    ))}
  </span>
);

function KeyGroup(props: {
  readonly title: string;
  readonly keys: readonly { readonly title: string; readonly shown: ReactNode }[];
}) {
  return (
    <section className="key-group" aria-label={props.title}>
      <h3>{props.title}</h3>
      <dl className="key-list">
        {props.keys.map(({ title, shown }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{shown}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
