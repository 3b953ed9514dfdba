/** Can A reach B, hop by hop, there and back; and if not, everything in the way. */
import { useDeferredValue } from 'react';
import {
  Button,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  TextField,
} from 'react-aria-components';
import { Icon } from '../../parts/icon.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { IconButton } from '../../parts/press.tsx';
import { formFault, isOfOthers, meantBy, type TraceForm } from '../../state/trace.ts';
import { useApp } from '../../use-state.ts';
import { visible } from '../../words/visible.ts';
import { Partial } from '../partial.tsx';
import { EndField } from './end-field.tsx';
import { TraceAnswer } from './answer.tsx';

interface Option<Id extends string> {
  readonly id: Id;
  readonly name: string;
}

const PROTOCOLS: readonly Option<Exclude<TraceForm['protocol'], ''> | 'any'>[] = [
  { id: 'any', name: 'Any protocol' },
  { id: 'tcp', name: 'TCP' },
  { id: 'udp', name: 'UDP' },
  { id: 'icmp', name: 'ICMP' },
];

/** Firewalls, Gateway Load Balancer endpoints, instances: what they let through is not in what AWS lists. */
const MIDDLEBOXES: readonly Option<TraceForm['middleboxes']>[] = [
  { id: 'forward', name: 'Appliances forward' },
  { id: 'stop', name: 'Stop at appliances' },
];

export function TracePanel() {
  const tracing = useApp((state) => state.tracing);
  const isOld = useApp(isOfOthers);
  // Its fields take longest to make: in pieces, behind the frame that shows the rest.
  const isFormed = useDeferredValue(true, false);
  return (
    <div className="trace">
      {isFormed ? <Form /> : <div className="trace-form" />}
      <div
        className="trace-answer"
        tabIndex={0}
        role="region"
        aria-label="Answer"
        aria-live="polite"
      >
        {tracing.phase === 'none' && (
          <div className="quiet-note">
            <p>
              Name two ends, and see every hop, the route that decided at each, the way back, and
              all that blocks it.
            </p>
            <p>
              An end is a VPC, a subnet, an interface or an address: type a part of it, or pick it
              on the canvas and press “Trace from”.
            </p>
          </div>
        )}
        {tracing.phase === 'running' && <p className="quiet-note">Tracing…</p>}
        {tracing.phase === 'failed' && <Failed message={tracing.message} />}
        {isOld && (
          <p className="callout" role="status">
            This is the answer to what was asked before. Press “Trace” to ask for the ends in the
            form.
          </p>
        )}
        {tracing.phase === 'done' && (
          <TraceAnswer
            trace={tracing.trace}
            {...(tracing.whole && { whole: tracing.whole.trace })}
            middleboxes={tracing.middleboxes}
          />
        )}
      </div>
    </div>
  );
}

function Failed({ message }: { readonly message: string }) {
  const form = useApp((state) => state.traceForm);
  const trace = useApp((state) => state.traceBetween);
  const meant = meantBy(message, form);
  return (
    <div className="quiet-note" role="alert">
      {meant ? (
        <>
          <p>Several are called so. Which one is meant?</p>
          <ul className="fares">
            {meant.choices.map(({ id, place }) => (
              <li key={id}>
                <Button className="fare" onPress={() => void trace({ [meant.end]: id })}>
                  <span className="mono">{id}</span>
                  <span className="quiet">{visible(place)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p>
            <LinkedWords text={message} />
          </p>
          <p>Type a part of a name, an id or an address, and choose from the list below it.</p>
          <Partial>It may be in what could not be seen:</Partial>
        </>
      )}
    </div>
  );
}

function Form() {
  const form = useApp((state) => state.traceForm);
  const set = useApp((state) => state.setTraceForm);
  const run = useApp((state) => state.runTrace);
  const swap = useApp((state) => state.swapTrace);
  const assume = useApp((state) => state.assumeOfMiddleboxes);
  const fault = formFault(form);
  const ports = form.protocol === 'tcp' || form.protocol === 'udp';
  return (
    <form
      className="trace-form"
      aria-label="Ends of the trace"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <div className="ends">
        <EndField
          label="From"
          autoFocus={form.from === ''}
          value={form.from}
          onChange={(from) => set({ from })}
          onEnter={() => void run()}
        />
        <EndField
          label="To"
          value={form.to}
          onChange={(to) => set({ to })}
          onEnter={() => void run()}
        />
        <IconButton icon="swap" label="Swap the two ends" keys="X" onPress={() => void swap()} />
      </div>
      <div className="row">
        <Choice
          label="Protocol"
          of={PROTOCOLS}
          value={form.protocol || 'any'}
          onChange={(id) => {
            const protocol = id === 'any' ? '' : id;
            set({ protocol, ...(protocol !== 'tcp' && protocol !== 'udp' && { port: '' }) });
          }}
        />
        <TextField
          className="field port"
          value={form.port}
          isDisabled={!ports}
          onChange={(port) => set({ port })}
        >
          <Label className="hidden-label">Port</Label>
          <Input className="input mono" inputMode="numeric" placeholder="Port" />
        </TextField>
      </div>
      <div className="row">
        <Choice
          label="Appliances on the way"
          of={MIDDLEBOXES}
          value={form.middleboxes}
          onChange={(id) => void assume(id)}
        />
        <Button type="submit" className="button primary" isDisabled={fault !== undefined}>
          Trace
        </Button>
      </div>
      {fault !== undefined && form.port !== '' && <p className="field-fault">{fault}</p>}
    </form>
  );
}

function Choice<Id extends string>(props: {
  readonly label: string;
  readonly of: readonly Option<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}) {
  return (
    <Select
      className="field grow"
      aria-label={props.label}
      value={props.value}
      onChange={(key) => props.onChange(key as Id)}
    >
      <Button className="button select">
        <SelectValue />
        <Icon id="chevron" size={12} />
      </Button>
      <Popover className="popover">
        <ListBox className="list" items={props.of}>
          {(option) => (
            <ListBoxItem className="list-item" id={option.id}>
              {option.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
