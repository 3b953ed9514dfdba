/** The small dialogs: export and keys. */
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { actions } from '../actions/index.gen.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Keys } from '../parts/press.tsx';
import { isNarrowed } from '../state/view.ts';
import { useApp } from '../use-state.ts';

export function ExportSheet() {
  const open = useApp((state) => state.dialog === 'export');
  const load = useApp((state) => state.loadFormats);
  const formats = useApp((state) => state.formats);
  const exportAs = useApp((state) => state.exportAs);
  const show = useApp((state) => state.showDialog);
  const narrowed = useApp(isNarrowed);
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
          <li key={format.id}>
            <Button
              className="format"
              onPress={() => {
                show(undefined);
                void exportAs(format.id);
              }}
            >
              <span className="format-title">
                {format.title} <code className="mono quiet">.{format.extension}</code>
              </span>
              <span className="quiet">{format.description}</span>
            </Button>
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
