/** Two snapshots compared: a second source is chosen, the comparison runs, and its changes are listed. */
import { Button } from 'react-aria-components';
import type { CompareStage } from '#app/api/diff.ts';
import { ActionButton } from '../../parts/press.tsx';
import { Line, Typed, Words } from '../../parts/text.tsx';
import type { Comparing } from '../../state/diff.ts';
import { useApp, useOpened } from '../../use-state.ts';
import { moment } from '../../words/count.ts';
import { Detail } from './detail.tsx';
import { Head } from './head.tsx';
import { ChangeList } from './list.tsx';

export type Ready = Extract<Comparing, { readonly phase: 'ready' }>;

export function DiffPanel() {
  const comparing = useApp((state) => state.comparing);
  switch (comparing.phase) {
    case 'none':
      return <Choose />;
    case 'opening':
    case 'working':
      return <Working comparing={comparing} />;
    case 'failed':
      return <Failed comparing={comparing} />;
    case 'ready':
      return <Whole diff={comparing} />;
  }
}

/** Ways to a second source: a dialog, or what was opened before. */
function Choose() {
  const handle = useOpened()?.handle;
  const recent = useApp((state) => state.recent);
  const compare = useApp((state) => state.compareWithRecent);
  const others = recent.filter((other) => other.handle !== handle);
  return (
    <div className="quiet-note diff-choose">
      <p>
        Compare with another snapshot of the same network: what was added, removed or changed, and
        who reaches whom differently. The earlier of the two is taken as how it was.
      </p>
      <div className="row">
        <ActionButton id="compare-file" icon="file" primary />
        <ActionButton id="compare-folder" icon="folder" />
      </div>
      {others.length > 0 && (
        <div className="diff-recent" role="group" aria-label="Opened before">
          <span className="quiet">Opened before:</span>
          {others.map((other) => (
            <Button key={other.handle} className="button small" onPress={() => void compare(other)}>
              <Line text={other.title} />
              <span className="quiet">{moment(other.created)}</span>
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

const STAGES: Readonly<Record<CompareStage | 'list', string>> = {
  rules: 'Linting both by the same rules',
  resources: 'Comparing resources',
  reach: 'Comparing who reaches whom',
  findings: 'Comparing findings',
  picture: 'Drawing both as one picture',
  list: 'Reading the list of changes',
};

function Working({
  comparing,
}: {
  readonly comparing: Extract<Comparing, { phase: 'opening' | 'working' }>;
}) {
  const stop = useApp((state) => state.stopDiff);
  const stage = comparing.phase === 'working' ? comparing : undefined;
  const share = stage && Math.round(stage.share * 100);
  return (
    <div className="quiet-note plan-working">
      <div className="bar" aria-hidden="true" />
      <p role="status">
        {stage ? (
          STAGES[stage.stage]
        ) : (
          <>
            Reading <Words text={comparing.what} />
          </>
        )}
        …
      </p>
      {share !== undefined && share > 0 && <p className="number quiet">{share} %</p>}
      <div className="row">
        <Button
          className="button"
          isDisabled={stage?.stopping === true}
          onPress={() => void stop()}
        >
          {stage?.stopping === true ? 'Stopping…' : 'Stop'}
        </Button>
      </div>
    </div>
  );
}

function Failed({ comparing }: { readonly comparing: Extract<Comparing, { phase: 'failed' }> }) {
  const close = useApp((state) => state.resetDiff);
  return (
    <div className="quiet-note" role="alert">
      <p>
        Could not compare with <Words text={comparing.what} />. <Typed text={comparing.message} />
      </p>
      <div className="row">
        <Button className="button" onPress={close}>
          Choose another
        </Button>
      </div>
    </div>
  );
}

function Whole({ diff }: { readonly diff: Ready }) {
  return (
    <div className="plan">
      <Head diff={diff} />
      <div className="diff-body">
        <ChangeList diff={diff} />
        <Detail diff={diff} />
      </div>
    </div>
  );
}
