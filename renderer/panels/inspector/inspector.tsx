/** The right panel: everything known of what is selected. */
import { Button } from 'react-aria-components';
import { capital } from '#app/base/capital.ts';
import { isPlanned } from '#app/plan/design-shapes.ts';
import { LongList } from '../../parts/long.tsx';
import { IconButton } from '../../parts/press.tsx';
import { Mono } from '../../parts/text.tsx';
import { useApp, useOpen } from '../../use-state.ts';
import { drawnOf } from '../../state/drawn.ts';
import { count } from '../../words/count.ts';
import { Partial } from '../partial.tsx';
import { FindingDetail } from './finding.tsx';
import { FoldedDetail } from './folded.tsx';
import { ResourceDetail } from './resource.tsx';
import { PlannedDetail } from './planned.tsx';
import { RuleDetail } from './rule.tsx';

const TITLES = { finding: 'Finding', resource: 'Resource', rule: 'Rule' } as const;

export function Inspector() {
  const selected = useApp((state) => state.selected);
  const inspected = useApp((state) => state.inspected);
  const finding = useApp((state) =>
    state.selected?.kind === 'finding' ? state.details[state.selected.fingerprint] : undefined,
  );
  const rule = useApp((state) =>
    state.selected?.kind === 'rule' ? state.rules.get(state.selected.rule) : undefined,
  );
  const fault = useApp((state) => state.findingFault);
  const folded = useApp(({ source }) =>
    selected?.kind === 'resource' && source.phase === 'open'
      ? drawnOf(source.scene)
          .nodesOf.get(selected.ref)
          ?.find((n) => n.shape === 'folded')
      : undefined,
  );
  const trail = useApp((state) => state.trail.length);
  const back = useApp((state) => state.back);
  const toggle = useApp((state) => state.togglePanel);
  const selectFinding = useApp((state) => state.selectFinding);
  const selectResource = useApp((state) => state.selectResource);
  return (
    <aside className="panel right" aria-label="Inspector">
      <header className="panel-head">
        {trail > 0 && (
          <IconButton icon="back" label="Back to what was selected before" onPress={back} />
        )}
        <h2>{selected ? TITLES[selected.kind] : 'Inspector'}</h2>
        <IconButton
          icon="close"
          label="Fold the inspector away"
          onPress={() => toggle('right', false)}
        />
      </header>
      {!selected && <Overview />}
      {selected?.kind === 'finding' && !finding && fault === undefined && (
        <p className="quiet-note" role="status">
          Reading the finding…
        </p>
      )}
      {selected?.kind === 'finding' && !finding && fault !== undefined && (
        <div className="quiet-note" role="alert">
          <p>The finding could not be read.</p>
          <p>{fault}</p>
          <TryAgain again={() => void selectFinding(selected.fingerprint)} />
        </div>
      )}
      {finding && <FindingDetail key={finding.fingerprint} finding={finding} />}
      {rule && <RuleDetail key={rule.id} rule={rule} />}
      {selected?.kind === 'resource' && inspected.phase === 'ready' && (
        <ResourceDetail key={inspected.ref} inspection={inspected.inspection} />
      )}
      {selected?.kind === 'resource' && isPlanned(selected.ref) && (
        <PlannedDetail key={selected.ref} id={selected.ref} />
      )}
      {folded && <FoldedDetail key={folded.id} box={folded} />}
      {selected?.kind === 'resource' && inspected.phase === 'loading' && (
        <div className="quiet-note" role="status">
          <p>
            Reading <Mono text={inspected.ref} />…
          </p>
        </div>
      )}
      {selected?.kind === 'resource' && inspected.phase === 'failed' && (
        <div className="quiet-note" role="alert">
          <p>
            Nothing is known of <Mono text={inspected.ref} />.
          </p>
          <p>{inspected.message}</p>
          <TryAgain again={() => void selectResource(inspected.ref)} />
          <Partial>It may be in what could not be seen:</Partial>
        </div>
      )}
    </aside>
  );
}

const TryAgain = ({ again }: { readonly again: () => void }) => (
  <Button className="text-button" onPress={again}>
    Try again
  </Button>
);

/** What there is, while nothing is selected: the way in for the first ten seconds. */
function Overview() {
  const open = useOpen();
  const selectFinding = useApp((state) => state.selectFinding);
  if (!open) return null;
  const meshes = open.scene.hulls;
  return (
    <div className="panel-scroll">
      {meshes.length > 0 && (
        <section className="overview">
          <h3>{count(meshes.length, 'peering mesh', 'peering meshes')}</h3>
          <LongList
            label="Peering meshes"
            className="plain-list"
            items={meshes}
            keyOf={({ id }) => id}
            rowHeight={52}
            draw={({ finding, caption }) => (
              <Button className="overview-mesh" onPress={() => void selectFinding(finding)}>
                {caption.split('; ').map((part) => (
                  <span key={part}>{capital(part)}</span>
                ))}
              </Button>
            )}
          />
        </section>
      )}
      <section className="overview">
        <h3>In this source</h3>
        {open.opened.counts.length === 0 && <p className="quiet">Nothing that Peerless reads.</p>}
        <dl className="facts tight">
          {open.opened.counts.map(({ kind, title, count: n }) => (
            <div key={kind}>
              <dt>{title}</dt>
              <dd className="number">{n.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
        <Partial>There is more than these:</Partial>
      </section>
      <p className="quiet-note">
        Select a finding, or anything on the canvas, to see what is known of it.
      </p>
    </div>
  );
}
