/** The sample estate: it holds what the issue asks of it, and lint finds each seeded fault and nothing else. */
import { describe, expect, it } from 'vitest';
import { uniq } from '#app/base/order.ts';
import { analyze } from '#app/report.ts';
import { ACCOUNTS, REGIONS } from '#app/world/sample/places.ts';
import { sampleFaults } from '#app/world/sample/faults.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { awsId } from '#app/world/world.ts';

const report = analyze(sampleEstate().snapshot());
const { topology } = report;

const idOf = (name: string): string => {
  const [prefix = '', rest = ''] = name.split(':');
  return awsId(prefix, rest);
};
const line = (rule: string, severity: string, resources: readonly string[]): string =>
  [severity, rule, ...uniq(resources.map((id) => topology.label(id)))].join(' | ');

describe('faults', () => {
  it('finds every seeded fault and says nothing else', () => {
    const found = report.findings.map((f) => line(f.rule, f.severity, f.resources));
    const seeded = sampleFaults.map((f) => line(f.rule, f.severity, f.resources.map(idOf)));
    expect(uniq(found)).toEqual(uniq(seeded));
    expect(found).toHaveLength(seeded.length);
  });

  it('is sure of all of them, the refused call notwithstanding', () => {
    expect(report.findings.filter((f) => !f.sure).map((f) => f.message)).toEqual([]);
  });

  it('captions the payments mesh', () => {
    const mesh = report.findings.find((f) => f.rule === 'peering-mesh' && f.severity === 'warning');
    expect(mesh?.data).toMatchObject({
      caption: 'mesh of 7: 21 peerings, 2 pairs unrouted; transit gateway: 7 attachments',
      verdict: 'replace',
      attachmentsNeeded: 7,
      regions: ['us-east-1', 'us-west-2'],
    });
  });
});

describe('contents', () => {
  it('has three accounts, three Regions and about forty VPCs; a fourth account is unseen', () => {
    const { prod, nonprod, network, acquirer } = ACCOUNTS;
    const { accounts, regions } = report.manifest.scope;
    expect(accounts).toEqual([prod, nonprod, network].sort());
    expect(regions).toEqual(Object.values(REGIONS).sort());
    expect(topology.all('vpc').length).toBeGreaterThanOrEqual(38);
    expect(topology.all('vpc').length).toBeLessThanOrEqual(45);
    const ghosts = topology.ghosts.filter((g) => g.kind === 'vpc');
    expect(uniq(ghosts.map((g) => g.account))).toEqual([acquirer]);
  });

  it('has one refused call, and no other gap than that and the partner', () => {
    expect(report.gaps.map((g) => [g.kind, g.call ?? g.subject])).toEqual([
      ['call', 'ec2:DescribeRouteTables'],
      ...uniq(['acquirer-settlement', 'acquirer-insights'].map((n) => awsId('vpc', n))).map(
        (id) => ['peer', id],
      ),
    ]);
  });

  it('has every sort of thing an estate has', () => {
    for (const kind of [
      'internet-gateway',
      'egress-only-gateway',
      'nat-gateway',
      'vpn-gateway',
      'vpn-connection',
      'customer-gateway',
      'vpc-endpoint',
      'prefix-list',
      'network-interface',
      'security-group',
      'network-acl',
      'tgw-peering-attachment',
    ] as const) {
      expect(topology.all(kind).length, kind).toBeGreaterThan(0);
    }
    const v6 = topology.all('vpc').filter((v) => v.cidrs.some((c) => c.family === 6));
    const secondary = topology
      .all('vpc')
      .filter((v) => v.cidrs.filter((c) => c.family === 4).length > 1);
    expect(v6.length).toBeGreaterThan(1);
    expect(secondary.length).toBeGreaterThan(1);
    expect(uniq(topology.all('vpc-peering').map((p) => p.state))).toEqual([
      'active',
      'expired',
      'pending-acceptance',
    ]);
  });

  it('refers to nothing that is not there, but for the partner', () => {
    expect(topology.ghosts.map((g) => g.kind)).toEqual(['vpc', 'vpc']);
  });

  it('is the same every time', () => {
    expect(JSON.stringify(sampleEstate().pages())).toBe(JSON.stringify(sampleEstate().pages()));
  });
});
