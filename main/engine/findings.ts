/** Findings as the window asks for them: rows in pages, and one in full. Pure. */
import {
  type FindingDetail,
  type FindingPage,
  type FindingRow,
  type FindingState,
  MOST_ROWS,
  type RuleInfo,
} from '#app/api/lint.ts';
import { UserError } from '#app/api/rpc.ts';
import { uniq } from '#app/base/order.ts';
import { kinds } from '#app/kinds/index.gen.ts';
import type { Report } from '#app/report.ts';
import { rules } from '#app/rules/index.gen.ts';
import type { Finding } from '#app/rules/rule.ts';
import { findingOrder } from '#app/rules/run.ts';
import { touchedBy } from '#app/rules/touch.ts';
import type { Topology } from '#app/topology/topology.ts';
import type { Lint } from './lint.ts';

export const ruleInfos = (): readonly RuleInfo[] =>
  rules.map(({ id, about, needs }) => ({
    id,
    ...about,
    needs: needs.map((kind) => kinds[kind].plural),
  }));

interface Held {
  readonly finding: Finding;
  readonly state: FindingState;
}

/** Every finding in the order of a report, and where it stands; worked out once per report. */
interface All {
  readonly held: readonly Held[];
  readonly findings: readonly Finding[];
  readonly byFingerprint: ReadonlyMap<string, Held>;
}

const known = new WeakMap<Report, All>();

function allOf(report: Report): All {
  const found = known.get(report);
  if (found) return found;
  const as = (state: FindingState) => (finding: Finding) => ({ finding, state });
  const held = [
    ...report.findings.map(as('told')),
    ...(report.baseline?.known ?? []).map(as('known')),
    ...report.suppressed.map((s) => s.finding).map(as('suppressed')),
  ].sort((a, b) => findingOrder(a.finding, b.finding));
  const made = {
    held,
    findings: held.map((h) => h.finding),
    byFingerprint: new Map(held.map((h) => [h.finding.fingerprint, h])),
  };
  known.set(report, made);
  return made;
}

/** Told, suppressed or in the baseline, in the order of a report; the same array for the same report. */
export const findingsIn = (report: Report): readonly Finding[] => allOf(report).findings;

/** What a row says besides the state of its finding: the same in every revision. */
const rows = new WeakMap<Finding, Omit<FindingRow, 'state'>>();

function rowOf(topology: Topology, { finding, state }: Held): FindingRow {
  let row = rows.get(finding);
  if (!row) {
    const { fingerprint, rule, severity, sure, message, resources, subject } = finding;
    const places = resources.map((ref) => topology.placeOf(ref));
    const first = resources[0];
    row = {
      fingerprint,
      rule,
      severity,
      sure,
      message,
      resources,
      about: subject ?? (first === undefined ? '' : topology.label(first)),
      accounts: uniq(places.map((place) => place.account).filter((account) => account !== '')),
      regions: uniq(places.map((place) => place.region).filter((region) => region !== '')),
      places: finding.places.length,
      marks: rule === 'peering-mesh' ? [] : [...touchedBy(topology, finding)],
    };
    rows.set(finding, row);
  }
  return { ...row, state };
}

export function findingPage(lint: Lint, start: number): FindingPage {
  const { report, revision } = lint;
  const { held } = allOf(report);
  return {
    revision,
    total: held.length,
    rows: held.slice(start, start + MOST_ROWS).map((h) => rowOf(report.topology, h)),
  };
}

/** Throws UserError where no finding has this fingerprint. */
export function findingOf({ report }: Lint, fingerprint: string): Held {
  const held = allOf(report).byFingerprint.get(fingerprint);
  if (!held) throw new UserError('This finding is not there any more.');
  return held;
}

export function findingDetail(lint: Lint, fingerprint: string): FindingDetail {
  const { finding, state } = findingOf(lint, fingerprint);
  const hidden = lint.report.suppressed.find((s) => s.finding === finding);
  const grown = lint.report.baseline?.grown.find((g) => g.finding === finding);
  const worse = lint.report.baseline?.worse.find((w) => w.finding === finding);
  const by = hidden?.by === 'config' ? lint.hiding(finding) : undefined;
  return {
    ...finding,
    state,
    hidden: hidden && {
      by: hidden.by,
      reason: hidden.reason,
      until: by?.entries[0]?.until,
      lifts: by?.findings.length ?? 0,
    },
    placesBefore: grown?.before,
    severityBefore: worse?.before,
  };
}

/** The members of the mesh a finding is about. Throws UserError for a finding that is about none. */
export function membersOf({ rule, data }: Finding): readonly string[] {
  const { members } = data;
  const found = Array.isArray(members) ? members.filter((m) => typeof m === 'string') : [];
  if (rule !== 'peering-mesh' || found.length < 2)
    throw new UserError('Only a peering mesh can be planned for. Choose the finding of one.');
  return found;
}
