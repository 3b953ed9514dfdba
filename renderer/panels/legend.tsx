/** What the shapes, lines and colours on the canvas mean: of all there is, only what this picture uses. */
import {
  comparedTitles,
  diffLooks,
  edgeLooks,
  idleLook,
  nodeLooks,
  reachLook,
  severityLooks,
  stopLooks,
  type DiffLook,
} from '#app/scene/legend.ts';
import {
  coveredBy,
  diffsOf,
  legendOf,
  type LegendEntry,
  sharedTitle,
} from '#app/scene/legend-entries.ts';
import type { PlanMarks } from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Severity } from '#app/rules/rule.ts';
import { type Badge, type Marks, sharedOnCanvas } from '../canvas/badges.ts';
import { IconButton } from '../parts/press.tsx';
import { NO_PLAN_MARKS } from '#app/scene/planned.ts';
import { useApp } from '../use-state.ts';

/** A badge of it that something wears: those of findings that the list leaves out are not drawn. */
const worn = (severity: Severity, { nodes, edges }: Marks): Badge | undefined =>
  [nodes, edges]
    .flatMap((badges) => [...badges.values()])
    .find((badge) => badge.severity === severity);

/** The link of a picture that stands for most links. */
const widestIn = ({ edges }: Scene): number =>
  edges.reduce((most, { refs }) => Math.max(most, refs.length), 1);

export function Legend() {
  const shown = useApp((state) => state.panels.legend);
  const marks = useApp((state) => state.marks);
  const scene = useApp(({ source }) =>
    shown && source.phase === 'open' ? source.scene : undefined,
  );
  const toggle = useApp((state) => state.togglePanel);
  const planned = useApp((state) => state.instead?.what === 'plan');
  const compared = useApp((state) => state.instead?.what === 'diff');
  const drawn = useApp((state) => state.instead?.marks ?? NO_PLAN_MARKS);
  const light = useApp((state) => state.light);
  if (!shown) return null;
  const [shared] = scene && !compared && !planned ? sharedOnCanvas(scene, marks) : [];
  const bundled = scene ? widestIn(scene) : 1;
  const entries: readonly LegendEntry[] = scene
    ? [
        ...legendOf(scene, coveredBy(drawn)).flatMap((entry): readonly LegendEntry[] => {
          if (entry.sort === 'shared') return [];
          if (entry.sort !== 'badge') return [entry];
          const badge = worn(entry.severity, marks);
          return badge ? [{ ...entry, count: badge.count }] : [];
        }),
        ...(shared ? [{ sort: 'shared', ...shared.badge, title: sharedTitle } as const] : []),
      ]
    : [];
  return (
    <section className="legend-panel" aria-label="Legend">
      <header className="panel-head">
        <h2>Legend</h2>
        <IconButton icon="close" label="Hide the legend" onPress={() => toggle('legend', false)} />
      </header>
      {entries.length === 0 ? (
        <p className="quiet-note">Nothing is drawn that would have to be explained.</p>
      ) : (
        // It scrolls where there is much to explain: the keyboard has to get there.
        <ul className="legend" tabIndex={0}>
          {compared && <DiffSamples marks={drawn} />}
          {planned && <PlanSamples marks={drawn} />}
          {entries.map((entry, i) => (
            <li key={i}>
              <Sample entry={entry} />
              {entry.title}
            </li>
          ))}
          {bundled > 1 && (
            <li>
              <svg className="sample" width="44" height="20" aria-hidden="true">
                <path className="sample-line" d="M2 10h40" />
                <rect className="sample-pill" x="11" y="3" width="22" height="14" rx="4" />
                <text className="sample-count" x="22" y="14" textAnchor="middle">
                  ×{bundled}
                </text>
              </svg>
              So many links, drawn as one line; a short one bears no number
            </li>
          )}
          {[...light.edges.values()].some((arrow) => arrow !== 'none') && (
            <li>
              <svg className="sample" width="44" height="20" aria-hidden="true">
                <path className="sample-path" d="M2 10h34" />
                <path className="sample-arrow" d="m34 5 8 5-8 5z" />
              </svg>
              Path of a trace, in the direction it goes
            </li>
          )}
          {light.stop && (
            <li>
              <DiffSample look={{ ...stopLooks[light.stop.tone], dash: [] }} />
              {stopLooks[light.stop.tone].title}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function DiffSample({
  look: { token, sign, dash },
}: {
  readonly look: Pick<DiffLook, 'token' | 'sign' | 'dash'>;
}) {
  return (
    <svg className="sample" width="44" height="20" aria-hidden="true">
      <path
        d="M2 10h40"
        style={{
          stroke: `var(--${token})`,
          strokeWidth: 2,
          strokeDasharray: dash.join(' ') || undefined,
        }}
      />
      <circle cx="22" cy="10" r="7" style={{ fill: `var(--${token})` }} />
      <text className="sample-sign" x="22" y="14" textAnchor="middle">
        {sign}
      </text>
    </svg>
  );
}

/** What the signs mean between two snapshots. */
function DiffSamples({ marks }: { readonly marks: PlanMarks }) {
  return (
    <>
      {diffsOf(marks).map((diff) => (
        <li key={diff}>
          <DiffSample look={diffLooks[diff]} />
          {comparedTitles[diff]}
        </li>
      ))}
      {marks.reach && marks.reach.size > 0 && (
        <li>
          <svg className="sample" width="44" height="20" aria-hidden="true">
            <circle cx="22" cy="10" r="7" style={{ fill: `var(--${reachLook.token})` }} />
            <text className="sample-sign" x="22" y="14" textAnchor="middle">
              {reachLook.sign}
            </text>
          </svg>
          {reachLook.title}
        </li>
      )}
    </>
  );
}

/** What a plan adds to the picture. */
function PlanSamples({ marks }: { readonly marks: PlanMarks }) {
  return (
    <>
      {diffsOf(marks).map((diff) => (
        <li key={diff}>
          <DiffSample look={diffLooks[diff]} />
          {diffLooks[diff].title}
        </li>
      ))}
      {marks.idle.size > 0 && (
        <li>
          <svg className="sample" width="44" height="20" aria-hidden="true">
            <path
              d="M2 10h40"
              style={{
                stroke: 'var(--mesh-line)',
                strokeWidth: 1.5,
                strokeDasharray: idleLook.dash.join(' '),
              }}
            />
          </svg>
          {idleLook.title}
        </li>
      )}
    </>
  );
}

function Sample({ entry }: { readonly entry: LegendEntry }) {
  if (entry.sort === 'shared' || entry.sort === 'badge') {
    const { sign, token } = severityLooks[entry.severity];
    return (
      <svg className="sample" width="44" height="20" aria-hidden="true">
        <rect x="4" y="2" width="36" height="16" rx="8" style={{ fill: `var(--${token})` }} />
        <text className="sample-sign" x="22" y="14" textAnchor="middle">
          {`${sign} ${entry.count}`}
        </text>
      </svg>
    );
  }
  // In the window the way of a trace is explained beside what is in every picture.
  // Of files: on the canvas they follow what is drawn now.
  if (entry.sort === 'way' || entry.sort === 'stop') return null;
  if (entry.sort === 'mark' || entry.sort === 'idle') return null;
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
          stroke: `var(--${entry.inMesh ? 'mesh-line' : look.line})`,
          strokeWidth: look.width,
          strokeDasharray: entry.active ? look.dash.join(' ') || undefined : '6 4',
        }}
      />
    </svg>
  );
}
