/** One finding: what is wrong, why it matters, what to do, and the evidence. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { FindingView } from '#app/api/engine.ts';
import type { Place } from '#app/rules/rule.ts';
import { Icon } from '../../parts/icon.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { Mono, Words } from '../../parts/text.tsx';
import { useApp, useOpen } from '../../use-state.ts';
import { count } from '../../words/count.ts';
import { MeshDetail } from './mesh.tsx';
import { meshOf } from './mesh-data.ts';
import { MANY, More, Refs } from './refs.tsx';

/** Ends a trace can start from or lead to, among the resources of a path. */
export function endsOfPath(
  path: readonly string[],
): { readonly from: string; readonly to: string } | undefined {
  const ends = path.filter((ref) => /^(subnet|vpc|eni)-/.test(ref));
  const [from, to] = [ends[0], ends.at(-1)];
  return from !== undefined && to !== undefined && from !== to ? { from, to } : undefined;
}

export function FindingDetail({ finding }: { readonly finding: FindingView }) {
  const trace = useApp((state) => state.traceBetween);
  const look = useApp((state) => state.selectFinding);
  const ends = endsOfPath(finding.path);
  const mesh = meshOf(finding);
  return (
    <div className="panel-scroll" tabIndex={0} role="group" aria-label="Finding details">
      <section className="finding-top">
        <p className="finding-kind">
          <SeverityMark severity={finding.severity} size={16} />
          <strong>{finding.title}</strong>
          {!finding.sure && <span className="unsure">unsure</span>}
        </p>
        <p className="finding-says">
          <LinkedWords text={finding.message} />
        </p>
        <div className="row">
          <Button className="button" onPress={() => void look(finding.fingerprint)}>
            <Icon id="target" /> Show on canvas
          </Button>
          {ends && !mesh && (
            <Button className="button" onPress={() => void trace(ends)}>
              <Icon id="trace" /> Trace this
            </Button>
          )}
        </div>
        {!finding.sure && <Unsure gaps={finding.gaps} />}
      </section>
      {mesh && <MeshDetail mesh={mesh} />}
      <Section title="Why it matters">
        <p>{finding.why}</p>
      </Section>
      <Section title="What to do">
        <p>{finding.remedy}</p>
      </Section>
      {finding.path.length > 0 && !mesh && (
        <Section title="Path" count={finding.path.length}>
          <ol className="hop-list">
            {finding.path.slice(0, MANY).map((ref, i) => (
              <li key={`${ref}${i}`}>
                <ResourceLink id={ref} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      {finding.places.length > 0 && <Places places={finding.places} />}
      <Section
        title="Resources"
        count={finding.resources.length}
        open={finding.path.length === 0 && !mesh}
      >
        <Refs refs={finding.resources} />
      </Section>
      <DocLinks docs={finding.docs} />
      <p className="finding-foot quiet">
        <Mono text={finding.rule} /> · <Mono text={finding.fingerprint} />
      </p>
    </div>
  );
}

function Places({ places }: { readonly places: readonly Place[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? places : places.slice(0, MANY);
  return (
    <Section title="Evidence" count={places.length}>
      <ul className="plain-list places">
        {shown.map((place, i) => (
          <li key={i}>
            <ResourceLink id={place.resource} />
            <p className="place-detail">
              <LinkedWords text={place.detail} />
            </p>
          </li>
        ))}
      </ul>
      {shown.length < places.length && <More total={places.length} onPress={() => setAll(true)} />}
    </Section>
  );
}

function Unsure({ gaps }: { readonly gaps: readonly string[] }) {
  const showTab = useApp((state) => state.showTab);
  const open = useOpen();
  const known = open?.opened.gaps.filter((gap) => gaps.includes(gap.id)) ?? [];
  return (
    <div className="callout">
      <p>This rests on data that could not be seen, so it may be wrong.</p>
      {known.slice(0, 3).map((gap) => (
        <p key={gap.id} className="quiet">
          <Words text={gap.message} />
        </p>
      ))}
      <Button className="text-button" onPress={() => showTab('gaps')}>
        {count(gaps.length, 'gap')} behind it
      </Button>
    </div>
  );
}

/** `docs.aws.amazon.com: vpc-peering-basics` */
function linkName(url: string): string {
  if (!URL.canParse(url)) return url;
  const { hostname, pathname, hash } = new URL(url);
  const page =
    pathname
      .split('/')
      .filter(Boolean)
      .at(-1)
      ?.replace(/\.html$/, '') ?? '';
  return `${page || hostname}${hash}`;
}

function DocLinks({ docs }: { readonly docs: readonly string[] }) {
  const openLink = useApp((state) => state.openLink);
  if (docs.length === 0) return null;
  return (
    <Section title="AWS documentation">
      <ul className="plain-list">
        {docs.map((url) => (
          <li key={url}>
            <Button
              className="text-button doc-link"
              aria-label={`${linkName(url)}, opens in the browser`}
              onPress={() => openLink(url)}
            >
              <Icon id="link" size={13} />
              <span className="line" title={url}>
                {linkName(url)}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
