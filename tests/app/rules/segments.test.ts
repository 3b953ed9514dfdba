/** Intent over a network: who belongs where, what an end of an assertion picks, and answers that rest on gaps. */
import { describe, expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import type { Assertion, Config, Segments } from '#app/rules/config.ts';
import { rules } from '#app/rules/index.gen.ts';
import { Intent } from '#app/rules/intent.ts';
import type { Finding } from '#app/rules/rule.ts';
import { runRules } from '#app/rules/run.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

const intentRules = rules.filter((rule) => rule.intent);

function lint(pages: readonly Page[], segments: Segments, config: Config = {}): readonly Finding[] {
  const topology = buildTopology(pages);
  const input = { topology, routing: createRouting(topology), config: { ...config, segments } };
  return runRules(intentRules, input).findings;
}

describe('environments', () => {
  const world = new World();
  world.region('us-east-1', '111111111111').vpc('pay', '10.1.0.0/16', { tags: { Env: 'prod' } });
  world.region('eu-west-1', '222222222222').vpc('lab', '10.2.0.0/16', { tags: { Env: 'dev' } });
  world.region('eu-west-1', '111111111111').vpc('hub', '10.3.0.0/16');
  const topology = buildTopology(world.pages());
  const members = (environments: Segments['environments']) =>
    new Intent(topology, { environments }).environments.map(({ name, vpcs }) => [name, vpcs]);

  it('are made by tag, account, Region, id and name, one or several', () => {
    expect(
      members({
        a: { tag: 'Env=p*' },
        b: [{ account: '222222222222', region: 'eu-*' }, { id: 'nothing' }],
        c: { name: ['h*', 'x'] },
      }),
    ).toEqual([
      ['a', ['vpc-pay']],
      ['b', ['vpc-lab']],
      ['c', ['vpc-hub']],
    ]);
  });

  it('a VPC belongs to the first that picks it', () => {
    expect(members({ special: { name: 'lab' }, rest: { id: '*' } })).toEqual([
      ['special', ['vpc-lab']],
      ['rest', ['vpc-hub', 'vpc-pay']],
    ]);
  });

  it('a tag key alone asks that it is there; case counts', () => {
    expect(members({ tagged: { tag: 'Env' }, upper: { tag: 'ENV' } })).toEqual([
      ['tagged', ['vpc-lab', 'vpc-pay']],
      ['upper', []],
    ]);
  });

  it('connect where either may open connections: answers need the same routes', () => {
    const intent = new Intent(topology, {
      environments: { a: { id: 'x' }, b: { id: 'y' }, c: { id: 'z' } },
      reach: { a: ['b'] },
    });
    expect([
      intent.connects('a', 'b'),
      intent.connects('b', 'a'),
      intent.connects('b', 'c'),
      intent.connects('c', 'c'),
    ]).toEqual([true, true, false, true]);
  });
});

/** A VPC of prod with a web and a database subnet, a VPC of dev, peered and routed. */
function app() {
  const world = new World();
  const at = world.region();
  const prod = at.vpc('prod', '10.1.0.0/16', { tags: { Env: 'prod' } });
  const dev = at.vpc('dev', '10.2.0.0/16', { tags: { Env: 'dev' } });
  const web = prod.subnet('10.1.0.0/24', 'a', 'web');
  const db = prod.subnet('10.1.1.0/24', 'b', 'db');
  const job = dev.subnet('10.2.0.0/24', 'a', 'job');
  const peering = world.peerRouted(prod, dev);
  return { world, at, prod, dev, web, db, job, peering };
}
const ENVIRONMENTS = { prod: { tag: 'Env=prod' }, dev: { tag: 'Env=dev' } };
const MEET = { prod: ['dev'] };
const asserting = (...assertions: Assertion[]): Segments => ({
  environments: ENVIRONMENTS,
  reach: MEET,
  assertions,
});
const broken = (world: World, ...assertions: Assertion[]) =>
  lint(world.pages(), asserting(...assertions)).filter((f) => f.rule === 'intent-broken');

describe('ends of an assertion', () => {
  it('subnets by name: one of a VPC may be cut off where the other is not', () => {
    const { world, prod, db } = app();
    prod.table('closed', db);
    const isolated = { expect: 'isolated', from: 'dev', reason: 'x' } as const;
    expect(broken(world, { ...isolated, to: { kind: 'subnet', name: 'db' } })).toEqual([]);
    const [found] = broken(world, { ...isolated, to: { kind: 'subnet', name: '*b' } });
    expect(found?.resources).toEqual(['subnet-job', 'subnet-web']);
    expect(found?.places).toEqual([{ resource: 'subnet-job', detail: 'to web (subnet-web)' }]);
  });

  it('a VPC reaches another only where all of it does', () => {
    const { world, prod, db } = app();
    const reach: Assertion = { expect: 'reach', from: 'dev', to: 'prod', reason: 'x' };
    expect(broken(world, reach)).toEqual([]);
    prod.table('closed', db);
    expect(broken(world, reach)).toHaveLength(1);
    // … and is isolated from it only where none of it is reached.
    expect(broken(world, { ...reach, expect: 'isolated' })).toHaveLength(1);
  });

  it('with a port, each set of security groups of a subnet is asked for', () => {
    const { world, prod, db, job, dev } = app();
    const open = [{ protocol: 'tcp', from: 5432, to: 5432, cidrs: ['10.0.0.0/8'] }];
    const closed = prod.group('closed', {});
    const opened = prod.group('opened', { inbound: open });
    job.eni('10.2.0.9', { groups: [dev.group('job', {})] });
    db.eni('10.1.1.10', { groups: [closed] });
    db.eni('10.1.1.11', { groups: [closed] });
    const to = { kind: 'subnet', name: 'db' } as const;
    const ask = { from: 'dev', to, protocol: 'tcp', port: 5432, reason: 'x' } as const;
    expect(broken(world, { ...ask, expect: 'isolated' })).toEqual([]);
    // One host that lets anybody in is enough.
    db.eni('10.1.1.12', { groups: [opened] });
    expect(broken(world, { ...ask, expect: 'isolated' })).toHaveLength(1);
    // And one that does not is enough for the contrary.
    expect(broken(world, { ...ask, expect: 'reach' })).toHaveLength(1);
    expect(broken(world, { ...ask, expect: 'reach', to: { ip: '10.1.1.12' } })).toEqual([]);
  });

  it('an address that two subnets have cannot be asked about: open, never held', () => {
    const { world, at } = app();
    at.vpc('twin', '10.2.0.0/16').subnet('10.2.0.0/24');
    const from = { ip: '10.2.0.9' };
    const [found] = broken(world, { expect: 'isolated', from, to: 'prod', reason: 'x' });
    expect(found).toMatchObject({ sure: false });
    expect(found?.message).toContain('10.2.0.9 lies in 2 subnets');
  });

  it('families that the two have not in common are no way, and no excuse', () => {
    const { world } = app();
    const ask = { from: 'dev', to: 'prod', family: 'ipv6', reason: 'x' } as const;
    expect(broken(world, { ...ask, expect: 'isolated' })).toEqual([]);
    expect(broken(world, { ...ask, expect: 'reach' })).toHaveLength(1);
    const [traced] = broken(world, { ...ask, expect: 'reach', port: 443 });
    expect(traced?.message).toContain('no two addresses of one family');
  });
});

it('flows beyond what is traced for one assertion leave it open, and are counted', () => {
  const world = new World();
  const at = world.region();
  const vpcs = [1, 2].map((n) => {
    const vpc = at.vpc(`v${n}`, `10.${n}.0.0/16`, { tags: { Env: n === 1 ? 'dev' : 'prod' } });
    for (let i = 0; i < 71; i++) vpc.subnet(`10.${n}.${i}.0/24`);
    return vpc;
  });
  world.peerRouted(vpcs[0]!, vpcs[1]!);
  // 71 by 71 subnets are 5,041 flows, and all that were traced arrive.
  const reach = { expect: 'reach', from: 'dev', to: 'prod', port: 443, reason: 'x' } as const;
  const [found] = broken(world, reach);
  expect(found).toMatchObject({ sure: false, data: { unlooked: 1 } });
  expect(found?.message).toContain('Not looked at: 1 pair');
});

describe('VPCs without subnets', () => {
  const ask = { from: 'dev', to: 'prod', reason: 'x' } as const;

  it('that are known to be empty stand in nobody’s way', () => {
    const { world, at } = app();
    at.vpc('empty', '10.9.0.0/16', { tags: { Env: 'prod' } });
    expect(broken(world, { ...ask, expect: 'reach' })).toEqual([]);
    expect(broken(world, { ...ask, expect: 'reach', port: 443 })).toEqual([]);
  });

  it.each([{}, { port: 22 }])('that were not read leave it open, and name the gap: %j', (flow) => {
    const { world } = app();
    const far = world.region('us-east-1', '222222222222');
    far.vpc('far', '10.9.0.0/16', { tags: { Env: 'prod' } }).subnet('10.9.0.0/24');
    world.refuse(far, 'DescribeSubnets');
    const [found] = broken(world, {
      ...ask,
      from: { ip: '10.1.1.9' },
      to: { name: 'far' },
      expect: 'isolated',
      ...flow,
    });
    expect(found).toMatchObject({ sure: false });
    expect(found?.message).toContain('subnets of far (vpc-far) were not read');
    expect(found?.gaps).toHaveLength(1);
    const [routed] = broken(world, { ...ask, to: { name: 'far' }, expect: 'isolated' });
    expect(routed).toMatchObject({ sure: false, gaps: found?.gaps });
  });
});

describe('a breach keeps its name', () => {
  it('whichever VPCs show it: one finding for each ordered pair of environments', () => {
    const { world, at, prod } = app();
    const segments = { environments: ENVIRONMENTS };
    const names = () =>
      lint(world.pages(), segments)
        .filter((f) => f.rule === 'seg-env-reachable')
        .map((f) => [f.subject, f.fingerprint, f.places.length] as const);
    const before = names();
    expect(before.map(([subject]) => subject)).toEqual(['dev to prod', 'prod to dev']);
    const another = at.vpc('another', '10.9.0.0/16', { tags: { Env: 'dev' } });
    another.subnet('10.9.0.0/24');
    world.peerRouted(prod, another);
    const after = names();
    expect(after.map(([, print]) => print)).toEqual(before.map(([, print]) => print));
    expect(after[0]![2]).toBe(before[0]![2] + 1);
  });
});

/** The pages with every call of one operation refused. */
const refused = (pages: readonly Page[], operation: string): Page[] =>
  pages.map((page) => {
    if (page.operation !== operation) return page;
    const { account, region, service, args, time } = page;
    const error = { failure: 'refused', code: 'UnauthorizedOperation', message: 'No.' } as const;
    return { account, region, service, operation, args, time, error };
  });

/** Two segments on a gateway of another account, held apart badly: every rule of intent has something to say. */
function leaky(): World {
  const world = new World();
  const network = world.region('us-east-1', '999999999999');
  const hub = network.tgw('hub');
  const join = (name: string, account: string, cidrs: readonly string[], tag: string) => {
    const vpc = world.region('us-east-1', account).vpc(name, cidrs, { tags: { Env: tag } });
    const subnet = vpc.subnet(cidrs[0]!.replace(/0\/16$/, '0/24'));
    vpc.main.route('0.0.0.0/0', hub);
    return { vpc, subnet, end: hub.attach(vpc, [subnet]) };
  };
  const store = join('store', '111111111111', ['10.1.0.0/16'], 'prod');
  const bank = join('bank', '111111111111', ['10.2.0.0/16', '10.200.0.0/16'], 'prod');
  const lab = join('lab', '222222222222', ['10.64.0.0/16'], 'dev');
  const test = join('test', '222222222222', ['10.66.0.0/16'], 'dev');
  const lost = join('lost', '222222222222', ['10.65.0.0/16'], '');
  const out = join('egress', '999999999999', ['10.3.0.0/16'], 'egress');
  hub
    .table('prod')
    .associate(store.end, bank.end)
    .propagate(store.end, lab.end)
    .route('0.0.0.0/0', out.end);
  hub
    .table('dev')
    .associate(lab.end, test.end, lost.end)
    .route('0.0.0.0/0', out.end)
    .blackhole('10.2.0.0/16');
  hub
    .table('egress')
    .associate(out.end)
    .propagate(store.end, bank.end, lab.end, test.end, lost.end);
  return world;
}
const HELD: Segments = {
  environments: { ...ENVIRONMENTS, egress: { tag: 'Env=egress' }, none: { tag: 'Env=none' } },
  reach: { prod: ['egress'], dev: ['egress'] },
  assertions: [
    { expect: 'isolated', from: 'dev', to: 'prod', reason: 'x' },
    { expect: 'reach', from: 'dev', to: 'prod', protocol: 'tcp', port: 443, reason: 'x' },
    { expect: 'reach', from: 'dev', to: { name: 'lost' }, reason: 'x' },
  ],
};

describe('what is sure holds whatever else could be read', () => {
  const pages = leaky().pages();
  const whole = lint(pages, HELD);
  const key = (f: Finding) => `${f.rule} ${f.fingerprint}`;

  it('the network is bad enough to show it', () => {
    const said = new Set(whole.map((f) => f.rule));
    expect([...said].sort()).toEqual(intentRules.map((rule) => rule.id).sort());
    expect(whole.every((f) => f.sure)).toBe(true);
  });

  it.each([...new Set(pages.map((page) => page.operation))].sort())(
    'without %s nothing is sure that was not before',
    (operation) => {
      const there = new Set(whole.map(key));
      const partial = lint(refused(pages, operation), HELD);
      expect(partial.filter((f) => f.sure && !there.has(key(f))).map((f) => f.message)).toEqual([]);
    },
  );
});
