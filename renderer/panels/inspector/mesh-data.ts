/** Reads the facts of a `peering-mesh` finding out of its data, whichever of them are there. */
import type { FindingView } from '#app/api/engine.ts';
import type { PlainValue } from '#app/rules/rule.ts';

export type Verdict = 'replace' | 'consider' | 'keep';

export interface Mesh {
  readonly members: readonly string[];
  readonly peerings: number;
  /** Pairs of members without a peering. */
  readonly missing: readonly string[];
  readonly unrouted: readonly string[];
  readonly transit: readonly string[];
  readonly verdict: Verdict | undefined;
  readonly reasons: readonly string[];
  readonly blockers: readonly string[];
  readonly attachments: number;
  readonly monthlyUsd: number | undefined;
  readonly breakEvenGb: number | undefined;
  /** What one more VPC would add. */
  readonly next: { readonly peerings: number | undefined; readonly routes: number | undefined };
}

const amount = (value: PlainValue | undefined): number | undefined =>
  typeof value === 'number' ? value : Array.isArray(value) ? value.length : undefined;

const field = (value: PlainValue, name: string): PlainValue | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, PlainValue>>)[name]
    : undefined;

/** One line of whatever a list holds: a sentence, a pair of ids, an object with a message. */
function wordsOf(value: PlainValue): string {
  if (Array.isArray(value)) return value.map((item: PlainValue) => wordsOf(item)).join(' – ');
  if (typeof value === 'object' && value !== null) {
    const message = field(value, 'message') ?? field(value, 'what') ?? field(value, 'reason');
    return message === undefined || message === null
      ? Object.values(value as object)
          .map(String)
          .join(' ')
      : wordsOf(message);
  }
  return String(value);
}

const words = (value: PlainValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(wordsOf) : [];

/** The mesh of a finding; undefined for findings of other rules. */
export function meshOf({ rule, data, resources }: FindingView): Mesh | undefined {
  if (rule !== 'peering-mesh') return undefined;
  const members = Array.isArray(data.members)
    ? data.members.filter((member): member is string => typeof member === 'string')
    : resources.filter((ref) => ref.startsWith('vpc-'));
  const { verdict } = data;
  const next = data.next ?? data.nextVpc;
  return {
    members,
    peerings: amount(data.peerings) ?? 0,
    missing: words(data.missing),
    unrouted: words(data.unrouted),
    transit: words(data.transit ?? data.assumedTransit),
    verdict:
      verdict === 'replace' || verdict === 'consider' || verdict === 'keep' ? verdict : undefined,
    reasons: words(data.reasons),
    blockers: words(data.blockers),
    attachments: amount(data.attachmentsNeeded) ?? members.length,
    monthlyUsd: amount(data.monthlyCostUsd),
    breakEvenGb: amount(data.breakEvenGb),
    next: {
      peerings: amount(next === undefined ? undefined : field(next, 'peerings')),
      routes: amount(next === undefined ? undefined : field(next, 'routes')),
    },
  };
}
