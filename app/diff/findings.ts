/** Findings of two reports compared by fingerprint: new, fixed, changed, and those that one side could not look for. */
import type { Ref } from '../base/ref.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import { rules } from '../rules/index.gen.ts';
import type { Finding } from '../rules/rule.ts';
import { findingOrder } from '../rules/run.ts';
import type { Gap } from '../topology/gap.ts';
import type { Place } from '../topology/topology.ts';
import { homesOf } from './facts.ts';
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
  readonly changed: readonly ChangedFinding[];
  /** Number of findings on both sides, the changed included. */
  readonly known: number;
}

export interface ChangedFinding {
  readonly before: Finding;
  readonly after: Finding;
  /** False where one of them is unsure, or is about places that only one side looked at. */
  readonly sure: boolean;
}

/** Severity, certainty and places are compared; words are not: some tell an age, which grows by itself. */
export function diffFindings(before: Side, after: Side): FindingsDiff {
  const old = new Map(before.findings.map((f) => [f.fingerprint, f]));
  const changed: ChangedFinding[] = [];
  const dark = [unasked(before, after), unasked(after, before)] as const;
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
      const sure = was.sure && now.sure && !dark[0](was) && !dark[1](now);
      changed.push({ before: was, after: now, sure });
    }
  }
  const [came, went] = [missing(after, before), missing(before, after)];
  const [fresh, unsureFresh] = withoutKin(came, went[1]);
  const [fixed, unseen] = withoutKin(went, came[1]);
  return { fresh, fixed, unsureFresh, unseen, changed, known };
}

type Missing = readonly [surely: readonly Finding[], perhaps: readonly Finding[]];

/** Findings of one side that the other does not have: surely, and perhaps. Suppressed ones are there. */
function missing(here: Side, there: Side): Missing {
  const has = new Set(
    [...there.findings, ...there.suppressed.map(({ finding }) => finding)].map(
      (f) => f.fingerprint,
    ),
  );
  const hides = hiding(here, there);
  // What is unsure for what this side did not read, or follows from what its source does not hold, is no news either.
  const doubts = hiding(there, here);
  const vague = fromPart(here);
  const dark = unasked(here, there);
  const surely: Finding[] = [];
  const perhaps: Finding[] = [];
  for (const finding of [...here.findings].sort(findingOrder)) {
    if (has.has(finding.fingerprint)) continue;
    const unsure =
      dark(finding) || hides(finding) || (!finding.sure && doubts(finding)) || vague(finding);
    (unsure ? perhaps : surely).push(finding);
  }
  return [surely, perhaps];
}

/**
 * What is about several resources has another fingerprint where one of them is out of sight: so a finding is only perhaps
 * new where one of the same rule, about one of the same resources, cannot be seen any more; and the other way round.
 */
function withoutKin([surely, perhaps]: Missing, unseen: readonly Finding[]): Missing {
  const kin = new Set(unseen.flatMap(kinOf));
  if (kin.size === 0) return [surely, perhaps];
  const isKin = (finding: Finding): boolean => kinOf(finding).some((key) => kin.has(key));
  const moved = surely.filter(isKin);
  if (moved.length === 0) return [surely, perhaps];
  return [surely.filter((f) => !isKin(f)), [...perhaps, ...moved].sort(findingOrder)];
}

const kinOf = ({ rule, resources }: Finding): string[] => resources.map((ref) => `${rule} ${ref}`);

/** Kinds that every source is meant to hold: a place of which none of their lists was read was not looked at. */
const mainKinds = kindIds.filter((id) => !(kinds[id] as { readonly optional?: boolean }).optional);

/**
 * True where one side looked at a place that the finding is about, and the other never did: a Region or an account that
 * was not asked has no gap. Which of the two it was does not matter: what is said where less is seen may be said of less.
 */
function unasked(here: Side, there: Side): (finding: Finding) => boolean {
  const lacks = (one: Side, other: Side, place: Place): boolean =>
    mainKinds.some(
      (kind) =>
        other.topology.saw(kind, place) &&
        !one.topology.saw(kind, place) &&
        one.topology.gapsHiding([kind], place).length === 0,
    );
  const answers = new Map<string, boolean>();
  const differs = (place: Place): boolean => {
    const key = `${place.account} ${place.region}`;
    let known = answers.get(key);
    if (known === undefined) {
      known = lacks(there, here, place) || lacks(here, there, place);
      answers.set(key, known);
    }
    return known;
  };
  let anywhere: boolean | undefined;
  const differsAnywhere = (): boolean =>
    (anywhere ??= [here, there].some(({ topology }) =>
      mainKinds.some((kind) => (topology.parts.observed.get(kind) ?? []).some(differs)),
    ));
  const isDark = (ref: Ref): boolean => {
    const resource = here.topology.find(ref);
    return (resource ? homesOf(here, resource) : [here.topology.placeOf(ref)]).some(differs);
  };
  return ({ resources, path, places }) =>
    // What is about no resource may stand anywhere.
    resources.length === 0
      ? differsAnywhere()
      : [...resources, ...path, ...places.map(({ resource }) => resource)].some(isDark);
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
