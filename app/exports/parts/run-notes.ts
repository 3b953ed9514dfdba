/** What a run has to say beside its findings: rules it could not run, suppressions that hide nothing, the baseline. */
import { count } from '../../base/count.ts';
import { groupBy } from '../../base/order.ts';
import type { Report } from '../../report.ts';

/** One thing to know, as sentences without line breaks. */
export interface RunNote {
  readonly title: string;
  /** One line each; empty where the title says it all. */
  readonly lines: readonly string[];
  /** Stands for title and lines where only a line is wanted. */
  readonly brief?: string;
}

/** Notes in a fixed order; none where there is nothing to say. Text from outside is not made inert yet. */
export const runNotes = (report: Report): readonly RunNote[] => [
  ...expired(report),
  ...unused(report),
  ...baseline(report),
  ...notRun(report),
];

function expired({ suppressions }: Report): RunNote[] {
  const { expired } = suppressions;
  if (expired.length === 0) return [];
  return [
    {
      title: `Expired suppressions (${expired.length})`,
      lines: expired.map(
        ({ rule, resource, until, reason, findings }) =>
          `${rule} on ${resource}, until ${until ?? ''} (${reason}): ${
            findings === 0
              ? 'nothing to hide any more, drop it'
              : `${count(findings, 'finding')} back`
          }`,
      ),
    },
  ];
}

function unused({ suppressions }: Report): RunNote[] {
  const { unused } = suppressions;
  if (unused.length === 0) return [];
  return [
    {
      title: `Suppressions that hide nothing (${unused.length})`,
      lines: unused.map(
        ({ rule, resource, by, why }) =>
          `${rule} on ${resource}${by === 'tag' ? ', by its tag' : ''}: ${why}`,
      ),
    },
  ];
}

function baseline({ baseline }: Report): RunNote[] {
  if (!baseline) return [];
  const { worse, grown, stale, unseen } = baseline;
  const notes: RunNote[] = [];
  if (worse.length > 0) {
    notes.push({
      title: `In the baseline as less severe (${worse.length})`,
      lines: worse.map(
        ({ finding, before }) =>
          `${finding.rule}: ${finding.message} (${finding.severity}, ${before} before)`,
      ),
    });
  }
  if (grown.length > 0) {
    notes.push({
      title: `Known findings that have grown (${grown.length})`,
      lines: grown.map(
        ({ finding, before }) =>
          `${finding.rule}: ${finding.message} (${count(finding.places.length, 'place')}, ${before} before)`,
      ),
    });
  }
  if (stale.length > 0) {
    notes.push({
      title: `No longer found, and still in the baseline (${stale.length})`,
      lines: stale.map(({ rule, message }) => `${rule}: ${message}`),
    });
  }
  if (unseen.length > 0) {
    notes.push({
      title: `In the baseline, and could not be looked for (${unseen.length})`,
      lines: unseen.map(({ rule, message }) => `${rule}: ${message}`),
    });
  }
  return notes;
}

/** Reasons that fit a line. */
const FEW = 2;

function notRun({ notRun }: Report): RunNote[] {
  if (notRun.length === 0) return [];
  const byWhy = groupBy(notRun, ({ why }) => why);
  return [
    {
      title: `Rules that were not run (${notRun.length})`,
      brief: `${count(notRun.length, 'rule')} not run: ${
        byWhy.size <= FEW
          ? [...byWhy.keys()].join('; ')
          : 'what they need is not in this source or configuration'
      }. --verbose names them.`,
      lines: [...byWhy].map(
        ([why, rules]) => `${rules.map(({ rule }) => rule).join(', ')}: ${why}`,
      ),
    },
  ];
}
