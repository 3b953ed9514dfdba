/** The inspector: facts in words, links both ways, ghosts and places, findings that touch it. */
import { describe, expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { inspect } from '#main/engine/inspect.ts';
import { smallReport } from './estate.ts';

const report = smallReport();

describe('a VPC', () => {
  const vpc = inspect(report, 'vpc-app');

  it('says what and where it is', () => {
    expect(vpc).toMatchObject({
      kind: 'vpc',
      title: 'VPC',
      name: 'app',
      account: '111111111111',
      region: 'us-east-1',
      ghost: false,
    });
    expect(vpc.facts).toContainEqual({ name: 'CIDRs', value: '10.1.0.0/16' });
    expect(vpc.facts).toContainEqual({ name: 'Default', value: 'no' });
    expect(vpc.tags).toContainEqual({ name: 'Team', value: 'shop' });
  });

  it('links to its peers by the peering, and to what stands in it', () => {
    const relation = (ref: string) => vpc.links.find((link) => link.ref === ref)?.relation;
    expect(vpc.links.find((link) => link.ref === 'vpc-db')).toMatchObject({
      relation: 'Peer',
      over: { ref: 'pcx-app-db', label: 'app-db (pcx-app-db)' },
    });
    expect(relation('vpc-partner')).toBe('Peer');
    expect(relation('subnet-app-a')).toBe('Subnet');
    expect(vpc.links.map((link) => link.ref)).not.toContain('vpc-app');
  });

  it('shows the answer of the API as it was', () => {
    expect(JSON.parse(vpc.raw)).toMatchObject({ VpcId: 'vpc-app', CidrBlock: '10.1.0.0/16' });
  });
});

it('a subnet shows the routes of the table it uses, the main one where none is its own', () => {
  const { routes } = inspect(report, 'subnet-db-a');
  expect(routes).toContainEqual(
    expect.objectContaining({ destination: '10.2.0.0/16', target: 'local', state: 'active' }),
  );
  expect(new Set(routes.map((route) => route.table)).size).toBe(1);
});

it('a route says its table and its target by the names AWS has for them', () => {
  const sample = analyze(sampleEstate().snapshot());
  const { topology } = sample;
  const vpc = topology.all('vpc').find((v) => v.name === 'store-web')!;
  const hub = topology.all('transit-gateway').find((t) => t.name === 'core-east')!;
  const { routes } = inspect(sample, vpc.id);
  const over = routes.filter((route) => route.target === hub.id);
  expect(over).not.toEqual([]);
  for (const route of over) expect(route.targetLabel).toBe(`core-east (${hub.id})`);
  for (const { table, tableLabel } of routes) expect(tableLabel).toBe(topology.label(table));
  expect(routes.find((route) => route.target === 'local')?.targetLabel).toBe('local');
});

it('a route of a transit gateway says what is behind the attachment', () => {
  const sample = analyze(sampleEstate().snapshot());
  const { topology } = sample;
  const table = topology.all('tgw-route-table').find(({ name }) => name === 'core-east-shared')!;
  const behind = new Map(
    inspect(sample, table.id).routes.map((route) => [route.destination, route.behind?.label]),
  );
  expect(behind.get('10.64.0.0/16')).toMatch(/^store-web \(vpc-/);
  // Over the peering with the other Region.
  expect(behind.get('10.128.0.0/12')).toMatch(/^core-west \(tgw-/);
});

describe('what a resource lists stands in tables', () => {
  const world = new World();
  const at = world.region();
  const vpc = at.vpc('app', '10.1.0.0/16');
  const list = at.prefixList('offices', ['10.8.0.0/16', '10.9.0.0/16']);
  const other = vpc.group('other', {});
  const group = vpc.group('web', {
    inbound: [
      { protocol: 'tcp', from: 443, cidrs: ['10.0.0.0/8', '::/0'] },
      { protocol: 'icmp', from: 8, to: -1, cidrs: ['10.2.0.0/16'] },
      { protocol: '50', cidrs: ['10.3.0.0/16'] },
      { protocol: 'udp', from: 0, to: 65535, groups: [other] },
    ],
    outbound: [],
  });
  const acl = vpc.acl(
    'narrow',
    [
      { number: 200, allow: false, cidr: '10.7.0.0/16', protocol: '1', icmpType: 8 },
      { number: 90, allow: true, cidr: '0.0.0.0/0', protocol: '6', ports: [1024, 65535] },
      { number: 100, egress: true, allow: true, cidr: '::/0' },
    ],
    vpc.subnet('10.1.1.0/24', 'a', 'app-a'),
  );
  vpc.main.route(list, vpc.igw());
  const seen = analyze(world.snapshot());
  const tables = (ref: string) =>
    Object.fromEntries(inspect(seen, ref).tables.map(({ title, rows }) => [title, rows]));
  const factNames = (ref: string) => inspect(seen, ref).facts.map(({ name }) => name);

  it('rules of a security group, one row a source', () => {
    expect(tables(group.id)).toEqual({
      'Inbound rules': [
        ['tcp', '443', '10.0.0.0/8'],
        ['tcp', '443', '::/0'],
        ['icmp', 'type 8', '10.2.0.0/16'],
        ['esp', 'all', '10.3.0.0/16'],
        ['udp', 'all', expect.stringContaining(other.id)],
      ],
      'Outbound rules': [],
    });
  });

  it('entries of an ACL in the order they are met, each way', () => {
    expect(tables(acl.id)).toEqual({
      'Inbound entries': [
        ['90', 'allow', 'tcp', '1024-65535', '0.0.0.0/0'],
        ['200', 'deny', 'icmp', 'type 8', '10.7.0.0/16'],
        ['*', 'deny', 'all', 'all', '0.0.0.0/0'],
      ],
      'Outbound entries': [
        ['100', 'allow', 'all', 'all', '::/0'],
        ['*', 'deny', 'all', 'all', '0.0.0.0/0'],
      ],
    });
    expect(factNames(acl.id)).not.toContain('Entries');
  });

  it('entries of a prefix list', () => {
    expect(tables(list.id)).toEqual({
      Entries: [['10.8.0.0/16'], ['10.9.0.0/16']],
    });
  });

  it('a route by prefix list has the word for it that a trace has, and names the list', () => {
    expect(inspect(seen, vpc.main.id).routes).toContainEqual(
      expect.objectContaining({
        destination: list.id,
        list: { ref: list.id, label: `offices (${list.id})` },
        origin: 'prefix-list',
      }),
    );
  });

  it('tunnels of a VPN, with times to the minute', () => {
    const sample = analyze(sampleEstate().snapshot());
    const vpn = sample.topology.all('vpn-connection').find(({ name }) => name === 'head-office')!;
    expect(inspect(sample, vpn.id).tables).toMatchObject([
      {
        title: 'Tunnels',
        rows: [
          ['203.0.113.10', 'UP: 2 BGP ROUTES', '2025-09-14 02:11 UTC', '2'],
          ['203.0.113.11', 'DOWN: IPSEC IS DOWN', '2025-12-19 23:07 UTC', '0'],
        ],
      },
    ]);
  });
});

it('a ghost says that it was not seen, with what is known of it', () => {
  const ghost = inspect(report, 'vpc-partner');
  expect(ghost).toMatchObject({ ghost: true, kind: 'vpc', account: '999999999999', raw: '' });
  expect(ghost.facts).toContainEqual({ name: 'CIDRs', value: '10.9.0.0/16' });
  expect(ghost.links.map((link) => link.ref)).toContain('vpc-app');
  // A flow can be traced to an address of it, not to itself.
  expect(ghost.address).toBe('10.9.0.4');
});

it('an account is called what its organization calls it', () => {
  const world = new World().name('111111111111', 'Payments');
  world.region().vpc('a', '10.1.0.0/16');
  world.region('us-east-1', '222222222222').vpc('b', '10.2.0.0/16');
  const named = analyze(world.snapshot());
  expect(inspect(named, 'account/111111111111')).toMatchObject({
    title: 'Account',
    name: 'Payments',
    account: '111111111111',
  });
  expect(inspect(named, 'account/222222222222').name).toBe('222222222222');
});

it('what only an attachment names says so, and links to what it is attached to', () => {
  const world = new World();
  const tgw = world.region().tgw('core');
  const attached = tgw.attachOther('dx', 'direct-connect-gateway', 'dxgw-theirs', ['10.9.0.0/16']);
  const dx = inspect(analyze(world.snapshot()), 'dxgw-theirs');
  expect(dx).toMatchObject({ ghost: true, title: 'Direct Connect gateway', raw: '' });
  expect(dx.links.map((link) => link.ref)).toEqual([attached.id, tgw.id]);
});

it('an account and a Region count what stands in them', () => {
  expect(inspect(report, 'account/111111111111').facts).toContainEqual({
    name: 'VPCs',
    value: '2',
  });
  // An attachment is told of by two calls, and is one.
  const sample = inspect(analyze(sampleEstate().snapshot()), 'account/777788889999').facts;
  expect(sample.filter(({ name }) => /attachments/i.test(name))).toEqual([
    { name: 'Transit gateway attachments', value: '4: 2 vpc, 1 peering, 1 vpn' },
  ]);
  const region = inspect(report, 'region/111111111111/us-east-1');
  expect(region).toMatchObject({ title: 'Region', name: 'us-east-1', account: '111111111111' });
});

it('what is not there is refused with a sentence', () => {
  expect(() => inspect(report, 'vpc-nothing')).toThrow('"vpc-nothing" is not in this estate.');
  expect(() => inspect(report, '__proto__')).toThrow('is not in this estate');
});

it('lists as many of the worst findings as the badge on the picture counts', () => {
  const sample = analyze(sampleEstate().snapshot());
  const badged = buildScene(sample, { findings: true }).nodes.filter((node) => node.badge);
  expect(badged.map((node) => node.label)).toContain('core-east');
  for (const { ref, badge } of badged) {
    const listed = new Set(inspect(sample, ref).findings);
    // The mesh is drawn as a hull, and listed with the others.
    const same = sample.findings.filter(
      (f) =>
        listed.has(f.fingerprint) && f.severity === badge!.severity && f.rule !== 'peering-mesh',
    );
    expect(same.length, ref).toBe(badge!.count);
  }
});

it('names every finding of the sample estate at each resource it names, and only there', () => {
  const sample = analyze(sampleEstate().snapshot());
  const finding = sample.findings.find((f) => f.rule === 'peering-mesh');
  if (!finding) throw new Error('the sample has a mesh');
  const member = finding.resources.find((ref) => ref.startsWith('vpc-')) ?? '';
  expect(inspect(sample, member).findings).toContain(finding.fingerprint);
  const outside = sample.topology
    .all('vpc')
    .find((vpc) => ![...finding.resources, ...finding.path].includes(vpc.id));
  expect(inspect(sample, outside?.id ?? '').findings).not.toContain(finding.fingerprint);
});

describe('Direct Connect and Cloud WAN', () => {
  const world = new World();
  const at = world.region();
  const [a, hub] = [at.vpc('a', '10.1.0.0/16'), at.tgw('hub')];
  const dx = at.dxGateway('dx').associate(hub, ['10.0.0.0/8']);
  const wan = at.coreNetwork('wan');
  const attachment = wan.attach(a, { segment: 'prod' });
  const seen = analyze(world.snapshot());

  it('shows what a Direct Connect gateway allows, and for whom', () => {
    const { facts, links } = inspect(seen, dx.id);
    expect(facts.find((f) => f.name === 'Associations')?.value).toContain('10.0.0.0/8');
    expect(links.map((l) => l.ref)).toContain('tgw-hub');
    expect(inspect(seen, 'tgw-hub').links.map((l) => l.ref)).toContain(dx.id);
  });

  it('shows on a VPC that it is attached to a core network, and by what', () => {
    expect(inspect(seen, a.id).links).toContainEqual({
      ref: attachment.id,
      label: `wan-a (${attachment.id})`,
      relation: 'Cloud WAN attachment',
    });
    expect(
      inspect(seen, attachment.id)
        .links.map((l) => l.ref)
        .sort(),
    ).toEqual([wan.id, a.id]);
  });
});

it('of a core network, the routes of each segment at each edge', () => {
  const world = new World();
  const at = world.region();
  const wan = at.coreNetwork('wan', { segments: { prod: undefined } });
  const to = wan.attach(at.vpc('a', '10.0.0.0/16'), { segment: 'prod' });
  wan.route('prod', 'us-east-1', '10.0.0.0/16', { type: 'PROPAGATED', to });
  const { routes } = inspect(analyze(world.snapshot()), wan.id);
  expect(routes).toMatchObject([
    {
      table: `${wan.id} prod us-east-1`,
      destination: '10.0.0.0/16',
      target: to.id,
      state: 'active',
      origin: 'propagated',
    },
  ]);
});
