/** Reads the facts of a `peering-mesh` finding out of its data, as app/rules/peering-mesh says them. */
import type { MeshBlocker } from '#app/mesh/blockers.ts';
import type { Judgement, Verdict } from '#app/mesh/judge.ts';
import type { Finding, PlainValue } from '#app/rules/rule.ts';

export interface Mesh {
  readonly members: readonly string[];
  readonly peerings: number;
  readonly peeringsOfFullMesh: number;
  /** Pairs of members without an active peering, and pairs of which nobody can tell. */
  readonly missing: readonly (readonly string[])[];
  readonly unseen: readonly (readonly string[])[];
  /** Pairs that are peered, but no route uses the peering. */
  readonly unrouted: readonly (readonly string[])[];
  /** Those of them whose VPCs are of no group that talks over peerings: they can go in any case. */
  readonly spare: readonly (readonly string[])[];
  /** [from, via, for]. */
  readonly assumedTransit: readonly (readonly string[])[];
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly blockers: readonly Pick<MeshBlocker, 'stops' | 'message'>[];
  readonly attachments: number;
  readonly peeringAttachments: number;
  readonly monthlyUsd: number | undefined;
  readonly breakEvenGb: number | undefined;
  readonly priceAsOf: string | undefined;
  readonly priceUnsourced: readonly string[];
  readonly nextVpc: Judgement['nextVpc'] | undefined;
  /** The member with the least room under the peering quota. */
  readonly tightest: Omit<Judgement['headroom'][number], 'leftAtMost'> | undefined;
}

const list = (value: PlainValue | undefined): readonly PlainValue[] =>
  Array.isArray(value) ? (value as readonly PlainValue[]) : [];
const texts = (value: PlainValue | undefined): readonly string[] =>
  list(value).filter((item): item is string => typeof item === 'string');
const tuples = (value: PlainValue | undefined): readonly (readonly string[])[] =>
  list(value).map(texts);
const amount = (value: PlainValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
const record = (value: PlainValue | undefined): Readonly<Record<string, PlainValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, PlainValue>>)
    : {};

/** The mesh of a finding; undefined for findings of other rules. */
export function meshOf({
  rule,
  data,
  resources,
}: Pick<Finding, 'rule' | 'data' | 'resources'>): Mesh | undefined {
  if (rule !== 'peering-mesh') return undefined;
  const members = texts(data.members);
  const count = members.length > 0 ? members : resources;
  const next = record(data.nextVpc);
  const [peerings, routes] = [amount(next.peerings), amount(next.routes)];
  const headroom = list(data.headroom)
    .map(record)
    .flatMap(({ vpc, active, left }) =>
      typeof vpc === 'string' && typeof active === 'number' && typeof left === 'number'
        ? [{ vpc, active, left }]
        : [],
    );
  const { verdict } = data;
  return {
    members: count,
    peerings: list(data.peerings).length,
    peeringsOfFullMesh: amount(data.peeringsOfFullMesh) ?? (count.length * (count.length - 1)) / 2,
    missing: tuples(data.missing),
    unseen: tuples(data.unseen),
    unrouted: tuples(data.unrouted),
    spare: tuples(data.spare),
    assumedTransit: tuples(data.assumedTransit),
    verdict:
      verdict === 'replace' || verdict === 'keep' || verdict === 'delete' ? verdict : 'consider',
    reasons: texts(data.reasons),
    blockers: list(data.blockers)
      .map(record)
      .map(({ stops, message }) => ({
        stops: stops === true,
        message: typeof message === 'string' ? message : '',
      })),
    attachments: amount(data.attachmentsNeeded) ?? count.length,
    peeringAttachments: amount(data.peeringAttachmentsNeeded) ?? 0,
    monthlyUsd: amount(data.monthlyCostUsd),
    breakEvenGb: amount(data.breakEvenGb),
    priceAsOf: typeof data.priceAsOf === 'string' ? data.priceAsOf : undefined,
    priceUnsourced: texts(data.priceUnsourced),
    nextVpc: peerings !== undefined && routes !== undefined ? { peerings, routes } : undefined,
    tightest: headroom.reduce<(typeof headroom)[number] | undefined>(
      (low, item) => (low && low.left <= item.left ? low : item),
      undefined,
    ),
  };
}
