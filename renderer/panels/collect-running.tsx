/** A collection under way: calls made, a stop, and the code of a multi-factor device. */
import { useState } from 'react';
import { Button, Form, Input, Label, ProgressBar, TextField } from 'react-aria-components';
import { useApp } from '../use-state.ts';
import { count, number } from '../words/count.ts';
import { short } from '../words/visible.ts';
import { Standings } from './collect-standings.tsx';

/** How far a running collection is. */
export function Running() {
  const collecting = useApp((state) => state.collecting);
  const stop = useApp((state) => state.stopCollect);
  if (collecting.phase !== 'running') return null;
  const { progress, stopping, accounts, device, again } = collecting;
  // An address may hold a password.
  const endpoint = collecting.form.endpoint.replace(/\/\/[^/]*@/, '//');
  return (
    <div className="collect">
      {endpoint !== '' && (
        <p className="callout">
          Calls go to <code className="mono break">{short(endpoint, 300)}</code>
        </p>
      )}
      {device !== undefined && <MfaCode device={device} />}
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
      <Standings accounts={accounts} />
      <div className="row end">
        <span className="quiet grow" role="status">
          {!stopping
            ? 'You can close this and go on working.'
            : again
              ? 'Stopping; what is open stays as it is.'
              : 'Stopping; what was read is kept, and can be gone on with.'}
        </span>
        <Button className="button" isDisabled={stopping} onPress={() => void stop()}>
          Stop
        </Button>
      </div>
    </div>
  );
}

/** Asks for the code. It is in no state but this field's, and gone once it is sent. */
function MfaCode({ device }: { readonly device: string }) {
  const send = useApp((state) => state.sendMfaCode);
  const [code, setCode] = useState('');
  const ready = /^\d{6}$/.test(code);
  return (
    <Form
      className="row end"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        setCode('');
        void send(code);
      }}
    >
      <TextField
        className="field grow"
        type="password"
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        value={code}
        onChange={(text) => setCode(text.replace(/\D/g, '').slice(0, 6))}
      >
        <Label>
          Code of <span className="mono break">{short(device, 300)}</span>
        </Label>
        <Input className="input mono" placeholder="six digits" />
      </TextField>
      <Button type="submit" className="button primary" isDisabled={!ready}>
        Go on
      </Button>
    </Form>
  );
}
