/** Suppressing a finding: what to hide of its rule, why, and until when. */
import { useEffect, useMemo, useState } from 'react';
import {
  Button,
  FieldError,
  Input,
  Label,
  RadioButton,
  RadioField,
  RadioGroup,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import type { FindingRow } from '#app/api/lint.ts';
import { useEngine } from '../engine-context.ts';
import { Sheet } from '../parts/dialog.tsx';
import { useLabel } from '../parts/resource.tsx';
import { useApp, useOpened } from '../use-state.ts';
import { count } from '../words/count.ts';
import { brief, nameIn, short } from '../words/visible.ts';

const OWN = 'own';
/** More resources than this are no choice but a list. */
const MOST_CHOICES = 6;
const WAIT_MS = 150;

export function Suppress() {
  const fingerprint = useApp((state) => state.suppressing);
  const row = useApp((state) =>
    state.suppressing === undefined ? undefined : state.row(state.suppressing),
  );
  return (
    <Sheet id="suppress" title="Suppress">
      {row && <Form key={fingerprint} row={row} />}
    </Sheet>
  );
}

/** Resources of a finding, those first by which the fewest findings of its rule would be hidden. */
export function choicesOf(row: FindingRow, rows: readonly FindingRow[]): readonly string[] {
  const counts = new Map<string, number>(row.resources.map((ref) => [ref, 0]));
  for (const other of rows) {
    if (other.rule !== row.rule) continue;
    for (const ref of other.resources) {
      const n = counts.get(ref);
      if (n !== undefined) counts.set(ref, n + 1);
    }
  }
  return [...counts]
    .sort(([, a], [, b]) => a - b)
    .map(([ref]) => ref)
    .slice(0, MOST_CHOICES);
}

/** How many findings an entry would hide, asked of the engine a moment after it last changed. */
function useHides(rule: string, resource: string): number | undefined {
  const engine = useEngine();
  const handle = useOpened()?.handle;
  const [found, setFound] = useState<{ readonly of: string; readonly n: number }>();
  useEffect(() => {
    if (handle === undefined || resource === '') return;
    let current = true;
    const timer = setTimeout(() => {
      engine.call.hides({ handle, rule, resource }).then(
        ({ findings }) => {
          if (current) setFound({ of: resource, n: findings });
        },
        () => undefined, // The sheet says no number then; what is wrong is said when it is sent.
      );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [engine, handle, rule, resource]);
  return found?.of === resource ? found.n : undefined;
}

function Form({ row }: { readonly row: FindingRow }) {
  const rows = useApp((state) => state.rows);
  const title = useApp((state) => state.rules.get(row.rule)?.title ?? row.rule);
  const suppress = useApp((state) => state.suppress);
  const show = useApp((state) => state.showDialog);
  const choices = useMemo(
    () => (row.resources.length > 0 ? choicesOf(row, rows) : [row.about]),
    [row, rows],
  );
  const [chosen, setChosen] = useState(choices[0] ?? OWN);
  const [own, setOwn] = useState('');
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [fault, setFault] = useState<string>();
  const resource = chosen === OWN ? own.trim() : chosen;
  const hides = useHides(row.rule, resource);
  const ready = resource !== '' && reason.trim() !== '';
  return (
    <form
      className="suppress"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready)
          void suppress({ rule: row.rule, resource, reason: reason.trim(), until }).then(setFault);
      }}
    >
      <p>
        <strong>{title}</strong>
        <br />
        <span className="quiet">{brief(row.message)}</span>
      </p>
      <TextField className="field" autoFocus value={reason} onChange={setReason} isRequired>
        <Label>Reason</Label>
        <TextArea
          className="input"
          rows={2}
          placeholder="Why it may be so, for whoever reads this next"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit();
          }}
        />
      </TextField>
      <RadioGroup className="field" value={chosen} onChange={setChosen}>
        <Label>Findings of this rule about</Label>
        {choices.map((ref) => (
          <Choice key={ref} id={ref} />
        ))}
        <RadioField value={OWN}>
          <RadioButton className="radio">
            <span className="dot" aria-hidden="true" />
            <span>All that match a pattern</span>
          </RadioButton>
        </RadioField>
      </RadioGroup>
      {chosen === OWN && (
        <TextField className="field" value={own} onChange={setOwn}>
          <Label>Pattern</Label>
          <Input className="input mono" placeholder="dev-*" spellCheck="false" />
          <Text slot="description" className="quiet">
            An id or a name; * stands for any text.
          </Text>
        </TextField>
      )}
      <TextField className="field until" type="date" value={until} onChange={setUntil}>
        <Label>Until</Label>
        <Input className="input" />
        <FieldError />
        <Text slot="description" className="quiet">
          Leave empty for no last day. Compared with the day the source was read.
        </Text>
      </TextField>
      {fault !== undefined && (
        <p className="callout fault" role="alert">
          {fault}
        </p>
      )}
      <div className="row end">
        <span className="quiet grow" aria-live="polite">
          {hides === undefined ? '' : `Hides ${count(hides, 'finding')}.`}
        </span>
        <Button className="button" onPress={() => show(undefined)}>
          Cancel
        </Button>
        <Button type="submit" className="button primary" isDisabled={!ready}>
          Suppress
        </Button>
      </div>
    </form>
  );
}

function Choice({ id }: { readonly id: string }) {
  const name = nameIn(useLabel(id), id);
  return (
    <RadioField value={id}>
      <RadioButton className="radio">
        <span className="dot" aria-hidden="true" />
        {name !== '' && <span className="line">{short(name, 80)}</span>}
        <span className="line mono quiet">{short(id, 80)}</span>
      </RadioButton>
    </RadioField>
  );
}
