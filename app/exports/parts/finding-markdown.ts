/** One finding as Markdown, for a ticket or a chat: what is wrong, where, why it matters, what to do. */
import { count } from '../../base/count.ts';
import type { Report } from '../../report.ts';
import { rules } from '../../rules/index.gen.ts';
import type { Finding } from '../../rules/rule.ts';
import { md } from './markdown-text.ts';
import { trail } from './trail.ts';

/** Longer lists are cut, and say so: a ticket is no table. */
const MOST = 20;

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const left = items.length - MOST;
  return [
    `**${title}**`,
    '',
    ...items.slice(0, MOST).map((item) => `- ${item}`),
    ...(left > 0 ? [`- and ${left} more`] : []),
    '',
  ];
}

/** Ends in one newline. Names from AWS stand in it as inert text. */
export function findingMarkdown(finding: Finding, { topology, gaps, manifest }: Report): string {
  const about = rules.find((rule) => rule.id === finding.rule)?.about;
  const named = (ref: string): string => md(topology.label(ref));
  const { title, text } = trail(finding, named);
  const behind = gaps.filter((gap) => finding.gaps.includes(gap.id));
  const lines = [
    `### ${md(about?.title ?? finding.rule)} (${finding.severity}${finding.sure ? '' : ', unsure'})`,
    '',
    md(finding.message),
    '',
    ...list(
      'Where',
      finding.places.length > 0
        ? finding.places.map((place) => `${named(place.resource)}: ${md(place.detail)}`)
        : finding.resources.map(named),
    ),
    ...(finding.path.length > 1 ? [`**${title}**: ${text}`, ''] : []),
    ...(about
      ? [`**Why it matters**: ${md(about.why)}`, '', `**What to do**: ${md(about.remedy)}`, '']
      : []),
    ...list(
      `Not seen, so it may be wrong (${count(behind.length, 'gap')})`,
      behind.map((gap) => md(gap.message)),
    ),
    // Our own links: of rules, never of what was read.
    ...list('AWS documentation', about?.docs.map((url) => `<${url}>`) ?? []),
    `Rule \`${finding.rule}\`, fingerprint \`${finding.fingerprint}\`, source of ${md(manifest.created)}.`,
  ];
  return `${lines.join('\n')}\n`;
}
