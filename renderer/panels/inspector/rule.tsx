/** A rule: what it looks for, why it matters, what to do, and what it has found here. */
import { Button } from 'react-aria-components';
import type { RuleInfo } from '#app/api/lint.ts';
import type { Preset } from '#app/rules/rule.ts';
import { Icon } from '../../parts/icon.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { Mono, Typed } from '../../parts/text.tsx';
import { useApp } from '../../use-state.ts';
import { count } from '../../words/count.ts';

const PRESET_WORDS: Readonly<Record<Preset, string>> = {
  recommended: 'runs unless it is turned off',
  strict: 'runs with the preset strict',
  none: 'runs where the configuration turns it on',
};

export function RuleDetail({ rule }: { readonly rule: RuleInfo }) {
  const found = useApp(
    ({ rows }) => rows.filter((row) => row.rule === rule.id && row.state === 'told').length,
  );
  const why = useApp(({ lint }) => lint?.notRun.find((n) => n.rule === rule.id)?.why);
  const setFilter = useApp((state) => state.setFilter);
  const enterList = useApp((state) => state.enterList);
  return (
    <div className="panel-scroll" tabIndex={0} role="group" aria-label="Rule">
      <section className="finding-top">
        <p className="finding-kind">
          <SeverityMark severity={rule.severity} size={16} />
          <strong>{rule.title}</strong>
        </p>
        <p className="quiet">
          <Mono text={rule.id} /> · {rule.category.replaceAll('-', ' ')} · {rule.severity} ·{' '}
          {PRESET_WORDS[rule.preset]}
        </p>
        {why !== undefined && <p className="callout">It was not run here: {why}.</p>}
        {found > 0 && (
          <div className="row">
            <Button
              className="button"
              onPress={() => {
                setFilter({ rule: rule.id });
                enterList('list');
              }}
            >
              <Icon id="filter" /> Only its {count(found, 'finding')}
            </Button>
          </div>
        )}
      </section>
      <Section title="Why it matters">
        <p>
          <Typed text={rule.why} />
        </p>
      </Section>
      <Section title="What to do">
        <p>
          <Typed text={rule.remedy} />
        </p>
      </Section>
      {rule.needs.length > 0 && (
        <Section title="What it reads">
          <p>{rule.needs.join(', ')}. Where these were not read, what it finds is unsure.</p>
        </Section>
      )}
      <DocLinks docs={rule.docs} />
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

export function DocLinks({ docs }: { readonly docs: readonly string[] }) {
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
