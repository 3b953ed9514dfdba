/** What a plan is made with: gateways to build on, traffic, prices; every change makes the plan anew. */
import { useState } from 'react';
import {
  Button,
  CheckboxButton,
  CheckboxField,
  Input,
  Label,
  NumberField,
} from 'react-aria-components';
import type { GatewayChoice, PlanChoices, PlanFile, PlanFileKind } from '#app/api/plan.ts';
import { Choice } from '../../parts/choice.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LongList } from '../../parts/long.tsx';
import { ActionButton, IconButton } from '../../parts/press.tsx';
import { Line, Words } from '../../parts/text.tsx';
import { useApp } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';
import { short } from '../../words/visible.ts';
import { Pairs } from './pairs.tsx';

export function Choices() {
  return (
    <div className="plan-choices">
      <div className="plan-form" role="group" aria-label="Choices of the plan" tabIndex={0}>
        <Gateways />
        <FileChoice
          what="traffic"
          title="Traffic"
          open="Open a CSV…"
          says="from,to,gb_month: VPCs by id or name. Tells what each pair costs."
        />
        <Hot />
        <FileChoice
          what="prices"
          title="Prices"
          open="Open prices…"
          says="Your own, as YAML or JSON, over the list prices."
        />
        <div className="row end">
          <ActionButton id="reset-plan-choices">Reset choices</ActionButton>
        </div>
      </div>
      <Pairs />
    </div>
  );
}

function Gateways() {
  const choices = useApp((state) => state.planChoices);
  if (!choices) return null;
  return choices.regions.map((region) => <GatewayField key={region.region} of={region} />);
}

const NEW = 'new';
/** So many warnings of a file show at first. */
const FEW = 6;

const gatewayName = ({ id, name }: GatewayChoice): string =>
  name === '' ? short(id, 60) : `${short(name, 60)} (${short(id, 40)})`;

function GatewayField({ of }: { readonly of: PlanChoices['regions'][number] }) {
  const { region, vpcs, gateways } = of;
  const chosen = useApp((state) => state.planWish.reuse[region]);
  const reuse = useApp((state) => state.reuseGateway);
  const label = `Gateway in ${region}`;
  if (gateways.length === 0) {
    return (
      <div className="field plan-line-field">
        <span>{label}</span>
        <span className="quiet">None found: a new one</span>
      </div>
    );
  }
  return (
    <Choice
      label={label}
      className="field plan-line-field"
      options={[
        { id: NEW, name: 'A new one' },
        ...gateways.map((gateway) => ({
          id: gateway.id,
          name: gatewayName(gateway),
          disabled: gateway.refused !== undefined,
          more: (
            <span className="quiet plan-small">
              account {short(gateway.account, 20)},{' '}
              {gateway.refused ?? `${number(gateway.attached)} of ${count(vpcs, 'VPC')} attached`}
            </span>
          ),
        })),
      ]}
      value={chosen ?? NEW}
      onChange={(id) => void reuse(region, id === NEW ? undefined : id)}
      rowHeight={44}
    />
  );
}

function FileChoice(props: {
  readonly what: PlanFileKind;
  readonly title: string;
  readonly open: string;
  readonly says: string;
}) {
  const { what, title } = props;
  const file = useApp((state) => state.planWish[what]);
  const fault = useApp(({ planFileFault: of }) => (of?.what === what ? of.message : undefined));
  const open = useApp((state) => state.openPlanFile);
  return (
    <div className="plan-file-choice" role="group" aria-label={title}>
      {file ? (
        <FileRow what={what} title={title} file={file} />
      ) : (
        <>
          <div className="field plan-line-field">
            <span aria-hidden="true">{title}</span>
            <Button className="button" onPress={() => void open(what)}>
              {props.open}
            </Button>
          </div>
          <p className="quiet plan-small">{props.says}</p>
        </>
      )}
      {fault !== undefined && (
        <p className="callout fault" role="alert">
          <Words text={fault} />
        </p>
      )}
    </div>
  );
}

function FileRow(props: {
  readonly what: PlanFileKind;
  readonly title: string;
  readonly file: PlanFile;
}) {
  const { what, file } = props;
  const open = useApp((state) => state.openPlanFile);
  const drop = useApp((state) => state.dropPlanFile);
  const lower = props.title.toLowerCase();
  return (
    <>
      <div className="field plan-line-field plan-file">
        <span aria-hidden="true">{props.title}</span>
        <span className="plan-file-name">
          <Line text={file.name} mono />
          <span className="quiet plan-small">{short(file.holds, 200)}</span>
        </span>
        <Button
          className="button small"
          aria-label={`Open other ${lower}`}
          onPress={() => void open(what)}
        >
          Other…
        </Button>
        <IconButton icon="close" label={`Without ${lower}`} onPress={() => void drop(what)} />
      </div>
      {file.warnings.length > 0 && (
        <div className="callout plan-small" role="group" aria-label={`Warnings of ${lower}`}>
          <LongList
            label={`All warnings of ${lower}`}
            className="sentences"
            few={FEW}
            items={file.warnings}
            keyOf={(_, i) => String(i)}
            draw={(warning) => <Words text={warning} />}
          />
        </div>
      )}
    </>
  );
}

/** Hot pairs: those that cost so much more over a gateway. */
function Hot() {
  const on = useApp((state) => state.planWish.keepHot);
  const from = useApp((state) => state.planWish.keepFrom);
  const traffic = useApp((state) => state.planWish.traffic !== undefined);
  const keepHot = useApp((state) => state.keepHot);
  const keepFrom = useApp((state) => state.keepFrom);
  const [typed, setTyped] = useState(from);
  const [known, setKnown] = useState(from);
  if (known !== from) {
    setKnown(from);
    setTyped(from);
  }
  return (
    <div className="plan-hot">
      <CheckboxField isSelected={on} isDisabled={!traffic} onChange={(is) => void keepHot(is)}>
        <CheckboxButton className="checkbox">
          <span className="box" aria-hidden="true">
            <Icon id="check" size={12} />
          </span>
          <span>Keep hot pairs on peering</span>
        </CheckboxButton>
      </CheckboxField>
      <NumberField
        className="field plan-line-field"
        value={typed}
        minValue={0}
        maxValue={1e8}
        isDisabled={!traffic}
        formatOptions={{ style: 'currency', currency: 'USD', maximumFractionDigits: 0 }}
        onChange={(usd) => {
          setTyped(usd);
          void keepFrom(usd);
        }}
      >
        <Label>Hot from, more a month</Label>
        <Input className="input number" />
      </NumberField>
    </div>
  );
}
