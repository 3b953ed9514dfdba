/** Collecting from live AWS: which profiles, which Regions, how far it is, what it could not see. */
import { useEffect } from 'react';
import {
  Button,
  CheckboxButton,
  CheckboxField,
  CheckboxGroup,
  Input,
  Label,
  ProgressBar,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import type { ProfileInfo } from '#app/api/engine.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { collectFault } from '../state/collect.ts';
import { useApp } from '../use-state.ts';
import { count, number } from '../words/count.ts';
import { short } from '../words/visible.ts';

const SORTS: Readonly<Record<ProfileInfo['sort'], string>> = {
  sso: 'SSO',
  role: 'role',
  keys: 'access keys',
  process: 'credential process',
  other: '',
};

export function Collect() {
  const collecting = useApp((state) => state.collecting);
  return (
    <Sheet id="collect" title="Collect from AWS">
      {collecting.phase === 'running' ? <Running /> : <Asking />}
      <Gaps />
    </Sheet>
  );
}

function Asking() {
  const form = useApp((state) => state.collectForm);
  const set = useApp((state) => state.setCollectForm);
  const start = useApp((state) => state.startCollect);
  const collecting = useApp((state) => state.collecting);
  const fault = collectFault(form);
  return (
    <form
      className="collect"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <Profiles />
      <TextField className="field" value={form.regions} onChange={(regions) => set({ regions })}>
        <Label>Regions</Label>
        <TextArea
          className="input mono"
          rows={2}
          placeholder="eu-west-1 us-east-1"
          spellCheck="false"
        />
        <Text slot="description" className="quiet">
          Leave empty for every Region that is enabled.
        </Text>
      </TextField>
      <TextField
        className="field"
        value={form.endpoint}
        onChange={(endpoint) => set({ endpoint: endpoint.trim() })}
      >
        <Label>Endpoint</Label>
        <Input className="input mono" placeholder="AWS itself" spellCheck="false" />
        <Text slot="description" className="quiet">
          Only for tests and private endpoints.
        </Text>
      </TextField>
      {form.endpoint !== '' && (
        <p className="callout" role="status">
          Signed calls will go to <code className="mono break">{short(form.endpoint, 300)}</code>,
          not to AWS.
        </p>
      )}
      {collecting.phase === 'failed' && (
        <p className="callout fault" role="alert">
          {collecting.message}
        </p>
      )}
      <div className="row end">
        <span className="quiet grow">Every call only reads. Nothing leaves this machine.</span>
        <Button type="submit" className="button primary" isDisabled={fault !== undefined}>
          Collect
        </Button>
      </div>
    </form>
  );
}

function Profiles() {
  const profiles = useApp((state) => state.profiles);
  const fault = useApp((state) => state.profilesFault);
  const load = useApp((state) => state.loadProfiles);
  const chosen = useApp((state) => state.collectForm.profiles);
  const set = useApp((state) => state.setCollectForm);
  useEffect(() => void load(), [load]);
  if (!profiles) return <p className="quiet">Reading the profiles of this machine…</p>;
  if (profiles.length === 0) {
    return (
      <div className="callout" role="status">
        <p>{fault ?? 'No AWS profile was found on this machine.'}</p>
        <p>
          The credentials of the environment will be used. Or make a profile with{' '}
          <code className="mono">aws configure sso</code> and{' '}
          <Button className="text-button" onPress={() => void load()}>
            look again
          </Button>
        </p>
      </div>
    );
  }
  return (
    <CheckboxGroup
      className="field"
      value={[...chosen]}
      onChange={(names) => set({ profiles: names })}
    >
      <Label>
        Profiles{' '}
        <span className="tally">{`${number(chosen.length)} of ${number(profiles.length)}`}</span>
      </Label>
      <div className="profiles">
        {profiles.map((profile) => (
          <CheckboxField key={profile.name} value={profile.name}>
            <CheckboxButton className="checkbox">
              <span className="box" aria-hidden="true">
                <Icon id="check" size={12} />
              </span>
              <span className="line mono">{short(profile.name, 100)}</span>
              <span className="line mono quiet">
                {[profile.account, profile.region].filter(Boolean).join(' · ')}
              </span>
              <span className="quiet">{SORTS[profile.sort]}</span>
            </CheckboxButton>
          </CheckboxField>
        ))}
      </div>
      {chosen.length === 0 && (
        <Text slot="description" className="quiet">
          None chosen: the default profile, or the credentials of the environment.
        </Text>
      )}
    </CheckboxGroup>
  );
}

function Running() {
  const collecting = useApp((state) => state.collecting);
  const stop = useApp((state) => state.stopCollect);
  const endpoint = useApp((state) => state.collectForm.endpoint);
  if (collecting.phase !== 'running') return null;
  const { progress, stopping } = collecting;
  return (
    <div className="collect">
      {endpoint !== '' && (
        <p className="callout">
          Calls go to <code className="mono break">{short(endpoint, 300)}</code>
        </p>
      )}
      <ProgressBar
        className="progress"
        aria-label="Collection"
        value={progress?.done ?? 0}
        maxValue={Math.max(1, progress?.total ?? 1)}
        isIndeterminate={!progress}
      >
        {({ percentage }) => (
          <>
            <div className="progress-line">
              <span>
                {progress
                  ? `${number(progress.done)} of ${count(progress.total, 'call')}`
                  : 'Signing in…'}
              </span>
              <span className="number">
                {percentage === undefined ? '' : `${Math.round(percentage)} %`}
              </span>
            </div>
            <div className="progress-track">
              <div className="progress-done" style={{ width: `${percentage ?? 0}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <p className="mono quiet line">
        {progress && [progress.account, progress.region, progress.call].filter(Boolean).join(' · ')}
      </p>
      <div className="row end">
        <span className="quiet grow">
          {stopping ? 'Stopping; what was read is kept.' : 'You can close this and go on working.'}
        </span>
        <Button className="button" isDisabled={stopping} onPress={() => void stop()}>
          Stop
        </Button>
      </div>
    </div>
  );
}

function Gaps() {
  const gaps = useApp((state) => state.collectGaps);
  if (gaps.length === 0) return null;
  return (
    <section className="collect-gaps" aria-label="Gaps" aria-live="polite">
      <h3>
        Could not be seen <span className="tally">{number(gaps.length)}</span>
      </h3>
      <ul>
        {gaps.slice(-100).map((message, i) => (
          <li key={i}>{short(message, 400)}</li>
        ))}
      </ul>
    </section>
  );
}
