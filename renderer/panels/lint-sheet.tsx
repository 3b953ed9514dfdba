/** What decides which findings are told: the configuration, suppressions and the baseline; and what was not looked at. */
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import type { LintState } from '#app/api/lint.ts';
import { Sheet } from '../parts/dialog.tsx';
import { ActionButton } from '../parts/press.tsx';
import { Mono, Typed } from '../parts/text.tsx';
import { type SettingsPart, unsavedIn } from '../state/unsaved.ts';
import { useApp } from '../use-state.ts';
import { count, number } from '../words/count.ts';
import { short } from '../words/visible.ts';

export const LintSheet = () => (
  <Sheet id="lint" title="Configuration and baseline" wide>
    <LintSettings />
  </Sheet>
);

export function LintSettings() {
  const lint = useApp((state) => state.lint);
  const linting = useApp((state) => state.linting);
  const seen = useApp((state) => state.lintingSeen);
  // Who comes back another time has read it.
  useEffect(() => seen, [seen]);
  return (
    <>
      {linting.phase === 'failed' && (
        <p className="callout fault" role="alert">
          <Typed text={linting.message} /> Everything is told as before.
        </p>
      )}
      {/* It speaks only where it was there before it has something to say. */}
      <p className="quiet" role="status">
        {linting.phase === 'working' && 'Running the rules…'}
      </p>
      {!lint ? (
        <p>Nothing is open: findings are told once a source is.</p>
      ) : (
        <>
          <Configuration config={lint.config} />
          <Baseline baseline={lint.baseline} baselined={lint.summary.baselined} />
          {lint.notes.map(({ title, lines }) => (
            <section key={title} className="lint-part">
              <h3>{title}</h3>
              <ul className="sentences">
                {lines.map((line, i) => (
                  <li key={i}>
                    <RuleWords text={line} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </>
  );
}

function Configuration({ config }: { readonly config: LintState['config'] }) {
  const { name, suppressions } = config;
  return (
    <section className="lint-part">
      <h3>Configuration</h3>
      <p>
        {name === undefined ? 'The rules’ own settings' : <Mono text={name} />}; preset{' '}
        <Mono text={config.extends} />;{' '}
        {suppressions === 0 ? 'nothing suppressed' : count(suppressions, 'suppression')}. It also
        holds for what is opened next.
      </p>
      <NotSaved what="config" />
      <div className="row">
        <ActionButton id="open-config" />
        <ActionButton id="save-config" />
        {name !== undefined && <ActionButton id="clear-config" />}
      </div>
    </section>
  );
}

function Baseline(props: { readonly baseline: LintState['baseline']; readonly baselined: number }) {
  const { baseline, baselined } = props;
  return (
    <section className="lint-part">
      <h3>Baseline</h3>
      {baseline ? (
        <p>
          {baseline.name !== undefined && (
            <>
              <Mono text={baseline.name} />:{' '}
            </>
          )}
          {count(baseline.entries, 'entry', 'entries')}, {number(baselined)} found here. Only what
          is not among them is told.
        </p>
      ) : (
        <p>None. Take the findings as one, and from then on only new ones are told.</p>
      )}
      <NotSaved what="baseline" />
      <div className="row">
        <ActionButton id="take-baseline" />
        <ActionButton id="open-baseline" />
        {baseline && (
          <>
            <ActionButton id="save-baseline" />
            <ActionButton id="clear-baseline" />
          </>
        )}
      </div>
    </section>
  );
}

/** It holds as long as the window is open, and after a reload; no longer. */
function NotSaved({ what }: { readonly what: SettingsPart }) {
  const unsaved = useApp((state) => unsavedIn(state).includes(what));
  if (!unsaved) return null;
  return <p className="not-saved">Not saved: it is gone when this window is closed.</p>;
}

/** A sentence in which the ids of rules open what the rules say of themselves. */
function RuleWords({ text }: { readonly text: string }) {
  const rules = useApp((state) => state.rules);
  const select = useApp((state) => state.selectRule);
  const show = useApp((state) => state.showDialog);
  return text.split(/([a-z][a-z0-9]*(?:-[a-z0-9]+)+)/).map((part, i) =>
    rules.has(part) ? (
      <Button
        key={i}
        className="text-button"
        onPress={() => {
          show(undefined);
          select(part);
        }}
      >
        <Mono text={part} />
      </Button>
    ) : (
      short(part, 1000)
    ),
  );
}
