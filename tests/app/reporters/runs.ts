/** Lint runs that reporters are tried on: the sample estate, and names that mean harm. */
import type { LintRun } from '#app/reporters/reporter.ts';
import { analyze, type Report, withBaseline } from '#app/report.ts';
import { entryOf } from '#app/rules/baseline.ts';
import { rules } from '#app/rules/index.gen.ts';
import type { Finding } from '#app/rules/rule.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { HOSTILE_NAMES, hostileWorld } from '#tests/kit/hostile.ts';

export const HOSTILE = [
  ...HOSTILE_NAMES,
  '::error::boo',
  'x\n::error title=boo::boo\n::add-mask::vpc',
  'a ::set-output name=a::b',
  '##[error]boo ##[group]x ##vso[task.setvariable variable=a]b ##teamcity[x]',
  '</details></summary></svg></style></button>',
  '%0A%0D%25 {0} {1} ${x} {{y}}',
];

/** The run of a report, as `peerless lint` makes it with its defaults. */
export const runOf = (report: Report, part: Partial<LintRun> = {}): LintRun => ({
  report,
  version: '1.2.3',
  source: { title: 'estate.json', uri: 'estate.json', locations: new Map() },
  ran: new Set(rules.map((rule) => rule.id)),
  fails: (finding) => finding.severity === 'error' && finding.sure,
  gapsFail: report.gaps.length > 0,
  look: {},
  ...part,
});

export const sample = (): Report => analyze(sampleEstate().snapshot());

/** The sample estate with a finding suppressed, one in a baseline, one that is unsure and a suppression that hides nothing. */
export function mixed(): Report {
  const report = analyze(sampleEstate().snapshot(), {
    suppress: [
      { rule: 'peering-one-way', resource: '*', reason: 'one-way on purpose: NET-231' },
      { rule: 'peering-no-routes', resource: 'nothing-*', reason: 'gone' },
    ],
  });
  const [first] = report.findings;
  const known = withBaseline(report, [entryOf(first!)]);
  const findings = known.findings.map((f, i) => (i === 1 ? { ...f, sure: false } : f));
  return { ...known, findings };
}

/** Every hostile text as a name, as the words of a finding, of a place, of a gap and of a reason. */
export function hostile(): Report {
  const { world, vpcs } = hostileWorld(HOSTILE);
  const report = analyze(world.snapshot(), { extends: 'none' });
  const findings = HOSTILE.map((text, i): Finding => {
    const vpc = vpcs[i]!.id;
    return {
      rule: 'peering-one-way',
      severity: (['error', 'warning', 'info'] as const)[i % 3]!,
      sure: i % 5 !== 0,
      message: text,
      resources: [vpc],
      path: [vpc, vpcs[0]!.id],
      places: [{ resource: vpc, detail: text }],
      data: {},
      gaps: [],
      fingerprint: i.toString(16).padStart(16, '0'),
    };
  });
  const suppressed = findings.slice(0, 6).map((finding, i) => ({
    finding: { ...finding, fingerprint: `f${finding.fingerprint.slice(1)}` },
    reason: HOSTILE[i]!,
    by: 'config' as const,
  }));
  return {
    ...report,
    findings,
    suppressed,
    notRun: [{ rule: 'route-blackhole', why: HOSTILE[8]! }],
    suppressions: {
      unused: HOSTILE.map((text) => ({
        rule: text,
        resource: text,
        reason: text,
        by: 'config' as const,
        why: text,
      })),
      expired: [],
    },
    gaps: HOSTILE.map((message, i) => ({
      id: `g${i}`,
      kind: 'call' as const,
      failure: 'refused' as const,
      account: '111111111111',
      region: 'us-east-1',
      call: 'ec2:DescribeVpcs',
      hides: ['vpc' as const],
      subject: undefined,
      message,
    })),
  };
}

/** As many findings of one severity, each with as many places, as asked for. */
export function many(findings: number, places: number): Report {
  const world = new World();
  const vpc = world.region().vpc('a', '10.0.0.0/16');
  const report = analyze(world.snapshot(), { extends: 'none' });
  return {
    ...report,
    findings: Array.from({ length: findings }, (_, i) => ({
      rule: 'route-blackhole',
      severity: 'error' as const,
      sure: true,
      message: `Finding ${i} of many.`,
      resources: [vpc.id],
      path: [],
      places: Array.from({ length: places }, (__, p) => ({
        resource: vpc.id,
        detail: `10.0.${p}.0/24`,
      })),
      data: {},
      gaps: [],
      fingerprint: i.toString(16).padStart(16, '0'),
    })),
  };
}
