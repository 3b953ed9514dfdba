/**
 * SARIF 2.1.0: findings as results that point at the line of the snapshot, within the limits of GitHub code scanning.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { count } from '../base/count.ts';
import { canonical } from '../base/json.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { inert } from '../exports/parts/inert.ts';
import type { Topology } from '../topology/topology.ts';
import { rules } from '../rules/index.gen.ts';
import type { AnyRule, Severity } from '../rules/rule.ts';
import { inertJson } from '../base/json-text.ts';
import { type Entry, entriesOf, UNSURE } from './parts/entries.ts';
import { sectionMarkdown } from './parts/rule-markdown.ts';
import { sectionsOf } from './parts/rule-text.ts';
import { defineReporter, type LintRun, type ReadFrom } from './reporter.ts';

/**
 * What GitHub takes and shows; more than the hard limits, and it refuses the file as a whole.
 * Source: https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
 */
const LIMITS = { results: 5_000, locations: 1_000, hops: 1_000, description: 1_024 } as const;

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};
const PROBLEMS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** Plain words: nothing in them is a placeholder or an embedded link (sections 3.11.5 and 3.11.6 of the standard). */
const words = (text: string): string =>
  inert(text)
    .replace(/\{(?=\d)/g, '{ ')
    .replaceAll('](', '] (');

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

const pascal = (id: string): string =>
  id.replace(/(?:^|-)(\w)/g, (_, c: string) => c.toUpperCase());

function descriptor(rule: AnyRule): Readonly<Record<string, unknown>> {
  const { about } = rule;
  const sections = sectionsOf(rule);
  return {
    id: rule.id,
    name: pascal(rule.id),
    shortDescription: { text: `${about.title}.` },
    fullDescription: { text: cut(about.why, LIMITS.description) },
    help: {
      text: `${about.why}\n\n${about.remedy}`,
      markdown: sectionMarkdown(sections, 2),
    },
    ...(about.docs[0] === undefined ? {} : { helpUri: about.docs[0] }),
    defaultConfiguration: { level: LEVELS[about.severity], enabled: about.preset !== 'none' },
    properties: {
      tags: ['aws', 'network', about.category],
      precision: 'high',
      'problem.severity': PROBLEMS[about.severity],
      preset: about.preset,
    },
  };
}

/** Draws up one run; keeps what it had to leave out. */
class Log {
  readonly leftOut: string[] = [];
  readonly #run: LintRun;
  readonly #index = new Map(rules.map((rule, i) => [rule.id, i]));

  constructor(run: LintRun) {
    this.#run = run;
  }

  document(): unknown {
    const { report, source, version } = this.#run;
    const results = this.#results();
    return {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'Peerless',
              semanticVersion: version,
              rules: rules.map(descriptor),
              notifications: NOTIFICATIONS,
            },
          },
          // Two snapshots linted for one commit are two analyses, not one that replaces the other.
          automationDetails: { id: `peerless/${inert(source.uri ?? 'sample')}/` },
          columnKind: 'utf16CodeUnits',
          ...artifacts(source),
          invocations: [
            {
              executionSuccessful: true,
              toolExecutionNotifications: this.#notifications(),
            },
          ],
          results,
          properties: { summary: report.summary },
        },
      ],
    };
  }

  #results(): unknown[] {
    // Told findings come first, worst first: what is over the limit is the least of all.
    const entries = entriesOf(this.#run.report);
    const over = entries.length - LIMITS.results;
    if (over > 0) {
      this.leftOut.push(
        `${count(over, 'result')} after the first ${LIMITS.results}, which is all GitHub keeps (worst first, suppressed last); --format json holds all of them`,
      );
    }
    let places = 0;
    const results = entries.slice(0, LIMITS.results).map((entry) => {
      const { result, cutOff } = this.#result(entry);
      places += cutOff;
      return result;
    });
    if (places > 0) {
      this.leftOut.push(
        `${count(places, 'location')} of findings with more than ${LIMITS.locations}, which is all GitHub takes; --format json holds all of them`,
      );
    }
    return results;
  }

  #result({ finding, state, reason }: Entry): { result: unknown; cutOff: number } {
    const { topology } = this.#run.report;
    const { source } = this.#run;
    const first = finding.resources[0] ?? finding.places[0]?.resource;
    const related = [
      ...finding.places.map(({ resource, detail }) => ({ ref: resource, detail })),
      ...finding.resources.slice(1).map((ref) => ({ ref, detail: '' })),
    ];
    const shown = related.slice(0, LIMITS.locations - 1);
    const hops = finding.path.slice(0, LIMITS.hops);
    const result = {
      ruleId: finding.rule,
      ruleIndex: this.#index.get(finding.rule) ?? -1,
      level: LEVELS[finding.severity],
      message: { text: words(finding.sure ? finding.message : `${finding.message} (${UNSURE})`) },
      locations: [location(topology, source, first, finding.subject ?? '')],
      ...(shown.length > 0
        ? {
            relatedLocations: shown.map(({ ref, detail }, i) => ({
              id: i + 1,
              ...location(topology, source, ref, ''),
              message: { text: words(detail || topology.label(ref)) },
            })),
          }
        : {}),
      ...(hops.length > 1
        ? {
            codeFlows: [
              {
                threadFlows: [
                  {
                    locations: hops.map((ref) => ({
                      location: {
                        ...location(topology, source, ref, ''),
                        message: { text: words(topology.label(ref)) },
                      },
                    })),
                  },
                ],
              },
            ],
          }
        : {}),
      partialFingerprints: {
        'peerless/v1': finding.fingerprint,
        // The one GitHub goes by. Lines of a snapshot move with every collection; what a finding is about does not.
        primaryLocationLineHash: `${finding.fingerprint}:1`,
      },
      ...(state === 'told'
        ? {}
        : {
            suppressions: [
              {
                kind: 'external',
                status: 'accepted',
                justification: words(
                  state === 'baseline' ? 'Known: it is in the baseline.' : reason,
                ),
              },
            ],
          }),
      ...(this.#run.report.baseline
        ? { baselineState: state === 'baseline' ? 'unchanged' : 'new' }
        : {}),
      properties: {
        sure: finding.sure,
        resources: finding.resources.map(inert),
        ...(finding.subject === undefined ? {} : { subject: inert(finding.subject) }),
        ...(finding.gaps.length > 0 ? { gaps: finding.gaps.map(inert) } : {}),
      },
    };
    return { result, cutOff: related.length - shown.length + finding.path.length - hops.length };
  }

  #notifications(): unknown[] {
    const { gaps, notRun } = this.#run.report;
    const tell = (id: string, level: string, text: string, rule?: string): unknown => ({
      descriptor: { id },
      level,
      message: { text: words(text) },
      ...(rule === undefined ? {} : { associatedRule: { id: rule } }),
    });
    return [
      ...this.leftOut.map((text) => tell('left-out', 'warning', `Left out: ${text}.`)),
      ...gaps.map((gap) => tell('gap', 'warning', gap.message)),
      ...notRun.map(({ rule, why }) =>
        tell('not-run', 'note', `${rule} was not run: ${why}.`, rule),
      ),
    ];
  }
}

const NOTIFICATIONS = [
  { id: 'left-out', shortDescription: { text: 'What GitHub would not take was left out.' } },
  { id: 'gap', shortDescription: { text: 'Something could not be read.' } },
  { id: 'not-run', shortDescription: { text: 'A rule could not be run.' } },
];

/** The files that results point into; the source as a whole where no line is known. */
function artifacts({ uri, locations }: ReadFrom): Readonly<Record<string, unknown>> {
  const files = uniq([...locations.values()].map((at) => at.uri));
  const all = files.length > 0 ? files : uri === undefined ? [] : [uri];
  return all.length === 0
    ? {}
    : { artifacts: all.map((file) => ({ location: { uri: file }, roles: ['analysisTarget'] })) };
}

/** The line that holds a resource, and the resource by its name; the beginning of the file where the line is not known. */
function location(
  topology: Topology,
  source: ReadFrom,
  ref: Ref | undefined,
  otherwise: string,
): Readonly<Record<string, unknown>> {
  const at = ref === undefined ? undefined : source.locations.get(ref);
  const uri = at?.uri ?? source.uri;
  const region = at
    ? { startLine: at.line, startColumn: at.column, endLine: at.line, endColumn: at.endColumn }
    : { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
  const place = ref === undefined ? undefined : topology.placeOf(ref);
  const name = inert((ref !== undefined && topology.find(ref)?.name) || (ref ?? otherwise));
  return {
    ...(uri === undefined ? {} : { physicalLocation: { artifactLocation: { uri }, region } }),
    ...(name === ''
      ? {}
      : {
          logicalLocations: [
            {
              name,
              fullyQualifiedName: inert(
                [place?.account, place?.region, ref ?? otherwise].filter(Boolean).join('/'),
              ),
              kind: 'resource',
            },
          ],
        }),
  };
}

export default defineReporter({
  id: 'sarif',
  about: {
    title: 'SARIF 2.1.0',
    description: 'For code scanning: within the limits of GitHub, saying what was left out.',
    extension: 'sarif',
  },
  locates: true,
  render(run) {
    const log = new Log(run);
    const body = `${inertJson(canonical(log.document(), 2))}\n`;
    return { body, leftOut: log.leftOut };
  },
});
