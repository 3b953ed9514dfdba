/**
 * GitHub annotations: findings as workflow commands, at most as many as GitHub shows, the others as plain lines of the log.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import { count } from '../base/count.ts';
import { inert } from '../exports/parts/inert.ts';
import { countText } from '../exports/parts/lint-text.ts';
import { rules } from '../rules/index.gen.ts';
import { SEVERITIES, type Finding, type Severity } from '../rules/rule.ts';
import { UNSURE } from './parts/entries.ts';
import { inertLog } from './parts/log-text.ts';
import { defineReporter, type LintRun } from './reporter.ts';

/**
 * Annotations of one level that GitHub shows for a step; it drops the rest without a word.
 * Source: https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 */
const SHOWN = 10;
/** Places told in an annotation; it is a box beside a line. */
const MOST_PLACES = 10;

const COMMANDS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** What stands after the second pair of colons. */
const message = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
/** What stands in a property. */
const property = (text: string): string =>
  message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const titles = new Map(rules.map((rule) => [rule.id, rule.about.title]));

const worded = (finding: Finding): string =>
  inert(finding.sure ? finding.message : `${finding.message} (${UNSURE})`);

function annotation(finding: Finding, { report, source }: LintRun): string {
  const ref = finding.resources.find((id) => source.locations.has(id));
  const at = ref === undefined ? undefined : source.locations.get(ref);
  // A file above or beside the checkout cannot be shown.
  const file = at?.uri ?? source.uri;
  const inside =
    file === undefined || /^[a-z]+:/i.test(file) ? undefined : decodeURIComponent(file);
  const properties = [
    ...(inside === undefined ? [] : [`file=${property(inert(inside))}`]),
    ...(inside === undefined || !at
      ? []
      : [`line=${at.line}`, `col=${at.column}`, `endColumn=${at.endColumn}`]),
    `title=${property(`${finding.rule}: ${titles.get(finding.rule) ?? ''}`)}`,
  ];
  const shown = finding.places.slice(0, MOST_PLACES);
  const more = finding.places.length - shown.length;
  const lines = [
    worded(finding),
    ...shown.map(({ resource, detail }) => inert(`${report.topology.label(resource)}: ${detail}`)),
    ...(more > 0 ? [`and ${count(more, 'place')} more`] : []),
  ];
  return `::${COMMANDS[finding.severity]} ${properties.join(',')}::${message(lines.join('\n'))}`;
}

export default defineReporter({
  id: 'github',
  about: {
    title: 'GitHub annotations',
    description: 'For the log of a workflow: notes beside the lines, as many as GitHub shows.',
    extension: 'log',
  },
  locates: true,
  render(run) {
    const { report } = run;
    const out: string[] = [];
    const leftOut: string[] = [];
    for (const severity of SEVERITIES) {
      const found = report.findings.filter((f) => f.severity === severity);
      // The last annotation of a level tells of those that get none.
      const told = found.length <= SHOWN ? found : found.slice(0, SHOWN - 1);
      const rest = found.slice(told.length);
      out.push(...told.map((finding) => annotation(finding, run)));
      if (rest.length === 0) continue;
      const command = COMMANDS[severity];
      const words = `${rest.length} more of ${command} level without an annotation, for GitHub shows ${SHOWN} of each level in a step`;
      out.push(
        `::${command} title=${property('Peerless')}::${message(`${words}: the log of this step lists them, and so do the other formats.`)}`,
        `::group::${message(`${rest.length} more (${command})`)}`,
        ...rest.map((finding) => inertLog(`- ${finding.rule}: ${worded(finding)}`)),
        '::endgroup::',
      );
      leftOut.push(words);
    }
    if (report.gaps.length > 0) {
      out.push(
        `::group::${message(`${count(report.gaps.length, 'gap')}: what could not be read`)}`,
        ...report.gaps.map((gap) => inertLog(`- ${inert(gap.message)}`)),
        '::endgroup::',
      );
    }
    out.push(inertLog(`Peerless: ${countText(report)}`), '');
    return { body: out.join('\n'), leftOut };
  },
});
