/** The line at the bottom: what is open, how much of it, how fresh, and whether anything is missing. */
import { Button } from 'react-aria-components';
import { SEVERITIES } from '#app/rules/rule.ts';
import { SeverityMark } from '../parts/severity.tsx';
import { Icon } from '../parts/icon.tsx';
import { type SettingsPart, unsavedIn } from '../state/unsaved.ts';
import { useApp, useOpened } from '../use-state.ts';
import { count, takenAt, number } from '../words/count.ts';
import { short } from '../words/visible.ts';

/** Kinds worth a place in the line, where the source holds any. */
const SHOWN = ['vpc', 'subnet', 'vpc-peering', 'transit-gateway', 'route-table'];

export function Status() {
  const open = useOpened();
  const version = useApp((state) => state.version);
  const connected = useApp((state) => state.connected);
  const isNative = useApp((state) => state.isNative);
  const collecting = useApp((state) => state.collecting);
  const showDialog = useApp((state) => state.showDialog);
  const rereading = useApp((state) => state.rereading);
  const stop = useApp((state) => state.stopRefresh);
  const reload = useApp((state) => state.reload);
  return (
    <footer className="status" aria-label="Status">
      {!connected && (
        <span className="status-alert" role="alert">
          {isNative
            ? 'The engine stopped. '
            : 'Connection lost. Where loading the page anew does not help, start Peerless again and open the address it prints. '}
          <Button className="text-button" onPress={() => void reload()}>
            Reload
          </Button>
        </span>
      )}
      {collecting.phase === 'running' && (
        <Button className="status-button" onPress={() => showDialog('collect')}>
          <span className="pulse" aria-hidden="true" /> Collecting
          {collecting.progress &&
            `, ${number(collecting.progress.done)} of ${number(collecting.progress.total)} calls`}
        </Button>
      )}
      {rereading && (
        <span className="status-reading" role="status">
          <span className="pulse" aria-hidden="true" /> Reading again…
          <Button className="text-button" onPress={() => void stop()}>
            Stop
          </Button>
        </span>
      )}
      <WritingStatus />
      {open && <OpenStatus />}
      <span className="status-end quiet">{version !== '' && `Peerless ${version}`}</span>
    </footer>
  );
}

const UNSAVED: Readonly<Record<SettingsPart, string>> = {
  config: 'suppressions',
  baseline: 'baseline',
};

/** What is being written, with the way to stop the one that was begun last. */
function WritingStatus() {
  const writing = useApp((state) => state.writing);
  const stop = useApp((state) => state.stopWriting);
  const last = writing.at(-1);
  if (!last) return null;
  return (
    <span className="status-reading" role="status">
      <span className="pulse" aria-hidden="true" /> {last.doing}…
      {writing.length > 1 && <span className="quiet">and {writing.length - 1} more</span>}
      <Button className="text-button" onPress={stop}>
        Stop
      </Button>
    </span>
  );
}

function OpenStatus() {
  const open = useOpened();
  const lint = useApp((state) => state.lint);
  const showTab = useApp((state) => state.showTab);
  const showDialog = useApp((state) => state.showDialog);
  const unsaved = useApp((state) =>
    unsavedIn(state)
      .map((what) => UNSAVED[what])
      .join(', '),
  );
  if (!open || !lint) return null;
  const { gaps, counts, manifest } = open;
  const { summary } = lint;
  const shown = SHOWN.flatMap((kind) => counts.filter((c) => c.kind === kind && c.count > 0));
  return (
    <>
      <Button
        className="status-button"
        aria-label={SEVERITIES.map((severity) => count(summary[severity], severity)).join(', ')}
        onPress={() => showTab('findings')}
      >
        {SEVERITIES.map((severity) => (
          <span key={severity} className="status-severity">
            <SeverityMark severity={severity} size={12} /> {number(summary[severity])}
          </span>
        ))}
        {summary.unsure > 0 && <span>{number(summary.unsure)} unsure</span>}
        {summary.suppressed > 0 && <span>{number(summary.suppressed)} suppressed</span>}
        {summary.baselined > 0 && <span>{number(summary.baselined)} in the baseline</span>}
      </Button>
      {unsaved !== '' && (
        <Button className="status-button" onPress={() => showDialog('lint')}>
          Not saved: {unsaved}
        </Button>
      )}
      {gaps.length > 0 && (
        <Button className="status-button" onPress={() => showTab('gaps')}>
          <Icon id="gap" size={13} /> Partial data: {count(gaps.length, 'gap')}
        </Button>
      )}
      <span className="status-counts">
        {shown.map(({ kind, title, count: n }) => (
          <span key={kind}>
            {number(n)} {title}
          </span>
        ))}
      </span>
      <span className="quiet nowrap">
        {short(manifest.origin, 40)}, {takenAt(manifest)}
      </span>
    </>
  );
}
