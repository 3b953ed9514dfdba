/** The lint report as plain text: counts, findings by severity with places and hops, then gaps. */
import type { Report } from '../../report.ts';
import { SEVERITIES, type Finding, type Severity } from '../../rules/rule.ts';
import { inert } from './inert.ts';

export interface TextOptions {
  /** Colour by terminal escape sequences; only for a terminal. */
  readonly colour?: boolean;
  /** Width to wrap at, in columns; at least 40. */
  readonly columns?: number;
}

const MOST_PLACES = 6;
const ESC = '\u001b[';
const CODES = { error: '31;1', warning: '33;1', info: '36;1', dim: '2', bold: '1' } as const;

type Paint = (words: string, look: keyof typeof CODES) => string;

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** Lines of at most `columns` characters, broken at spaces; a word longer than a line stays whole. */
export function wrap(words: string, columns: number, indent: string, first = indent): string[] {
  const out: string[] = [];
  let line = first;
  let empty = true;
  for (const word of words.split(' ')) {
    if (!empty && line.length + 1 + word.length > columns) {
      out.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...out, line];
}

function finding(f: Finding, report: Report, columns: number, paint: Paint): string[] {
  const named = (ref: string): string => inert(report.topology.label(ref));
  const body = wrap(inert(f.message), columns, '    ');
  const shown = f.places.slice(0, MOST_PLACES);
  const places = shown.flatMap((p) =>
    wrap(`${named(p.resource)}: ${inert(p.detail)}`, columns, '      ', '    - '),
  );
  const more = f.places.length - shown.length;
  const hops =
    f.path.length > 1 ? wrap(f.path.map(named).join(' > '), columns, '      ', '    > ') : [];
  return [
    `  ${paint(f.rule, f.severity)}${f.sure ? '' : '  (unsure: rests on what could not be read)'}`,
    ...body,
    ...places.map((line) => paint(line, 'dim')),
    ...(more > 0 ? [paint(`    - and ${more} more places`, 'dim')] : []),
    ...hops.map((line) => paint(line, 'dim')),
  ];
}

const TITLES: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  info: 'Notes',
};

/** `3 errors, 5 warnings, 1 note` */
export function countText(report: Report): string {
  const { error, warning, info, unsure, suppressed } = report.summary;
  return [
    plural(error, 'error'),
    plural(warning, 'warning'),
    plural(info, 'note'),
    ...(unsure > 0 ? [`${unsure} unsure`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
  ].join(', ');
}

/** `41 VPCs, 36 peerings, 2 transit gateways, 16 attachments` */
export function estateText(report: Report): string {
  const { topology } = report;
  const ghosts = topology.ghosts.filter((g) => g.kind === 'vpc').length;
  return [
    plural(topology.all('vpc').length, 'VPC') + (ghosts > 0 ? ` (and ${ghosts} outside)` : ''),
    plural(topology.all('vpc-peering').length, 'peering'),
    plural(topology.all('transit-gateway').length, 'transit gateway'),
    plural(topology.attachments.length, 'attachment'),
  ].join(', ');
}

/** The same report and options give the same text. Ends with a newline. */
export function renderText(report: Report, options: TextOptions = {}): string {
  const columns = Math.max(40, options.columns ?? 100);
  const paint: Paint = (words, look) =>
    options.colour ? `${ESC}${CODES[look]}m${words}${ESC}0m` : words;
  const out: string[] = [estateText(report), ''];
  for (const severity of SEVERITIES) {
    const found = report.findings.filter((f) => f.severity === severity);
    if (found.length === 0) continue;
    out.push(paint(`${TITLES[severity]} (${found.length})`, 'bold'), '');
    for (const f of found) out.push(...finding(f, report, columns, paint), '');
  }
  if (report.gaps.length > 0) {
    out.push(paint(`What could not be read (${report.gaps.length})`, 'bold'), '');
    for (const gap of report.gaps) out.push(...wrap(inert(gap.message), columns, '    ', '  - '));
    out.push('');
  }
  out.push(
    paint(
      report.findings.length === 0 ? `No findings: ${countText(report)}` : countText(report),
      'bold',
    ),
  );
  return `${out.join('\n')}\n`;
}
