/** Can A reach B, hop by hop, there and back; and if not, everything in the way. */
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
import { IconButton } from '../../parts/press.tsx';
import { formFault, type TraceForm } from '../../state/trace.ts';
import { useApp } from '../../use-state.ts';
import { EndField } from './end-field.tsx';
import { TraceAnswer } from './answer.tsx';

const PROTOCOLS: readonly { readonly id: TraceForm['protocol'] | 'any'; readonly name: string }[] =
  [
    { id: 'any', name: 'Any protocol' },
    { id: 'tcp', name: 'TCP' },
    { id: 'udp', name: 'UDP' },
    { id: 'icmp', name: 'ICMP' },
  ];

export function TracePanel() {
  const tracing = useApp((state) => state.tracing);
  return (
    <div className="trace">
      <Form />
      <div
        className="trace-answer"
        tabIndex={0}
        role="region"
        aria-label="Answer"
        aria-live="polite"
      >
        {tracing.phase === 'none' && (
          <p className="quiet-note">
            Name two ends, and see every hop, the route that decided at each, the way back, and all
            that blocks it.
          </p>
        )}
        {tracing.phase === 'running' && <p className="quiet-note">Tracing…</p>}
        {tracing.phase === 'failed' && (
          <p className="quiet-note" role="alert">
            {tracing.message}
          </p>
        )}
        {tracing.phase === 'done' && <TraceAnswer trace={tracing.trace} />}
      </div>
    </div>
  );
}

function Form() {
  const form = useApp((state) => state.traceForm);
  const set = useApp((state) => state.setTraceForm);
  const run = useApp((state) => state.runTrace);
  const swap = useApp((state) => state.swapTrace);
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
        <Select
          className="field"
          aria-label="Protocol"
          value={form.protocol || 'any'}
          onChange={(key) => {
            const protocol = key === 'any' ? '' : (key as TraceForm['protocol']);
            set({ protocol, ...(protocol !== 'tcp' && protocol !== 'udp' && { port: '' }) });
          }}
        >
          <Button className="button select">
            <SelectValue />
            <Icon id="chevron" size={12} />
          </Button>
          <Popover className="popover">
            <ListBox className="list" items={PROTOCOLS}>
              {(protocol) => (
                <ListBoxItem className="list-item" id={protocol.id}>
                  {protocol.name}
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </Select>
        <TextField
          className="field port"
          value={form.port}
          isDisabled={!ports}
          onChange={(port) => set({ port })}
        >
          <Label className="hidden-label">Port</Label>
          <Input className="input mono" inputMode="numeric" placeholder="Port" />
        </TextField>
        <Button type="submit" className="button primary" isDisabled={fault !== undefined}>
          Trace
        </Button>
      </div>
      {fault !== undefined && form.port !== '' && <p className="field-fault">{fault}</p>}
    </form>
  );
}
