/** Collecting from live AWS: which profiles, which Regions, how far it is, what it could not see. */
import { useMemo } from 'react';
import {
  Button,
  CheckboxButton,
  CheckboxField,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import { Sheet } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { LongList } from '../parts/long.tsx';
import { Typed } from '../parts/text.tsx';
import { collectFault } from '../state/collect.ts';
import { useApp } from '../use-state.ts';
import { number } from '../words/count.ts';
import { short } from '../words/visible.ts';
import { Profiles } from './collect-profiles.tsx';
import { Running } from './collect-running.tsx';
import { NotFinished } from './unfinished.tsx';

/** So many gaps show at first: the form below must be found, too. */
const FEW = 8;

export function Collect() {
  const collecting = useApp((state) => state.collecting);
  return (
    <Sheet id="collect" title="Collect from AWS" wide={collecting.phase === 'running'}>
      {collecting.phase !== 'running' && <NotFinished />}
      {collecting.phase === 'running' ? <Running /> : <CollectForm />}
      <Gaps />
    </Sheet>
  );
}

/** What is asked before a collection. */
export function CollectForm() {
  const form = useApp((state) => state.collectForm);
  const set = useApp((state) => state.setCollectForm);
  const start = useApp((state) => state.startCollect);
  const collecting = useApp((state) => state.collecting);
  const fault = collectFault(form);
  // With one profile that one is meant: until it is known, nobody else's credentials are.
  const known = useApp((state) => state.profiles !== undefined);
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
      <Organization />
      <CheckboxField
        className="field"
        isSelected={form.quotas}
        onChange={(quotas) => set({ quotas })}
      >
        <CheckboxButton className="checkbox">
          <span className="box" aria-hidden="true">
            <Icon id="check" size={12} />
          </span>
          <span>Ask Service Quotas</span>
        </CheckboxButton>
        <Text slot="description" className="quiet">
          Without it, plans and rules go by AWS’s defaults.
        </Text>
      </CheckboxField>
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
        <Button type="submit" className="button primary" isDisabled={fault !== undefined || !known}>
          Collect
        </Button>
      </div>
    </form>
  );
}

/** The fields that every account of an organization takes, and a device that is asked for a code. */
function Organization() {
  const form = useApp((state) => state.collectForm);
  const set = useApp((state) => state.setCollectForm);
  return (
    <>
      <TextField
        className="field"
        value={form.orgRole}
        onChange={(orgRole) => set({ orgRole: orgRole.trim() })}
      >
        <Label>Role in every account of the organization</Label>
        <Input
          className="input mono"
          placeholder="OrganizationAccountAccessRole"
          spellCheck="false"
        />
        <Text slot="description" className="quiet">
          Leave empty to read only the accounts of the profiles. An account that refuses is a gap.
        </Text>
      </TextField>
      {form.orgRole !== '' && (
        <>
          <TextField
            className="field"
            type="password"
            autoComplete="off"
            value={form.externalId}
            onChange={(externalId) => set({ externalId: externalId.trim() })}
          >
            <Label>External id</Label>
            <Input className="input mono" placeholder="none" />
          </TextField>
          <TextField
            className="field"
            value={form.withoutAccounts}
            onChange={(withoutAccounts) => set({ withoutAccounts })}
          >
            <Label>Accounts to leave out</Label>
            <Input className="input mono" placeholder="none" spellCheck="false" />
          </TextField>
        </>
      )}
      <TextField
        className="field"
        value={form.mfaSerial}
        onChange={(mfaSerial) => set({ mfaSerial: mfaSerial.trim() })}
      >
        <Label>Multi-factor device</Label>
        <Input
          className="input mono"
          placeholder="arn:aws:iam::111111111111:mfa/ana"
          spellCheck="false"
        />
        <Text slot="description" className="quiet">
          Only where access keys need a code; it is asked for once.
        </Text>
      </TextField>
    </>
  );
}

/** What it could not see so far, or last time. */
export function Gaps() {
  const gaps = useApp((state) => state.collectGaps);
  const notes = useApp((state) => state.collectNotes);
  const latest = useMemo(() => gaps.toReversed(), [gaps]);
  if (gaps.length === 0) return notes.map((note) => <Note key={note} text={note} />);
  return (
    <section className="collect-gaps" aria-label="Gaps" aria-live="polite">
      {notes.map((note) => (
        <Note key={note} text={note} />
      ))}
      <h3>
        Could not be seen <span className="tally">{number(gaps.length)}</span>
      </h3>
      {/* The latest first: they come while one looks. */}
      <LongList
        label="What could not be seen"
        className="collect-list"
        few={FEW}
        items={latest}
        keyOf={(_, i) => String(latest.length - i)}
        draw={(message) => <Typed text={message} />}
      />
    </section>
  );
}

const Note = ({ text }: { readonly text: string }) => (
  <p className="quiet">
    <Typed text={text} />.
  </p>
);
