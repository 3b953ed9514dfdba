/** The small dialogs: export and keys. */
import { type ReactNode, useEffect, useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import {
  PAPERS,
  type Paper,
  type PrintChoice,
  type PrintOptions,
  SCALES,
  USUAL,
} from '#app/api/print.ts';
import { actions } from '../actions/index.gen.ts';
import { Sheet } from '../parts/dialog.tsx';
import { keysShown } from '../keys.ts';
import { Keys } from '../parts/press.tsx';
import { Segments } from '../parts/segments.tsx';
import type { State } from '../state.ts';
import { isNarrowed } from '../state/seen.ts';
import { useApp } from '../use-state.ts';
import { Partial } from './partial.tsx';
import { MENUS } from '../menus.ts';

type Print = Required<Pick<PrintOptions, PrintChoice>>;

const paperNames: Readonly<Record<Paper, string>> = { a4: 'A4', a3: 'A3', letter: 'Letter' };

export function ExportSheet() {
  // Held here, so that what was chosen is still chosen at the next time.
  const [print, setPrint] = useState<Print>(USUAL);
  return (
    <Sheet id="export" title="Export">
      <Formats print={print} onPrint={setPrint} />
    </Sheet>
  );
}

function whatIsExported(state: State): string {
  if (state.planDrawn) return 'The network as it is, and not the plan on the canvas';
  if (state.diffDrawn)
    return 'The network as it is, and not the comparison on the canvas (Save as… beside it writes that)';
  return isNarrowed(state) ? 'The part of the network that is shown' : 'The whole network';
}

/** What the sheet holds. */
export function Formats(props: {
  readonly print: Print;
  readonly onPrint: (print: Print) => void;
}) {
  const { print, onPrint } = props;
  const load = useApp((state) => state.loadFormats);
  const formats = useApp((state) => state.formats);
  const fault = useApp((state) => state.formatsFault);
  const exportAs = useApp((state) => state.exportAs);
  const show = useApp((state) => state.showDialog);
  const what = useApp(whatIsExported);
  useEffect(() => void load(), [load]);
  return (
    <>
      <p className="quiet">
        {what}, with the positions on screen. Tables and reports tell of the whole network.
      </p>
      <Partial>What could not be seen is drawn in no file; every picture says so:</Partial>
      {formats.length === 0 && fault === undefined && (
        <p className="quiet" role="status">
          Asking the engine for its formats…
        </p>
      )}
      {fault !== undefined && (
        <div className="callout fault" role="alert">
          <p>{fault}</p>
          <Button className="text-button" onPress={() => void load()}>
            Try again
          </Button>
        </div>
      )}
      <ul className="formats">
        {formats.map((format) => (
          <li key={format.id} className="format-line">
            <Button
              className="format"
              onPress={() => {
                show(undefined);
                void exportAs(format.id, format.asks && { [format.asks]: print[format.asks] });
              }}
            >
              <span className="format-title">
                {format.title} <code className="mono quiet">.{format.extension}</code>
              </span>
              <span className="quiet">{format.description}</span>
            </Button>
            {format.asks === 'scale' && (
              <Segments
                label="Pixels of the PNG for one on screen"
                value={String(print.scale)}
                of={SCALES.map((scale) => ({ id: String(scale), name: `${scale}×` }))}
                onChange={(scale) => onPrint({ ...print, scale: Number(scale) })}
              />
            )}
            {format.asks === 'paper' && (
              <Segments
                label="Paper of the PDF"
                value={print.paper}
                of={PAPERS.map((paper) => ({ id: paper, name: paperNames[paper] }))}
                onChange={(paper) => onPrint({ ...print, paper })}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const ARROWS = ['←', '↑', '↓', '→'];

/** Keys that are no action: they belong to what the keyboard stands on. */
const OWN_KEYS: readonly { readonly title: string; readonly keys: readonly string[] }[] = [
  { title: 'From box to box', keys: ARROWS },
  { title: 'Move the selected box; with Shift farther', keys: ['Alt', ...ARROWS] },
  { title: 'From panel to panel', keys: ['Tab'] },
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
      <div className="key-groups">
        {MENUS.map(({ id, title }) => (
          <KeyGroup
            key={id}
            title={title}
            keys={actions
              .filter((action) => action.menu === id && keysShown(action, single) !== undefined)
              .sort((a, b) => a.rank - b.rank)
              .map((action) => ({ title: action.title, shown: <Keys keys={action.keys!} /> }))}
          />
        ))}
        <KeyGroup
          title="On the canvas"
          keys={OWN_KEYS.map(({ title, keys }) => ({
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
      </div>
    </Sheet>
  );
}

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
