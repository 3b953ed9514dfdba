/** Markdown for a comment on a pull request or a job summary: short first, details folded, never longer than GitHub takes. */
import { count } from '../base/count.ts';
import { countText, estateText } from '../exports/parts/lint-text.ts';
import { md } from '../exports/parts/markdown-text.ts';
import { runNotes } from '../exports/parts/run-notes.ts';
import { scopeText } from '../exports/parts/scope.ts';
import { trail } from '../exports/parts/trail.ts';
import { xml } from '../exports/parts/xml.ts';
import { rules } from '../rules/index.gen.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import { type Group, groupsOf, UNSURE } from './parts/entries.ts';
import { prose } from './parts/rule-markdown.ts';
import { defineReporter, type LintRun } from './reporter.ts';

/** Characters GitHub takes in a comment. */
const LONGEST = 65_536;
/** Kept free for the words that say what was left out. */
const RESERVE = 1_500;
const MOST_FINDINGS = 20;
const MOST_PLACES = 5;
const MOST_HOPS = 20;
const MOST_NOTES = 10;
/** A name from outside may be long enough to fill the comment by itself. */
const LONGEST_TEXT = 1_200;

const SIGNS: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };
const NAMES: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
};

const text = (words: string): string =>
  md(
    words.length <= LONGEST_TEXT
      ? words
      : `${words.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')}…`,
  );

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** The first thing a reader wants to know. */
function verdictOf({ report, fails, gapsFail }: LintRun): string {
  const failing = report.findings.filter(fails).length;
  if (failing > 0) return `❌ ${count(failing, 'finding')} to fix`;
  if (gapsFail) return '❔ Nothing to fix was found, but not everything could be read';
  return report.findings.length > 0 ? '✅ Nothing that fails the run' : '✅ No findings';
}

function lines(finding: Finding, { report }: LintRun): string[] {
  const named = (ref: string): string => report.topology.label(ref);
  const shown = finding.places.slice(0, MOST_PLACES);
  const more = finding.places.length - shown.length;
  const way = trail(finding, (ref) => text(named(ref)), MOST_HOPS);
  return [
    `- ${text(finding.message)}${finding.sure ? '' : ` _(${UNSURE})_`}`,
    ...shown.map(({ resource, detail }) => `  - ${text(`${named(resource)}: ${detail}`)}`),
    ...(more > 0 ? [`  - and ${count(more, 'place')} more`] : []),
    ...(finding.path.length > 1 ? [`  - ${way.title.toLowerCase()}: ${way.text}`] : []),
  ];
}

/** Findings of a rule behind a line one can open. */
function folded({ severity, rule, findings }: Group, run: LintRun): string {
  const about = byId.get(rule)?.about;
  const shown = findings.slice(0, MOST_FINDINGS);
  const more = findings.length - shown.length;
  return [
    `<details><summary>${SIGNS[severity]} <b>${findings.length}</b> × <code>${xml(rule)}</code> ${xml(about?.title ?? '')}</summary>`,
    '',
    ...(about === undefined ? [] : [`**Fix:** ${prose(about.remedy)}`, '']),
    ...shown.flatMap((finding) => lines(finding, run)),
    ...(more > 0 ? ['', `And ${more} more of this rule.`] : []),
    '',
    '</details>',
    '',
  ].join('\n');
}

function table(groups: readonly Group[]): string[] {
  if (groups.length === 0) return [];
  return [
    '| | Rule | Findings |',
    '| --- | --- | ---: |',
    ...groups.map(
      ({ severity, rule, findings }) =>
        `| ${SIGNS[severity]} ${NAMES[severity]} | \`${rule}\` ${md(byId.get(rule)?.about.title ?? '')} | ${findings.length} |`,
    ),
    '',
  ];
}

function noted(title: string, all: readonly string[]): string {
  const shown = all.slice(0, MOST_NOTES);
  const more = all.length - shown.length;
  return [
    `<details><summary>${xml(title)}</summary>`,
    '',
    ...shown.map((line) => `- ${text(line)}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    '</details>',
    '',
  ].join('\n');
}

export default defineReporter({
  id: 'markdown',
  about: {
    title: 'Markdown',
    description:
      'For a comment on a pull request or a job summary, within the length GitHub takes.',
    extension: 'md',
  },
  render(run) {
    const { report, source } = run;
    const groups = groupsOf(report);
    const head = [
      `### Peerless: ${verdictOf(run)}`,
      '',
      `**${md(countText(report))}** in ${md(estateText(report))}`,
      '',
      ...table(groups),
    ].join('\n');
    const foot = `<sub>${text(source.title)}; ${text(scopeText(report))}; Peerless ${md(run.version)}</sub>\n`;
    let room = LONGEST - RESERVE - head.length - foot.length;
    const blocks: string[] = [];
    const take = (block: string): boolean => {
      if (block.length + 1 > room) return false;
      blocks.push(block);
      room -= block.length + 1;
      return true;
    };
    let findings = 0;
    let ofRules = 0;
    for (const group of groups) {
      const fits = take(folded(group, run));
      const shown = fits ? Math.min(group.findings.length, MOST_FINDINGS) : 0;
      findings += group.findings.length - shown;
      if (shown < group.findings.length) ofRules++;
    }
    let notes = 0;
    if (
      report.gaps.length > 0 &&
      !take(
        noted(
          `${count(report.gaps.length, 'gap')}: what could not be read`,
          report.gaps.map((gap) => gap.message),
        ),
      )
    )
      notes++;
    for (const { title, lines: told } of runNotes(report)) if (!take(noted(title, told))) notes++;
    const places = report.findings.some((f) => f.places.length > MOST_PLACES);
    const leftOut = [
      ...(findings > 0
        ? [`${count(findings, 'finding')} of ${count(ofRules, 'rule')} in full`]
        : []),
      ...(notes > 0 ? [`${count(notes, 'note')} beside the findings`] : []),
    ];
    const how = `\`peerless lint --format text --verbose\` shows everything`;
    const said =
      leftOut.length > 0
        ? `Left out here: ${leftOut.join('; ')}. ${how}.\n\n`
        : places
          ? `Long lists of places are cut short; ${how}.\n\n`
          : '';
    return {
      body: [head, ...blocks, `${said}${foot}`].join('\n'),
      leftOut: leftOut.map(
        (words) => `${words}, to stay within ${LONGEST} characters and easy to read`,
      ),
    };
  },
});
