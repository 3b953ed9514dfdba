/** The verdict over a plan, its mode, and what it can be saved as. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { PlanSummary } from '#app/api/plan.ts';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useApp } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';
import type { Ready } from './plan.tsx';
import { modeNames, modeSays } from './words.ts';

export function Head({ plan: { summary } }: { readonly plan: Ready }) {
  const close = useApp((state) => state.closePlan);
  return (
    <div className="plan-head">
      <Verdict summary={summary} />
      <ModeSwitch summary={summary} />
      <SaveMenu summary={summary} />
      <Button className="button" onPress={close}>
        Close plan
      </Button>
    </div>
  );
}

function Verdict({ summary: { proof, kept, replaced } }: { readonly summary: PlanSummary }) {
  const { steps, compared, lost, gained, wanted } = proof;
  const proved = lost + gained === 0;
  return (
    <p className="plan-verdict" role="status">
      <span className={`outcome ${proved ? 'good' : 'bad'}`}>
        {proved ? 'Proved' : 'Not proved'}
      </span>{' '}
      {count(steps, 'step')}, {count(compared, 'comparison')} of ordered pairs: {number(lost)} lost,{' '}
      {number(gained)} gained
      {wanted > 0 && <>, {number(wanted)} as the mode asks for</>}.{' '}
      <span className="quiet">
        {count(replaced, 'peering goes', 'peerings go')}
        {kept.length > 0 && `, ${number(kept.length)} stay`}.
      </span>
    </p>
  );
}

export function ModeSwitch({ summary: { mode, modes } }: { readonly summary: PlanSummary }) {
  const set = useApp((state) => state.setPlanMode);
  return (
    <span title={modeSays[mode]}>
      <Segments
        label="What is to reach what"
        value={mode}
        of={modes.map((id) => ({ id, name: modeNames[id] }))}
        onChange={(id) => {
          if (id !== mode) void set(id);
        }}
      />
    </span>
  );
}

function SaveMenu({ summary: { formats } }: { readonly summary: PlanSummary }) {
  const save = useApp((state) => state.savePlan);
  return (
    <MenuTrigger>
      <Button className="button">
        <Icon id="export" /> Save as…
      </Button>
      <Popover className="popover" placement="top end" offset={4}>
        <Menu className="list menu plan-formats" onAction={(key) => void save(String(key))}>
          {formats.map(({ id, title, description, extension }) => (
            <MenuItem key={id} id={id} className="list-item plan-format" textValue={title}>
              <span className="format-title">
                {title} <code className="mono quiet">.{extension}</code>
              </span>
              <span className="quiet">{description}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
