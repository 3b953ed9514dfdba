/** The small dialogs: export, legend, keys. */
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import {
  edgeLooks,
  legendOf,
  nodeLooks,
  severityLooks,
  type LegendEntry,
} from '#app/scene/legend.ts';
import { actions } from '../actions/index.gen.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Keys } from '../parts/press.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { useApp, useOpen } from '../use-state.ts';

export function ExportSheet() {
  const open = useApp((state) => state.dialog === 'export');
  const load = useApp((state) => state.loadFormats);
  const formats = useApp((state) => state.formats);
  const exportAs = useApp((state) => state.exportAs);
  const show = useApp((state) => state.showDialog);
  const focus = useApp((state) => state.focus);
  useEffect(() => {
    if (open) void load();
  }, [open, load]);
  return (
    <Sheet id="export" title="Export">
      <p className="quiet">
        {focus ? `What the focus on ${focus.label} shows` : 'The whole network'}, with the positions
        on screen.
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

export function LegendSheet() {
  const open = useOpen();
  const entries = open ? legendOf(open.scene) : [];
  return (
    <Sheet id="legend" title="Legend">
      <ul className="legend">
        {entries.map((entry, i) => (
          <li key={i}>
            <Sample entry={entry} />
            {entry.title}
          </li>
        ))}
        <li>
          <svg className="sample" width="44" height="20" aria-hidden="true">
            <path className="sample-path" d="M2 10h34" />
            <path className="sample-arrow" d="m34 5 8 5-8 5z" />
          </svg>
          Path of a trace, in the direction it goes
        </li>
      </ul>
    </Sheet>
  );
}

function Sample({ entry }: { readonly entry: LegendEntry }) {
  if (entry.sort === 'badge') {
    return (
      <span className="sample">
        <SeverityMark severity={entry.severity} size={16} />
        <span className="hidden-label">{severityLooks[entry.severity].sign}</span>
      </span>
    );
  }
  if (entry.sort === 'hull') {
    return (
      <svg className="sample" width="44" height="20" aria-hidden="true">
        <rect className="sample-hull" x="2" y="2" width="40" height="16" rx="8" />
      </svg>
    );
  }
  if (entry.sort === 'node') {
    const look = nodeLooks[entry.shape];
    const paint = {
      fill: `var(--${entry.ghost ? 'card-ghost-fill' : look.fill})`,
      stroke: `var(--${entry.ghost ? 'card-ghost-line' : look.line})`,
      strokeWidth: look.width,
      strokeDasharray: entry.ghost ? '4 3' : undefined,
    };
    return (
      <svg className="sample" width="44" height="20" aria-hidden="true">
        {look.outline === 'octagon' ? (
          <path d="M8 2h28l6 5v6l-6 5H8l-6-5V7z" style={paint} />
        ) : (
          <rect
            x="2"
            y="2"
            width="40"
            height="16"
            rx={look.outline === 'pill' ? 8 : 3}
            style={paint}
          />
        )}
      </svg>
    );
  }
  const look = edgeLooks[entry.kind];
  return (
    <svg className="sample" width="44" height="20" aria-hidden="true">
      <path
        d="M2 10h40"
        style={{
          stroke: `var(--${look.line})`,
          strokeWidth: look.width,
          strokeDasharray: entry.active ? look.dash.join(' ') || undefined : '6 4',
        }}
      />
    </svg>
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
