/** One finding: what is wrong, why it matters, what to do, and the evidence. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { FindingDetail as Detail, Hidden } from '#app/api/lint.ts';
import type { Place } from '#app/rules/rule.ts';
import { Icon } from '../../parts/icon.tsx';
import { IconButton } from '../../parts/press.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { LongList } from '../../parts/long.tsx';
import { ResourceLink } from '../../parts/resource.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark, severityNames } from '../../parts/severity.tsx';
import { Mono, Words } from '../../parts/text.tsx';
import { useApp, useOpened } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';
import { MeshDetail } from './mesh.tsx';
import { meshOf } from './mesh-data.ts';
import { Refs } from './refs.tsx';
import { DocLinks } from './rule.tsx';

/** Ends a trace can start from or lead to, among the resources of a path. */
export function endsOfPath(
  path: readonly string[],
): { readonly from: string; readonly to: string } | undefined {
  const ends = path.filter((ref) => /^(subnet|vpc|eni)-/.test(ref));
  const [from, to] = [ends[0], ends.at(-1)];
  return from !== undefined && to !== undefined && from !== to ? { from, to } : undefined;
}

export function FindingDetail({ finding }: { readonly finding: Detail }) {
  const trace = useApp((state) => state.traceBetween);
  const look = useApp((state) => state.selectFinding);
  const rule = useApp((state) => state.rules.get(finding.rule));
  const showRule = useApp((state) => state.selectRule);
  const suppress = useApp((state) => state.askSuppress);
  const copy = useApp((state) => state.copyFinding);
  const plan = useApp((state) => state.planMesh);
  const ends = endsOfPath(finding.path);
  const mesh = meshOf(finding);
  return (
    <div className="panel-scroll" tabIndex={0} role="group" aria-label="Finding details">
      <section className="finding-top">
        <p className="finding-kind">
          <SeverityMark severity={finding.severity} size={16} />
          <strong>{rule?.title ?? finding.rule}</strong>
          {!finding.sure && <span className="unsure">unsure</span>}
          {finding.state === 'known' && <span className="tag">in the baseline</span>}
        </p>
        <p className="finding-says">
          <LinkedWords text={finding.message} />
        </p>
        <div className="row">
          {ends && !mesh && (
            <Button className="button" onPress={() => void trace(ends)}>
              <Icon id="trace" /> Trace
            </Button>
          )}
          {mesh && (
            <Button className="button primary" onPress={() => void plan(finding.fingerprint)}>
              <Icon id="plan" />{' '}
              {mesh.verdict === 'delete'
                ? 'Plan what becomes of it'
                : 'Plan the move to a transit gateway'}
            </Button>
          )}
          {finding.state !== 'suppressed' && (
            <Button className="button" onPress={() => suppress(finding.fingerprint)}>
              <Icon id="mute" /> Suppress…
            </Button>
          )}
          <IconButton
            icon="target"
            label="Show on the canvas"
            onPress={() => void look(finding.fingerprint)}
          />
          <IconButton
            icon="copy"
            label="Copy as Markdown"
            keys="C"
            onPress={() => void copy(finding.fingerprint)}
          />
          <IconButton
            icon="book"
            label="About this rule"
            keys="R"
            onPress={() => showRule(finding.rule)}
          />
        </div>
        {finding.hidden && <Suppressed finding={finding} hidden={finding.hidden} />}
        {finding.placesBefore !== undefined && (
          <p className="callout">
            In the baseline, and has grown since: {count(finding.placesBefore, 'place')} then,{' '}
            {count(finding.places.length, 'place')} now.
          </p>
        )}
        {finding.severityBefore !== undefined && (
          <p className="callout">
            In the baseline, and told again: {severityNames[finding.severityBefore]} then,{' '}
            {severityNames[finding.severity]} now.
          </p>
        )}
        {!finding.sure && <Unsure gaps={finding.gaps} />}
      </section>
      {mesh && <MeshDetail mesh={mesh} />}
      <Section title="Why it matters">
        <p>{rule?.why}</p>
      </Section>
      <Section title="What to do">
        <p>{rule?.remedy}</p>
      </Section>
      {finding.path.length > 0 && !mesh && (
        <Section title="Path" count={finding.path.length}>
          <LongList
            label="Path of the finding"
            className="hop-list"
            ordered
            items={finding.path}
            rowHeight={30}
            keyOf={(ref, i) => `${ref}${i}`}
            draw={(ref) => <ResourceLink id={ref} />}
          />
        </Section>
      )}
      {finding.places.length > 0 && <Places places={finding.places} />}
      <Section
        title="Resources"
        count={finding.resources.length}
        open={finding.path.length === 0 && !mesh}
      >
        <Refs refs={finding.resources} label="Resources of the finding" />
      </Section>
      <DocLinks docs={rule?.docs ?? []} />
      <p className="finding-foot quiet">
        <Button className="text-button" onPress={() => showRule(finding.rule)}>
          <Mono text={finding.rule} />
        </Button>{' '}
        · <Mono text={finding.fingerprint} />
      </p>
    </div>
  );
}

function Suppressed({ finding, hidden }: { readonly finding: Detail; readonly hidden: Hidden }) {
  const lift = useApp((state) => state.lift);
  return (
    <div className="callout">
      <p>
        <strong>Suppressed</strong>
        {hidden.until !== undefined && <> until {hidden.until}</>}: <Words text={hidden.reason} />
      </p>
      {hidden.by === 'tag' ? (
        <p className="quiet">
          A tag of the resource hides it; it is told again when the tag is gone.
        </p>
      ) : (
        <Button className="text-button" onPress={() => void lift(finding.fingerprint)}>
          {hidden.lifts > 1 ? `Lift it, for all ${number(hidden.lifts)} it hides` : 'Lift it'}
        </Button>
      )}
    </div>
  );
}

function Places({ places }: { readonly places: readonly Place[] }) {
  const [lit, setLit] = useState<number>();
  const showPlace = useApp((state) => state.showPlace);
  return (
    <Section title="Places" count={places.length}>
      <LongList
        label="Places of the finding"
        className="plain-list places"
        items={places}
        rowHeight={56}
        keyOf={(_, i) => String(i)}
        lit={(i) => lit === i}
        draw={(place, i) => (
          <>
            <IconButton
              icon="target"
              label={`Show place ${i + 1} on the canvas`}
              pressed={lit === i}
              onPress={() => {
                setLit(i);
                void showPlace(place);
              }}
            />
            <span className="place-words">
              <ResourceLink id={place.resource} />
              <span className="place-detail">
                <LinkedWords text={place.detail} />
              </span>
            </span>
          </>
        )}
      />
    </Section>
  );
}

function Unsure({ gaps }: { readonly gaps: readonly string[] }) {
  const showTab = useApp((state) => state.showTab);
  const open = useOpened();
  const known = open?.gaps.filter((gap) => gaps.includes(gap.id)) ?? [];
  return (
    <div className="callout">
      <p>
        {gaps.length > 0
          ? 'This rests on data that could not be seen, so it may be wrong.'
          : 'This rests on something that Peerless does not model, so it may be wrong.'}
      </p>
      {known.slice(0, 3).map((gap) => (
        <p key={gap.id} className="quiet">
          <LinkedWords text={gap.message} />
        </p>
      ))}
      {gaps.length > 0 && (
        <Button className="text-button" onPress={() => showTab('gaps')}>
          {count(gaps.length, 'gap')} behind it
        </Button>
      )}
    </div>
  );
}
