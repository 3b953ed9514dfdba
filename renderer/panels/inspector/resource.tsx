/** One resource: facts, findings, routes, links, tags and the JSON AWS gave. */
import { Button } from 'react-aria-components';
import type { Inspection } from '#app/api/engine.ts';
import type { FindingRow } from '#app/api/lint.ts';
import { Icon } from '../../parts/icon.tsx';
import { ActionButton, IconButton } from '../../parts/press.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { LongList } from '../../parts/long.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { IdLink } from '../../parts/id-link.tsx';
import { Line, Mono, WholeIds, Words } from '../../parts/text.tsx';
import { isOpened } from '#app/scene/open.ts';
import { openable } from '../../state/arrange.ts';
import { useApp, useOpen } from '../../use-state.ts';
import { accountWords } from '../../words/accounts.ts';
import { short, visible } from '../../words/visible.ts';
import { RouteList } from './routes.tsx';
import { Tables } from './tables.tsx';

/** Kinds a flow can start from or end at. */
const ENDS = new Set(['vpc', 'subnet', 'network-interface']);

export function ResourceDetail({ inspection }: { readonly inspection: Inspection }) {
  const { ref, kind, title, name, account, region } = inspection;
  const copy = useApp((state) => state.copyText);
  const opened = useOpen()?.opened;
  return (
    <div className="panel-scroll" tabIndex={0} role="group" aria-label="Resource details">
      <section className="finding-top">
        <p className="finding-kind">
          <span className={`shape ${kind}${inspection.ghost ? ' ghost' : ''}`} />
          <strong>{title}</strong>
          {inspection.ghost && <span className="tag">outside what was collected</span>}
        </p>
        {name !== '' && (
          <p className="resource-name">
            <Words text={name} />
          </p>
        )}
        <p className="resource-id">
          <Mono text={ref} />
          <IconButton
            icon="copy"
            label="Copy the id"
            onPress={() => void copy(ref, `Copied ${short(ref, 60)}`)}
          />
        </p>
        {(account !== '' || region !== '') && (
          <p className="quiet mono">
            {[accountWords(opened, account), region]
              .filter(Boolean)
              .map((part) => visible(part))
              .join(' · ')}
          </p>
        )}
        <Deeds inspection={inspection} />
      </section>
      <Touching fingerprints={inspection.findings} />
      {inspection.facts.length > 0 && (
        <Section title="Facts">
          <dl className="facts">
            {inspection.facts.map((fact) => (
              <div key={fact.name}>
                <dt>{fact.name}</dt>
                <dd className="mono break">
                  <LinkedWords text={fact.value} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <Tables tables={inspection.tables} />
      {inspection.routes.length > 0 && <RouteList routes={inspection.routes} />}
      <Links links={inspection.links} />
      {inspection.tags.length > 0 && (
        <Section title="Tags" count={inspection.tags.length} open={inspection.tags.length <= 6}>
          <dl className="facts">
            {inspection.tags.map((tag) => (
              <div key={tag.name}>
                <dt>
                  <Line text={tag.name} mono />
                </dt>
                <dd className="mono break">
                  <Words text={tag.value} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {inspection.raw !== '' && (
        <Section title="As AWS gave it" open={false}>
          <pre className="raw mono" tabIndex={0}>
            {inspection.raw.split('\n').map(visible).join('\n')}
          </pre>
        </Section>
      )}
    </div>
  );
}

function Deeds({ inspection }: { readonly inspection: Inspection }) {
  const { ref, kind, ghost, address } = inspection;
  // A ghost is no end of a trace; an address of its block is.
  const end = ghost ? address : ENDS.has(kind) ? ref : undefined;
  const vpc = useApp(openable);
  const traceBetween = useApp((state) => state.traceBetween);
  const focus = useApp((state) => state.focusSelected);
  const select = useApp((state) => state.selectResource);
  return (
    <div className="row">
      <Button className="button" onPress={() => void select(ref, true)}>
        <Icon id="target" /> Show
      </Button>
      <Button className="button" onPress={() => void focus()}>
        <Icon id="fit" /> Focus
      </Button>
      {vpc && (
        <ActionButton id={isOpened(vpc) ? 'close-vpc' : 'open-vpc'}>
          {isOpened(vpc) ? 'Close the VPC' : 'Open the VPC'}
        </ActionButton>
      )}
      <ActionButton id="hide-selection">Hide</ActionButton>
      {end !== undefined && (
        <>
          <Button className="button" onPress={() => void traceBetween({ from: end })}>
            Trace from{ghost && ` ${end}`}
          </Button>
          <Button className="button" onPress={() => void traceBetween({ to: end })}>
            Trace to{ghost && ` ${end}`}
          </Button>
        </>
      )}
    </div>
  );
}

function Touching({ fingerprints }: { readonly fingerprints: readonly string[] }) {
  const row = useApp((state) => state.row);
  const select = useApp((state) => state.selectFinding);
  // Read again whenever the findings are.
  useApp((state) => state.rows);
  const findings = fingerprints
    .map(row)
    .filter((finding): finding is FindingRow => finding !== undefined && finding.state === 'told');
  if (findings.length === 0) return null;
  return (
    <Section title="Findings" count={findings.length}>
      <LongList
        label="Findings of this resource"
        className="plain-list"
        items={findings}
        rowHeight={60}
        keyOf={(finding) => finding.fingerprint}
        draw={(finding) => (
          <Button className="finding-link" onPress={() => void select(finding.fingerprint)}>
            <SeverityMark severity={finding.severity} />
            <span>
              <WholeIds text={short(finding.message, 300)} />
            </span>
          </Button>
        )}
      />
    </Section>
  );
}

function Links({ links }: { readonly links: Inspection['links'] }) {
  if (links.length === 0) return null;
  return (
    <Section title="Linked with" count={links.length} open={links.length <= 24}>
      <LongList
        label="Links of this resource"
        className="plain-list links"
        items={links}
        keyOf={(link, i) => `${link.ref}${i}`}
        draw={(link) => (
          <>
            <span className="relation quiet">{link.relation}</span>
            <span className="linked">
              <ResourceLink id={link.ref} label={link.label} />
              {link.over && (
                <span className="line quiet">
                  over <IdLink id={link.over.ref} label={link.over.label} />
                </span>
              )}
            </span>
          </>
        )}
      />
    </Section>
  );
}
