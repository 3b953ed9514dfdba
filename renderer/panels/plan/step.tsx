/** The step in hand in full: what must be so, what is done, what is seen then, how to look, how to go back. */
import type { StepDetail } from '#app/api/plan.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { LongList } from '../../parts/long.tsx';
import { IconButton } from '../../parts/press.tsx';
import { Words } from '../../parts/text.tsx';
import { comparedPairs } from './compared.ts';
import { useApp, useOpened } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';
import { brief, visible } from '../../words/visible.ts';
import type { Ready } from './plan.tsx';
import { phaseNames } from './words.ts';

export function StepDetails({ plan }: { readonly plan: Ready }) {
  const step = useApp((state) => state.planStep);
  const inHand = useApp((state) => state.stepInHand);
  const again = useApp((state) => state.readStepAgain);
  const row = plan.rows[step - 1];
  return (
    <section className="plan-detail" aria-label="Step in hand" tabIndex={0}>
      {row ? (
        <>
          <h3>
            <span className="quiet number">{step}</span> {brief(row.title)}
          </h3>
          <p className="quiet">
            {phaseNames[row.phase]} · <code className="mono">{row.id}</code>
          </p>
          {inHand.phase === 'ready' && <Detail key={step} detail={inHand.detail} />}
          {inHand.phase === 'failed' && (
            <FaultNote
              what="This step could not be read."
              fault={inHand.message}
              onAgain={() => void again()}
            />
          )}
        </>
      ) : (
        <Before plan={plan} />
      )}
    </section>
  );
}

/** What the plan comes to, while no step is in hand. */
function Before({ plan: { summary } }: { readonly plan: Ready }) {
  const { gateways, tables, members, replaced, opened, closed } = summary;
  return (
    <>
      <h3>
        {count(members.length, 'VPC')} off {count(replaced, 'peering')}, onto{' '}
        {count(gateways.length, 'transit gateway')}
      </h3>
      {opened + closed > 0 && (
        <p>
          As the mode asks, {count(opened, 'pair is', 'pairs are')} opened and {number(closed)}{' '}
          closed.
        </p>
      )}
      <ul className="plan-gateways">
        {gateways.map((gateway) => (
          <li key={gateway.id}>
            <p>
              <strong>
                <Words text={gateway.name || gateway.id} />
              </strong>{' '}
              <span className="quiet">
                {gateway.existing ? 'is there' : 'is made'} in {gateway.region}, account{' '}
                <code className="mono">{gateway.account}</code>
                {gateway.asn !== undefined && `, ASN ${gateway.asn}`}
              </span>
            </p>
            <ul className="sentences">
              {tables
                .filter((t) => t.gateway === gateway.id)
                .map((t) => (
                  <li key={t.id}>
                    <Words text={t.name} />:{' '}
                    {t.serves.length > 0
                      ? `${count(t.serves.length, 'VPC')}, to ${number(t.reaches)}`
                      : `what arrives from other Regions, to ${number(t.reaches)}`}
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
      <p className="quiet">
        Everything is built beside the peerings first. Then pair after pair goes over the gateway,
        and only when nothing uses them are peerings taken away. Nothing here changes anything in
        AWS.
      </p>
    </>
  );
}

function Detail({ detail }: { readonly detail: StepDetail }) {
  const { pairs, lost, gained } = detail;
  const vpcs = useOpened()?.counts.find(({ kind }) => kind === 'vpc')?.count ?? 0;
  return (
    <dl className="plan-facts">
      <div>
        <dt>Before it</dt>
        <dd>
          <Words text={detail.precondition} />
        </dd>
      </div>
      <Sentences title="Changes" items={detail.changes} none="Nothing is changed." />
      <div>
        <dt>Then</dt>
        <dd>
          <Words text={detail.expected} />
        </dd>
      </div>
      <div>
        <dt>Proof</dt>
        <dd>
          {pairs === 0
            ? 'No way can change, so no pair had to be compared.'
            : `${comparedPairs(pairs, vpcs)}: ${number(lost)} lost, ${number(gained)} gained.`}
        </dd>
      </div>
      {detail.check.length > 0 && <Commands commands={detail.check} />}
      <Sentences title="Way back" items={detail.rollback} none="Nothing to take back." />
    </dl>
  );
}

function Sentences(props: {
  readonly title: string;
  readonly items: readonly string[];
  readonly none: string;
}) {
  return (
    <div>
      <dt>{props.title}</dt>
      <dd>
        {props.items.length === 0 && <span className="quiet">{props.none}</span>}
        <LongList
          label={props.title}
          className="sentences tight"
          items={props.items}
          keyOf={(_, i) => String(i)}
          draw={(text) => <LinkedWords text={text} />}
        />
      </dd>
    </div>
  );
}

function Commands({ commands }: { readonly commands: readonly string[] }) {
  const copy = useApp((state) => state.copyText);
  return (
    <div>
      <dt>Check</dt>
      <dd className="plan-commands">
        <pre className="mono" dir="ltr" tabIndex={0} aria-label="Commands that check this step">
          {commands.map((command) => visible(command)).join('\n')}
        </pre>
        <IconButton
          icon="copy"
          label="Copy the commands"
          onPress={() => void copy(commands.join('\n'), 'Copied the commands.')}
        />
      </dd>
    </div>
  );
}
