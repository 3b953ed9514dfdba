/** Findings of two reports compared by fingerprint: new, fixed, changed, and those that one side could not look for. */
import type { Ref } from '../base/ref.ts';
import { kindIds } from '../kinds/index.gen.ts';
import { rules } from '../rules/index.gen.ts';
import type { Finding } from '../rules/rule.ts';
import { findingOrder } from '../rules/run.ts';
import type { Gap } from '../topology/gap.ts';
import type { Place } from '../topology/topology.ts';
import type { Side } from './side.ts';

export interface FindingsDiff {
  /** Not there before, though it would have been seen. */
  readonly fresh: readonly Finding[];
  /** Not there any more, though it would be seen. */
  readonly fixed: readonly Finding[];
  /** There now; before, something was not read that could have hidden it, or it is unsure for what is not read now. */
  readonly unsureFresh: readonly Finding[];
  /** Not found now, but something was not read that can hide it. */
  readonly unseen: readonly Finding[];
  /** On both sides with another severity, more or fewer places, or sure on one side only. */
  readonly changed: readonly { readonly before: Finding; readonly after: Finding }[];
  /** Number of findings on both sides, the changed included. */
  readonly known: number;
}

/** Severity, certainty and places are compared; words are not: some tell an age, which grows by itself. */
export function diffFindings(before: Side, after: Side): FindingsDiff {
  const old = new Map(before.findings.map((f) => [f.fingerprint, f]));
  const changed: { before: Finding; after: Finding }[] = [];
  let known = 0;
  for (const now of after.findings) {
    const was = old.get(now.fingerprint);
    if (!was) continue;
    known++;
    if (
      was.severity !== now.severity ||
      was.sure !== now.sure ||
      was.places.length !== now.places.length
    ) {
      changed.push({ before: was, after: now });
    }
  }
  const [fresh, unsureFresh] = missing(after, before);
  const [fixed, unseen] = missing(before, after);
  return { fresh, fixed, unsureFresh, unseen, changed, known };
}

/** Findings of one side that the other does not have: surely, and perhaps. Suppressed ones are there. */
function missing(here: Side, there: Side): [Finding[], Finding[]] {
  const has = new Set(
    [...there.findings, ...there.suppressed.map(({ finding }) => finding)].map(
      (f) => f.fingerprint,
    ),
  );
  const hides = hiding(here, there);
  // What is unsure for what this side did not read, or follows from what its source does not hold, is no news either.
  const doubts = hiding(there, here);
  const vague = fromPart(here);
  const surely: Finding[] = [];
  const perhaps: Finding[] = [];
  for (const finding of [...here.findings].sort(findingOrder)) {
    if (has.has(finding.fingerprint)) continue;
    const unsure = hides(finding) || (!finding.sure && doubts(finding)) || vague(finding);
    (unsure ? perhaps : surely).push(finding);
  }
  return [surely, perhaps];
}

/**
 * True where the other side could not have found it: its rule did not run, or something was not read there that the
 * rule needs. Rules are also silent where they see too little of anything else: so any gap counts that this side,
 * which did find it, does not have.
 */
function hiding(here: Side, there: Side): (finding: Finding) => boolean {
  const idle = new Set(there.notRun.map(({ rule }) => rule));
  const needs = new Map(rules.map((rule) => [rule.id, rule.needs]));
  const shared = new Map(here.gaps.map((gap) => [gap.id, new Set(gap.hides)]));
  const isOther = ({ id, hides }: Gap): boolean => {
    const known = shared.get(id);
    return !known || hides.some((kind) => !known.has(kind));
  };
  const others = new Map<string, boolean>();
  const placeOf = (ref: Ref): Place => {
    const place = here.topology.placeOf(ref);
    return place.account === '' ? there.topology.placeOf(ref) : place;
  };
  const hasOther = (place: Place): boolean => {
    const key = `${place.account} ${place.region}`;
    let known = others.get(key);
    if (known === undefined) {
      known = there.topology.gapsHiding(kindIds, place).some(isOther);
      others.set(key, known);
    }
    return known;
  };
  return ({ rule, resources }) => {
    if (idle.has(rule)) return true;
    // What is about no resource may stand anywhere.
    const places = resources.length === 0 ? [ANYWHERE] : resources.map(placeOf);
    const needed = needs.get(rule) ?? [];
    return places.some(
      (place) => hasOther(place) || there.topology.gapsHiding(needed, place).length > 0,
    );
  };
}

/** True where a finding is about what its source holds in part by its nature: times and states Terraform does not have. */
function fromPart({ topology }: Side): (finding: Finding) => boolean {
  const needs = new Map(rules.map((rule) => [rule.id, rule.needs]));
  return ({ rule, resources }) =>
    resources.some((ref) => {
      const kind = topology.find(ref)?.kind;
      const kinds = [...(needs.get(rule) ?? []), ...(kind === undefined ? [] : [kind])];
      const gaps = topology.gapsHiding(kinds, topology.placeOf(ref));
      return gaps.some(({ failure }) => failure === 'partial');
    });
}

const ANYWHERE: Place = { account: '', region: '' };
