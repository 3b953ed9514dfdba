/** The small dialogs: export and keys. */
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { PAPERS, type Paper, type PrintOptions, SCALES, USUAL } from '#app/api/print.ts';
import { actions } from '../actions/index.gen.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Keys } from '../parts/press.tsx';
import { Segments } from '../parts/segments.tsx';
import { isNarrowed } from '../state/seen.ts';
import { useApp } from '../use-state.ts';

const paperNames: Readonly<Record<Paper, string>> = { a4: 'A4', a3: 'A3', letter: 'Letter' };

export function ExportSheet() {
  const open = useApp((state) => state.dialog === 'export');
  const load = useApp((state) => state.loadFormats);
  const formats = useApp((state) => state.formats);
  const exportAs = useApp((state) => state.exportAs);
  const show = useApp((state) => state.showDialog);
  const narrowed = useApp(isNarrowed);
  const [print, setPrint] = useState<Required<PrintOptions>>(USUAL);
  useEffect(() => {
    if (open) void load();
  }, [open, load]);
  return (
    <Sheet id="export" title="Export">
      <p className="quiet">
        {narrowed ? 'The part of the network that is shown' : 'The whole network'}, with the
        positions on screen. Tables and reports tell of the whole network.
      </p>
      {formats.length === 0 && <p className="quiet">Asking the engine for its formats…</p>}
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
                onChange={(scale) => setPrint({ ...print, scale: Number(scale) })}
              />
            )}
            {format.asks === 'paper' && (
              <Segments
                label="Paper of the PDF"
                value={print.paper}
                of={PAPERS.map((paper) => ({ id: paper, name: paperNames[paper] }))}
                onChange={(paper) => setPrint({ ...print, paper })}
              />
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

export function KeysSheet() {
  const keyed = actions
    .filter((action) => action.keys !== undefined)
    .sort((a, b) => (a.menu === b.menu ? a.rank - b.rank : a.menu < b.menu ? -1 : 1));
  return (
    <Sheet id="keys" title="Keyboard">
      <dl className="key-list">
        {keyed.map((action) => (
          <div key={action.id}>
            <dt>{action.title}</dt>
            <dd>
              <Keys keys={action.keys!} />
            </dd>
          </div>
        ))}
        <div>
          <dt>Move the selected box, on the canvas; with Shift farther</dt>
          <dd>
            <span className="keys">
              <kbd>Alt</kbd>
              <kbd>←</kbd>
              <kbd>↑</kbd>
              <kbd>↓</kbd>
              <kbd>→</kbd>
            </span>
          </dd>
        </div>
        <div>
          <dt>From box to box, on the canvas</dt>
          <dd>
            <span className="keys">
              <kbd>←</kbd>
              <kbd>↑</kbd>
              <kbd>↓</kbd>
              <kbd>→</kbd>
            </span>
          </dd>
        </div>
      </dl>
    </Sheet>
  );
}
