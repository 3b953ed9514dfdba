/** Suppressions: which findings the configuration or a tag hides, and which entries hide nothing any more. */
import { glob } from '../base/glob.ts';
import { append, by, byText, thenBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { kindIds } from '../kinds/index.gen.ts';
import type { Topology } from '../topology/topology.ts';
import type { Config, Suppression } from './config.ts';
import type { Finding } from './rule.ts';

export interface Suppressed {
  readonly finding: Finding;
  readonly reason: string;
  /** Whether the configuration or a tag of the resource hides it. */
  readonly by: 'config' | 'tag';
}

/** An entry that hides nothing, and why. */
export interface UnusedSuppression {
  readonly rule: string;
  readonly resource: string;
  readonly reason: string;
  readonly by: 'config' | 'tag';
  readonly why: string;
}

/** An entry past its last day, and how many findings it would still hide. */
export interface ExpiredSuppression extends Suppression {
  readonly findings: number;
}

export interface SuppressionReport {
  readonly unused: readonly UnusedSuppression[];
  readonly expired: readonly ExpiredSuppression[];
}

export interface Sifted {
  readonly findings: Finding[];
  readonly suppressed: Suppressed[];
  readonly suppressions: SuppressionReport;
}

/** Whether a rule was run, and why not. */
export type RanRule = (rule: string) => { readonly ran: boolean; readonly why: string };

/** Parts findings from those that are hidden. Order is kept. */
export function sift(
  findings: readonly Finding[],
  config: Config,
  topology: Topology,
  ran: RanRule,
): Sifted {
  const entries = new Entries(config.suppress ?? [], topology.takenAt.slice(0, 10));
  const tags =
    config.suppressByTag === undefined ? undefined : new Tags(config.suppressByTag, topology);
  const suppressed: Suppressed[] = [];
  const kept = findings.filter((finding) => {
    const entry = entries.hides(finding, namesOf(finding, topology));
    if (entry) {
      suppressed.push({ finding, reason: entry.reason, by: 'config' });
      return false;
    }
    const reason = tags?.hides(finding);
    if (reason !== undefined) suppressed.push({ finding, reason, by: 'tag' });
    return reason === undefined;
  });
  return {
    findings: kept,
    suppressed,
    suppressions: {
      unused: [...entries.unused(ran), ...(tags?.unused(ran) ?? [])],
      expired: entries.expired(),
    },
  };
}

/** What the glob of an entry is held against. */
const namesOf = (finding: Finding, topology: Topology): readonly string[] =>
  finding.subject !== undefined
    ? [finding.subject]
    : finding.resources.flatMap((ref) => {
        const name = topology.find(ref)?.name;
        return name ? [ref, name] : [ref];
      });

interface Entry {
  readonly entry: Suppression;
  /** Its place in the file. */
  readonly index: number;
  readonly expired: boolean;
  matched: number;
}

/** Globs of one rule, found by what they begin with: there may be tens of thousands. */
class Globs {
  readonly #exact = new Map<string, Entry[]>();
  readonly #byStart = new Map<
    string,
    { readonly test: (text: string) => boolean; readonly of: Entry }[]
  >();
  readonly #lengths = new Set<number>();

  add(of: Entry): void {
    const pattern = of.entry.resource;
    const star = pattern.indexOf('*');
    if (star < 0) return append(this.#exact, pattern, of);
    this.#lengths.add(star);
    append(this.#byStart, pattern.slice(0, star), { test: glob(pattern), of });
  }

  *matching(name: string): Generator<Entry> {
    yield* this.#exact.get(name) ?? [];
    for (const length of this.#lengths) {
      if (length > name.length) continue;
      for (const { test, of } of this.#byStart.get(name.slice(0, length)) ?? []) {
        if (test(name)) yield of;
      }
    }
  }
}

class Entries {
  readonly #all: readonly Entry[];
  readonly #ofRule = new Map<string, Globs>();

  /** `today` is when the snapshot was taken: see decision 0010. Nothing expires where that is not known. */
  constructor(suppress: readonly Suppression[], today: string) {
    this.#all = suppress.map((entry, index) => ({
      entry,
      index,
      expired: entry.until !== undefined && today !== '' && entry.until < today,
      matched: 0,
    }));
    for (const entry of this.#all) {
      const { rule } = entry.entry;
      const globs = this.#ofRule.get(rule) ?? new Globs();
      this.#ofRule.set(rule, globs);
      globs.add(entry);
    }
  }

  /** The first entry in the file that hides the finding. Every entry that would is noted as used. */
  hides(finding: Finding, names: readonly string[]): Suppression | undefined {
    const globs = this.#ofRule.get(finding.rule);
    if (!globs) return undefined;
    const found = new Set<Entry>();
    for (const name of names) for (const entry of globs.matching(name)) found.add(entry);
    let first: Entry | undefined;
    for (const entry of found) {
      entry.matched++;
      if (!entry.expired && (!first || entry.index < first.index)) first = entry;
    }
    return first?.entry;
  }

  unused(ran: RanRule): UnusedSuppression[] {
    return this.#all.flatMap(({ entry, expired, matched }) => {
      if (expired || matched > 0) return [];
      const { rule, resource, reason } = entry;
      return [{ rule, resource, reason, by: 'config' as const, why: whyUnused(ran, rule) }];
    });
  }

  expired(): ExpiredSuppression[] {
    return this.#all.flatMap(({ entry, expired, matched }) =>
      expired ? [{ ...entry, findings: matched }] : [],
    );
  }
}

function whyUnused(ran: RanRule, rule: string): string {
  const state = ran(rule);
  return state.ran ? 'no finding matches' : state.why;
}

interface TagEntry {
  readonly ref: Ref;
  readonly rule: string;
  readonly reason: string;
  used: boolean;
}

/** Rule ids of a tag's value, up to a colon, and the reason after it. */
function readTag(value: string): { readonly rules: readonly string[]; readonly reason: string } {
  const colon = value.indexOf(':');
  const ids = colon < 0 ? value : value.slice(0, colon);
  return {
    rules: ids.split(/[\s,]+/).filter((id) => id !== ''),
    reason: colon < 0 ? '' : value.slice(colon + 1).trim(),
  };
}

/** What owners hide by a tag on their own resources: findings that are first of all about these. */
class Tags {
  readonly #topology: Topology;
  readonly #key: string;
  readonly #entries = new Map<Ref, readonly TagEntry[]>();

  constructor(key: string, topology: Topology) {
    this.#topology = topology;
    this.#key = key;
    for (const kind of kindIds) {
      for (const { id, tags } of topology.all(kind)) {
        const value = tags.get(key);
        if (value === undefined || this.#entries.has(id)) continue;
        const { rules, reason } = readTag(value);
        this.#entries.set(
          id,
          rules.map((rule) => ({ ref: id, rule, reason, used: false })),
        );
      }
    }
  }

  /** The reason that a tag gives; undefined where none hides the finding. */
  hides({ rule, subject, resources: [first] }: Finding): string | undefined {
    if (subject !== undefined || first === undefined) return undefined;
    // A resource without the tag takes that of the VPC it stands in.
    const own =
      this.#entries.get(first) ?? this.#entries.get(this.#topology.vpcOf(first)?.id ?? '');
    const entry = own?.find((e) => e.rule === rule);
    if (!entry) return undefined;
    entry.used = true;
    return entry.reason || `tag ${this.#key} of ${entry.ref}`;
  }

  unused(ran: RanRule): UnusedSuppression[] {
    return [...this.#entries.values()]
      .flat()
      .filter((entry) => !entry.used)
      .sort(
        thenBy(
          by((e) => e.ref),
          (a, b) => byText(a.rule, b.rule),
        ),
      )
      .map(({ ref, rule, reason }) => ({
        rule,
        resource: ref,
        reason,
        by: 'tag',
        why: whyUnused(ran, rule),
      }));
  }
}
