/** Collections that were stopped, or died with the window: each is gone on with, or discarded. */
import { useEffect, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import type { Unfinished } from '#app/api/collect.ts';
import { Line } from '../parts/text.tsx';
import type { Retyped } from '../state/unfinished.ts';
import { useApp } from '../use-state.ts';
import { count, moment, number } from '../words/count.ts';
import { NotRead } from './not-read.tsx';

/** So many are offered at once; of older ones the latest takes the place when one is gone. */
const SHOWN = 3;

const NOTHING: Retyped = { externalId: '', endpoint: '' };

const WORDS = {
  externalId: 'External id, which is not kept',
  endpoint: 'Endpoint with its password, which is not kept',
} as const;

export function NotFinished() {
  const unfinished = useApp((state) => state.unfinished);
  const fault = useApp((state) => state.unfinishedFault);
  const load = useApp((state) => state.loadUnfinished);
  useEffect(() => void load(), [load]);
  if (fault !== undefined)
    return <NotRead what="Collections that did not come to their end" fault={fault} again={load} />;
  if (!unfinished || unfinished.length === 0) return null;
  const more = unfinished.length - SHOWN;
  return (
    <section className="start-before" aria-label="Not finished">
      <h3 className="quiet">Not finished</h3>
      <ul>
        {unfinished.slice(0, SHOWN).map((one) => (
          <One key={one.path} one={one} />
        ))}
      </ul>
      {more > 0 && <p className="quiet">and {count(more, 'older one')}.</p>}
    </section>
  );
}

function One({ one }: { readonly one: Unfinished }) {
  const goOn = useApp((state) => state.goOnCollecting);
  const discard = useApp((state) => state.discardCollection);
  const show = useApp((state) => state.showDialog);
  const running = useApp((state) => state.collecting.phase === 'running');
  const [typed, setTyped] = useState<Retyped>();
  const [sure, setSure] = useState(false);
  const { created, estate, far, withheld } = one;
  const named = `the collection of ${moment(created)}, ${estate}`;
  const begin = (given: Retyped): void => {
    show('collect');
    void goOn(one, given);
  };
  return (
    <li className="unfinished">
      <span className="grow">
        Collection of {moment(created)}{' '}
        <span className="quiet">
          <Line
            text={[
              estate,
              far === undefined
                ? ''
                : `${number(far.answered)} of ${count(Math.max(far.calls, far.answered), 'call')}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        </span>
      </span>
      <Button
        className="button"
        aria-label={`Go on with ${named}`}
        isDisabled={running}
        onPress={() => (withheld.length === 0 ? begin(NOTHING) : setTyped(NOTHING))}
      >
        Go on
      </Button>
      <Button
        className="text-button"
        aria-label={sure ? `Discard ${named}, for good` : `Discard ${named}`}
        onPress={() => (sure ? void discard(one) : setSure(true))}
      >
        {sure ? 'Discard for good' : 'Discard'}
      </Button>
      {typed && (
        <Form
          className="row end"
          onSubmit={(event) => {
            event.preventDefault();
            setTyped(undefined);
            begin(typed);
          }}
        >
          {withheld.map((name) => (
            <TextField
              key={name}
              className="field grow"
              type="password"
              autoComplete="off"
              value={typed[name]}
              onChange={(text) => setTyped({ ...typed, [name]: text.trim() })}
            >
              <Label>{WORDS[name]}</Label>
              <Input className="input mono" />
            </TextField>
          ))}
          <Button
            type="submit"
            className="button primary"
            isDisabled={withheld.some((name) => typed[name] === '')}
          >
            Go on
          </Button>
        </Form>
      )}
    </li>
  );
}
