/** What a scene shows of a report: captions, bundles, badges, ghosts, gaps, and what a view leaves out. */
import { describe, expect, it } from 'vitest';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { legendOf } from '#app/scene/legend-entries.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { meshOf, oneRegion, reportOf } from './estates.ts';

const names = (report: Report, view = {}): string[] =>
  buildScene(report, view)
    .nodes.filter((n) => n.shape === 'vpc')
    .map((n) => n.label)
    .sort();

describe('the sample estate', () => {
  const scene = buildScene(analyze(sampleEstate().snapshot()), { findings: true });

  it('shows the mesh by itself, captioned with what it is and what it could be', () => {
    expect(scene.hulls.map((h) => h.caption)).toContain(
      'Mesh of 7: 21 peerings, 2 pairs unrouted; transit gateway: 7 attachments',
    );
    const hull = scene.hulls.find((h) => h.caption.startsWith('Mesh of 7'))!;
    const inside = scene.edges.filter(
      (e) => hull.members.includes(e.from) && hull.members.includes(e.to),
    );
    expect(inside.filter((e) => e.kind === 'peering' && e.active)).toHaveLength(21);
  });

  it('draws what lies outside the accounts as ghosts in containers of their own', () => {
    const ghosts = scene.nodes.filter((n) => n.ghost);
    expect(ghosts.map((n) => n.shape).sort()).toEqual(['account', 'region', 'vpc', 'vpc']);
    expect(ghosts.find((n) => n.shape === 'account')!.label).toMatch(
      /^Account \d{12} \(not collected\)$/,
    );
  });

  it('says on a Region which of its resources could not be read', () => {
    const notes = scene.nodes.filter((n) => n.shape === 'region' && n.lines.length > 0);
    expect(notes.map((n) => [n.label, n.lines])).toEqual([
      ['eu-west-1', ['Not read: Route tables']],
    ]);
  });

  it('does not count VPCs that could not be read as none, and names them first', () => {
    const world = new World();
    const at = world.region();
    for (const call of ['DescribeVpcs', 'DescribeSubnets', 'DescribeRouteTables'])
      world.refuse(at, call);
    const refused = buildScene(analyze(world.snapshot()));
    expect(refused.title).toBe('VPCs not read, 1 account, 1 Region');
    expect(refused.nodes.flatMap(({ lines }) => lines)).toEqual(['Not read: VPCs and 2 more']);
    expect(refused.leftOut).toEqual([
      'VPCs that could not be read in us-east-1 of account 111111111111',
    ]);
  });

  it('has a legend of what it uses and nothing else', () => {
    const titles = legendOf(scene).map((e) => e.title);
    expect(titles).toContain('Peering mesh');
    expect(titles).toContain('VPC peering, not active');
    expect(titles).not.toContain('Direct Connect');
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('links', () => {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16');
  const b = at.vpc('b', '10.1.0.0/16');
  world.peer(a, b, { name: 'one' });
  world.peer(b, a, { name: 'two', state: 'expired' });
  world.peer(a, b, { name: 'three', state: 'deleted' });
  const scene = buildScene(reportOf(world));

  it('between the same two nodes are one line with a count, and name every resource', () => {
    expect(scene.edges).toHaveLength(1);
    expect(scene.edges[0]).toMatchObject({
      refs: ['pcx-one', 'pcx-two'],
      active: true,
      label: '2 peerings, 1 inactive',
    });
  });

  it('that are deleted are left out, and the scene says so', () => {
    expect(scene.leftOut).toEqual(['1 deleted peering']);
  });
});

describe('Cloud WAN', () => {
  it('draws a core network with the VPCs attached to it; what is not attached yet is dashed', () => {
    const world = new World();
    const [at, far] = [world.region('us-east-1'), world.region('eu-west-1')];
    const wan = at.coreNetwork('backbone');
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), far.vpc('b', '10.1.0.0/16')];
    wan.attach(a, { segment: 'prod' });
    wan.attach(b, { state: 'PENDING_ATTACHMENT_ACCEPTANCE' });
    const scene = buildScene(reportOf(world));
    expect(scene.nodes.filter((n) => n.shape === 'core-network')).toMatchObject([
      { id: wan.id, label: 'backbone', ghost: false },
    ]);
    expect(scene.edges.map((e) => [e.from, e.to, e.active, e.label])).toEqual([
      [wan.id, 'vpc-a', true, 'prod'],
      [wan.id, 'vpc-b', false, ''],
    ]);
  });

  it('names no place for what holds in all Regions and was refused', () => {
    const world = new World();
    const at = world.region();
    at.vpc('a', '10.0.0.0/16');
    world.refuse(at, 'ListCoreNetworks');
    const scene = buildScene(reportOf(world));
    expect(scene.nodes.filter((n) => n.shape === 'region').map((n) => n.label)).toEqual([
      'us-east-1',
    ]);
  });
});

describe('badges', () => {
  const report = reportOf(oneRegion(4), ['m-']);
  const vpc = report.topology.all('vpc').find((v) => v.name === 'loose-0')!;
  const table = report.topology.tablesOf(vpc.id)[0]!;
  const peering = report.topology.peeringsOf(
    report.topology.all('vpc').find((v) => v.name === 'star-1')!.id,
  )[0]!;
  const found = (
    severity: 'error' | 'info',
    resources: readonly string[],
    fingerprint: string,
  ) => ({
    ...meshOf(report, 'm-'),
    rule: 'some-rule',
    severity,
    resources,
    fingerprint,
  });
  const marked: Report = {
    ...report,
    findings: [
      ...report.findings,
      found('info', [vpc.id], '1'),
      found('error', [table.id], '2'),
      found('info', [peering.id], '3'),
      found('error', [vpc.id], '4'),
    ],
  };

  it('count the worst of the findings that touch a VPC or what stands in it, and those alone', () => {
    const scene = buildScene(marked, { findings: true });
    expect(scene.nodes.find((n) => n.id === vpc.id)!.badge).toEqual({
      severity: 'error',
      count: 2,
    });
    expect(scene.edges.find((e) => e.refs.includes(peering.id))!.badge).toEqual({
      severity: 'info',
      count: 1,
    });
  });

  it('are not put on members of a mesh for the mesh itself: the hull says it', () => {
    const scene = buildScene(marked, { findings: true });
    expect(
      scene.nodes.filter((n) => n.label.startsWith('m-')).flatMap((n) => n.badge ?? []),
    ).toEqual([]);
  });

  it('appear only where the view asks for them', () => {
    const scene = buildScene(marked);
    expect([...scene.nodes, ...scene.edges].filter((x) => x.badge)).toEqual([]);
  });
});

describe('a focus', () => {
  const world = new World();
  const at = world.region();
  const chain = Array.from({ length: 5 }, (_, i) => at.vpc(`v${i}`, `10.${i}.0.0/16`));
  for (let i = 1; i < 5; i++) world.peer(chain[i - 1]!, chain[i]!, { name: `p${i}` });
  const subnet = chain[0]!.subnet('10.0.1.0/24');
  const report = reportOf(world);

  it('keeps what lies within as many links, and says what it left out', () => {
    expect(names(report, { focus: 'vpc-v0', depth: 0 })).toEqual(['v0']);
    expect(names(report, { focus: 'vpc-v0', depth: 2 })).toEqual(['v0', 'v1', 'v2']);
    expect(names(report, { focus: 'vpc-v2' })).toEqual(['v1', 'v2', 'v3']);
    expect(buildScene(report, { focus: 'vpc-v2' }).leftOut).toEqual([
      '2 VPCs further than 1 link from vpc-v2',
      '2 links to the rest of the network',
    ]);
  });

  it('may be a link, a container, or something inside a VPC', () => {
    expect(names(report, { focus: 'pcx-p2', depth: 0 })).toEqual(['v1', 'v2']);
    expect(names(report, { focus: 'region/111111111111/us-east-1', depth: 0 })).toHaveLength(5);
    expect(names(report, { focus: subnet.id, depth: 0 })).toEqual(['v0']);
  });

  it('on nothing known is an error that says what would do', () => {
    expect(() => buildScene(report, { focus: 'vpc-nowhere' })).toThrow(
      /"vpc-nowhere".*give the id of a VPC/,
    );
  });
});
