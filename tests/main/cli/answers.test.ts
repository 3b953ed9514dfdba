/** `trace` and `reach`: answers and exit codes on worlds small enough to work out by hand. */
import { describe, expect, it } from 'vitest';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();
const file = (name: string, world: World) => snapshotFile(folder, name, world.snapshot());

/** A chain a - b - c of peerings; a's table sends c's addresses to b, which a peering never carries on. */
function chain(): World {
  const world = new World();
  const at = world.region();
  const [a, b, c] = ['a', 'b', 'c'].map((name, i) => {
    const vpc = at.vpc(name, `10.${i}.0.0/16`);
    vpc.subnet(`10.${i}.1.0/24`);
    return vpc;
  }) as [ReturnType<typeof at.vpc>, ReturnType<typeof at.vpc>, ReturnType<typeof at.vpc>];
  const ab = world.peerRouted(a, b);
  world.peerRouted(b, c);
  a.main.route('10.2.0.0/16', ab);
  return world;
}

interface TraceJson {
  readonly schema: string;
  readonly outcome: string;
  readonly hops: readonly {
    readonly id: string;
    readonly kind: string;
    readonly route?: { readonly destination: string };
  }[];
  readonly return: { readonly outcome: string; readonly hops: readonly unknown[] };
  readonly blockers: readonly { readonly outcome: string }[];
  readonly gaps: readonly unknown[];
}
const trace = async (source: string, ...argv: string[]) => {
  const { code, out } = await peerless(['trace', source, ...argv, '--format', 'json']);
  return { code, json: JSON.parse(out) as TraceJson };
};

describe('trace', () => {
  const source = file('chain.json', chain());

  it('exits 0 when delivered, with hops both ways and the route that decided', async () => {
    const { code, json } = await trace(source, '--from', 'subnet-a-1', '--to', '10.1.1.7');
    expect(code).toBe(0);
    expect(json).toMatchObject({
      schema: 'peerless/trace@1',
      outcome: 'delivered',
      blockers: [],
      gaps: [],
    });
    expect(json.hops.map((hop) => hop.id)).toEqual(['subnet-a-1', 'pcx-a-b', 'subnet-b-1']);
    expect(json.hops[0]?.route?.destination).toBe('10.1.0.0/16');
    expect(json.return).toMatchObject({ outcome: 'delivered' });
    expect(json.return.hops).toHaveLength(3);
  });

  it('exits 1 when not delivered, with every blocker', async () => {
    const { code, json } = await trace(source, '--from', 'a', '--to', 'c');
    expect(code).toBe(1);
    expect(json.outcome).toBe('not-transitive');
    expect(json.blockers.map((b) => b.outcome)).toEqual(['not-transitive', 'no-route']);
  });

  it('exits 1 where only some subnets of a VPC are delivered, 0 from one that is', async () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    a.subnet('10.0.1.0/24');
    b.subnet('10.1.1.0/24');
    world.peerRouted(a, b);
    a.table('apart', a.subnet('10.0.2.0/24'));
    const source = file('partly.json', world);
    const { code, json } = await trace(source, '--from', 'a', '--to', 'b');
    expect(code).toBe(1);
    expect(json).toMatchObject({
      outcome: 'delivered',
      subnets: { pairs: 2, groups: [{ outcome: 'delivered' }, { outcome: 'no-route' }] },
      blockers: [{ outcome: 'no-route', at: 'rtb-a-apart', pairs: 1 }],
    });
    const { out } = await peerless(['trace', source, '--from', 'a', '--to', 'b']);
    expect(out).toContain('\n\ndelivered for 1 of 2 subnet pairs; 1 no-route\n');
    expect(out).toContain('(rtb-a-apart), for 1 of 2 subnet pairs\n');
    expect((await trace(source, '--from', 'subnet-a-1', '--to', 'b')).code).toBe(0);
    expect((await trace(source, '--from', 'subnet-a-2', '--to', 'b')).code).toBe(1);
  });

  it('exits 4 when a gap hides the answer; --allow-partial makes it 1', async () => {
    const world = chain();
    world.refuse(world.region(), 'DescribeRouteTables');
    const hidden = file('hidden.json', world);
    expect(await trace(hidden, '--from', 'a', '--to', 'b')).toMatchObject({
      code: 4,
      json: { outcome: 'cannot-tell' },
    });
    expect((await trace(hidden, '--from', 'a', '--to', 'b', '--allow-partial')).code).toBe(1);
  });

  it('exits 0 for an outside address that the flow leaves for', async () => {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    a.subnet('10.0.1.0/24');
    a.main.route('0.0.0.0/0', a.igw());
    const { code, json } = await trace(file('out.json', world), '--from', 'a', '--to', '8.8.8.8');
    expect({ code, outcome: json.outcome }).toEqual({ code: 0, outcome: 'exits' });
  });

  it('takes ids, names, ARNs and addresses, and picks an address with --from-ip', async () => {
    const arn = 'arn:aws:ec2:us-east-1:111111111111:subnet/subnet-a-1';
    for (const from of ['subnet-a-1', 'a-1', arn, '10.0.1.4', 'vpc-a']) {
      expect((await trace(source, '--from', from, '--to', 'subnet-b-1')).code).toBe(0);
    }
    const { out } = await peerless([
      'trace',
      source,
      '--from',
      'subnet-a-1',
      '--from-ip',
      '10.0.1.99',
      '--to',
      'b',
    ]);
    expect(out).toContain('10.0.1.99');
  });

  it('text names every hop, the deciding route and what would have to change', async () => {
    const { out } = await peerless(['trace', source, '--from', 'a', '--to', 'c']);
    for (const words of [
      'not-transitive',
      'pcx-a-b',
      '10.2.0.0/16',
      '2 things would have to change',
      'change ',
    ]) {
      expect(out).toContain(words);
    }
  });

  it.each([80, 120])('text fits %i columns', async (columns) => {
    for (const ends of [
      ['--from', 'west-analytics', '--to', 'store-web'],
      ['--from', 'store-web', '--to', '8.8.8.8'],
    ]) {
      const { out } = await peerless(['trace', '--demo', ...ends], { columns });
      expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
    }
  });

  it('text says what a NAT gateway makes of the source, and where a blackhole leads', async () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const inside = a.subnet('10.0.1.0/24');
    const open = a.subnet('10.0.2.0/24');
    const nat = a.nat(open);
    a.table('inside', inside).route('0.0.0.0/0', nat);
    a.table('open', open).route('0.0.0.0/0', a.igw());
    const { out } = await peerless([
      'trace',
      file('nat.json', world),
      '--from',
      'subnet-a-1',
      '--to',
      '8.8.8.8',
    ]);
    const [address] = buildTopology(world.snapshot().pages).all('nat-gateway')[0]!.addresses;
    expect(address?.privateIp).toMatch(/^10\.0\.2\./);
    expect(out).toContain(`source becomes ${address!.privateIp!}\n`);
    const demo = await peerless(['trace', '--demo', '--from', 'store-web', '--to', '10.96.0.1']);
    expect(demo.out).toContain('10.96.0.0/12 -> nothing (blackhole);');
  });

  it('text keeps what has to be collected apart from what would have to change', async () => {
    const world = chain();
    world.refuse(world.region(), 'DescribeRouteTables');
    const source = file('unsure.json', world);
    const { out } = await peerless(['trace', source, '--from', 'a', '--to', 'b']);
    expect(out).not.toContain('would have to change');
    const lines = out
      .slice(out.indexOf('To be sure, collect:'))
      .split('\n\n')[0]!
      .match(/^ {2}- /gm);
    // One refused call hides the tables of both VPCs: it is asked for once.
    expect(lines).toHaveLength(1);
  });

  it.each([
    [['--from', 'nowhere', '--to', 'b'], 'nowhere'],
    [['--from', 'a', '--to', 'pcx-a-b'], 'pcx-a-b'],
    [['--from', 'pcx-a-b', '--to', 'b'], 'give a subnet, VPC, interface, instance or address'],
    [['--from', 'subnet-a-11', '--to', 'b'], 'Did you mean "subnet-a-1"?'],
    [['--from', 'a', '--from-ip', '10.0.1', '--to', 'b'], '10.0.1'],
  ])('%j: an end that cannot be placed exits 2', async (argv, words) => {
    const { code, out, err } = await peerless(['trace', source, ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });

  it('a name of something no flow starts in says what it is', async () => {
    const { code, err } = await peerless([
      'trace',
      '--demo',
      '--from',
      'core-east',
      '--to',
      '1.1.1.1',
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /"core-east" is no place a flow can start or end \(Transit gateway tgw-\w+\): give a subnet/,
    );
  });

  it.each([
    [['--protocol', 'tpc'], 'Did you mean "tcp"?'],
    [['--protocol', '256'], 'from 0 to 255'],
    [['--protocol', 'icmp', '--port', '443'], 'leave the port out'],
  ])('%j: a packet that cannot be exits 2', async (argv, words) => {
    const ends = ['--from', 'a', '--to', 'b'];
    const { code, out, err } = await peerless(['trace', source, ...ends, ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });
});

describe('reach', () => {
  const source = file('reach.json', chain());

  it('csv has a row for each ordered pair of different VPCs', async () => {
    const { code, out } = await peerless(['reach', source, '--format', 'csv']);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'from,to,outcome,return',
        'vpc-a,vpc-b,delivered,delivered',
        'vpc-a,vpc-c,not-transitive,no-route',
        'vpc-b,vpc-a,delivered,delivered',
        'vpc-b,vpc-c,delivered,delivered',
        'vpc-c,vpc-a,no-route,not-transitive',
        'vpc-c,vpc-b,delivered,delivered',
        '',
      ].join('\n'),
    );
  });

  it('says the id of what has the name of another', async () => {
    const world = new World();
    for (const region of ['us-east-1', 'us-east-2'])
      world.region(region).vpc('default', '172.31.0.0/16').subnet('172.31.0.0/20');
    world.region().vpc('core', '10.0.0.0/16').subnet('10.0.1.0/24');
    const { out } = await peerless(['reach', file('default.json', world)]);
    expect(out).toContain('core, default (vpc-default), default (vpc-default-2)');
  });

  it('--by subnet has a row for each ordered pair of different subnets, of one VPC too', async () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    a.subnet('10.0.1.0/24');
    a.subnet('10.0.2.0/24');
    at.vpc('b', '10.1.0.0/16').subnet('10.1.1.0/24');
    const { code, out } = await peerless([
      'reach',
      file('subnets.json', world),
      '--by',
      'subnet',
      '--format',
      'csv',
    ]);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'from,to,outcome,return',
        'subnet-a-1,subnet-a-2,delivered,delivered',
        'subnet-a-1,subnet-b-1,no-route,no-route',
        'subnet-a-2,subnet-a-1,delivered,delivered',
        'subnet-a-2,subnet-b-1,no-route,no-route',
        'subnet-b-1,subnet-a-1,no-route,no-route',
        'subnet-b-1,subnet-a-2,no-route,no-route',
        '',
      ].join('\n'),
    );
  });

  it('json says the same, and lists the parts of a mixed pair', async () => {
    const world = chain();
    const at = world.region();
    const d = at.vpc('d', '10.3.0.0/16');
    const open = d.subnet('10.3.1.0/24');
    d.subnet('10.3.2.0/24');
    // Only the first subnet of d has a way to the rest of the world: into e.
    const e = at.vpc('e', '10.4.0.0/16');
    e.subnet('10.4.1.0/24');
    const de = world.peer(d, e);
    d.table('open', open).route('10.4.0.0/16', de);
    e.main.route('10.3.0.0/16', de);
    const { out } = await peerless(['reach', file('mixed.json', world), '--format', 'json']);
    const json = JSON.parse(out) as {
      schema: string;
      pairs: {
        from: string;
        to: string;
        outcome: string;
        parts?: { from: string; outcome: string }[];
      }[];
      summary: { pairs: number; vpcs: number };
    };
    expect(json.schema).toBe('peerless/reach@1');
    expect(json.summary).toMatchObject({ vpcs: 5, pairs: 20 });
    expect(json.pairs).toHaveLength(20);
    const pair = json.pairs.find((p) => p.from === 'vpc-d' && p.to === 'vpc-e');
    expect(pair?.outcome).toBe('mixed');
    expect(pair?.parts?.map((p) => [p.from, p.outcome])).toEqual([
      ['subnet-d-1', 'delivered'],
      ['subnet-d-2', 'no-route'],
    ]);
    expect(json.pairs.find((p) => p.from === 'vpc-a' && p.to === 'vpc-b')).not.toHaveProperty(
      'parts',
    );
  });

  it('text gathers VPCs that fare alike', async () => {
    const world = new World();
    const at = world.region();
    const ring = ['m', 'n', 'o'].map((name, i) => {
      const vpc = at.vpc(name, `10.${i}.0.0/16`);
      vpc.subnet(`10.${i}.1.0/24`);
      return vpc;
    });
    for (const [i, a] of ring.entries()) for (const b of ring.slice(i + 1)) world.peerRouted(a, b);
    const alone = at.vpc('alone', '10.9.0.0/16');
    alone.subnet('10.9.1.0/24');
    const { out } = await peerless(['reach', file('groups.json', world)]);
    expect(out).toMatch(/4 VPCs.*12 ordered pairs/);
    expect(out).toMatch(/delivered\s+6\s+50\.0 %/);
    expect(out).toMatch(/^\s+\d\s+m, n, o$/m);
    expect(out).toMatch(/^\s+\d\s+alone$/m);
  });

  it('exits 4 where pairs cannot be told', async () => {
    const world = chain();
    world.refuse(world.region(), 'DescribeRouteTables');
    const hidden = file('reach-hidden.json', world);
    expect((await peerless(['reach', hidden])).code).toBe(4);
    expect((await peerless(['reach', hidden, '--allow-partial'])).code).toBe(0);
  });
});
