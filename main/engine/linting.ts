/** Answers about the findings of an estate, and changes which of them are told. */
import type { Engine } from '#app/api/engine.ts';
import { type lintInputs, type LintState } from '#app/api/lint.ts';
import { findingMarkdown } from '#app/exports/parts/finding-markdown.ts';
import { findingDetail, findingOf, findingPage, ruleInfos } from './findings.ts';
import type { Lint } from './lint.ts';
import { type Parts, reply } from './parts.ts';

export function linting({
  estates,
  session,
  downloads,
}: Parts): Pick<Engine, keyof typeof lintInputs> {
  const changed = (handle: string, change: (lint: Lint) => void): Promise<LintState> =>
    reply(() => {
      const { lint, next } = estates.get(handle);
      const follows = next?.lint.isAs(lint);
      change(lint);
      // What is decided while another snapshot is about to take the place of the one on screen holds there, too.
      if (follows) next?.lint.goOnFrom(lint);
      session.settings = lint.settings;
      return lint.state();
    });
  return {
    rules: () => reply(ruleInfos),
    lint: ({ handle }) => reply(() => estates.get(handle).lint.state()),
    findings: ({ handle, start }) => reply(() => findingPage(estates.get(handle).lint, start)),
    finding: (input) =>
      reply(() => findingDetail(estates.get(input.handle).lint, input.fingerprint)),
    markdown: ({ handle, fingerprint }) =>
      reply(() => {
        const { lint } = estates.get(handle);
        return { text: findingMarkdown(findingOf(lint, fingerprint).finding, lint.report) };
      }),
    hides: ({ handle, rule, resource }) =>
      reply(() => ({ findings: estates.get(handle).lint.hides(rule, resource) })),
    suppress: ({ handle, until, ...entry }) =>
      changed(handle, (lint) => lint.suppress({ ...entry, ...(until !== undefined && { until }) })),
    lift: ({ handle, fingerprint }) => changed(handle, (lint) => lint.lift(fingerprint)),
    baseline: ({ handle, from }) => changed(handle, (lint) => lint.setBaseline(from)),
    configure: ({ handle, file }) => changed(handle, (lint) => lint.configure(file)),
    undo: ({ handle }) => changed(handle, (lint) => lint.undo()),
    redo: ({ handle }) => changed(handle, (lint) => lint.redo()),
    settingsFile: ({ handle, what }) =>
      reply(() => {
        const { name, text } = estates.get(handle).lint.file(what);
        return downloads.one({ name, mime: 'application/json', body: text });
      }),
  };
}
