/**
 * VPC Block Public Access, as DescribeVpcs and DescribeSubnets tell of it.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 *               https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_BlockPublicAccessStates.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { blockersOf, reached, trace } from './ask.ts';

const OUTSIDE = '8.8.8.8';
const OUTSIDE_6 = '2001:4860:4860::8888';

/** A host with a public address, one behind a NAT gateway, and one whose IPv6 leaves by an egress-only gateway. */
function world(blockPublicAccess?: string) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56'], {
    ...(blockPublicAccess && { blockPublicAccess }),
  });
  const web = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
  const natted = a.subnet(['10.0.2.0/24', '2600:1f00:a:2::/64']);
  const home = a.subnet('10.0.3.0/24');
  web.eni('10.0.1.10', { name: 'web', publicIp: '203.0.113.5' });
  const igw = a.igw();
  a.table('open', web, home).route('0.0.0.0/0', igw).route('::/0', igw);
  a.table('closed', natted).route('0.0.0.0/0', a.nat(home)).route('::/0', a.eigw());
  // Another VPC with public addresses: what reach can be asked about.
  const far = at.vpc('far', ['198.51.100.0/24', '2600:1f00:b::/56']);
  const b = far.subnet(['198.51.100.0/25', '2600:1f00:b:1::/64']);
  return { world, web, natted, home, b };
}

/** What becomes of a flow to the internet; trace and reach must say the same. */
function out(of: ReturnType<typeof world>, from: 'web' | 'natted', ip: string): string {
  const far = ip.includes(':') ? '2600:1f00:b:1::4' : '198.51.100.4';
  const [outcome] = reached(of.world, [of[from], ip], [of.b, far]);
  const to = ip.includes(':') ? OUTSIDE_6 : OUTSIDE;
  expect(trace(of.world, [of[from], ip], to).outcome).toBe(outcome);
  return outcome;
}

const all = (of: ReturnType<typeof world>) => [
  out(of, 'web', '10.0.1.10'),
  out(of, 'web', '2600:1f00:a:1::10'),
  out(of, 'natted', '10.0.2.10'),
  out(of, 'natted', '2600:1f00:a:2::10'),
];

const inward = (of: ReturnType<typeof world>) => trace(of.world, OUTSIDE, [of.web, '10.0.1.10']);

describe('Block Public Access', () => {
  it('that is off, or that the data does not tell of, changes nothing', () => {
    for (const mode of [undefined, 'off']) {
      expect(all(world(mode))).toEqual(['exits', 'exits', 'exits', 'exits']);
      expect(inward(world(mode)).outcome).toBe('delivered');
    }
  });

  it('block-bidirectional: nothing leaves and nothing comes in, by internet or egress-only gateway', () => {
    const of = world('block-bidirectional');
    expect(all(of)).toEqual(['filtered', 'filtered', 'filtered', 'filtered']);
    const answer = trace(of.world, [of.web, '10.0.1.10'], OUTSIDE);
    expect(answer.blockers).toEqual([
      {
        outcome: 'filtered',
        direction: 'forward',
        at: 'subnet-a-1',
        message:
          'VPC Block Public Access of subnet-a-1 is block-bidirectional: nothing leaves by igw-a-igw.',
        change: 'Exclude subnet-a-1 or vpc-a from VPC Block Public Access, or turn it off.',
      },
    ]);
    // Behind a NAT gateway it is the subnet of that which decides.
    expect(trace(of.world, [of.natted, '10.0.2.10'], OUTSIDE).blockers[0]?.at).toBe('subnet-a-3');
    expect(blockersOf(inward(of))).toContain('forward: filtered at subnet-a-1');
    expect(inward(of).outcome).toBe('filtered');
  });

  it('block-ingress: only NAT gateways and egress-only gateways lead out, and nothing comes in', () => {
    const of = world('block-ingress');
    expect(all(of)).toEqual(['filtered', 'filtered', 'exits', 'exits']);
    expect(trace(of.world, [of.natted, '10.0.2.10'], OUTSIDE).return.reason).toContain(
      'replies lead back to 10.0.2.10',
    );
    expect(inward(of).outcome).toBe('filtered');
    expect(blockersOf(inward(of))[0]).toBe('forward: filtered at subnet-a-1');
  });

  it('is what a subnet says of itself, where that is excluded', () => {
    const of = world('block-bidirectional');
    of.web.blockPublicAccess('off');
    expect(all(of)).toEqual(['exits', 'exits', 'filtered', 'filtered']);
    expect(inward(of).outcome).toBe('delivered');
  });

  it('in a mode that AWS added later cannot be told', () => {
    expect(all(world('block-sideways'))).toEqual(Array(4).fill('cannot-tell'));
    expect(inward(world('block-sideways')).outcome).toBe('cannot-tell');
  });

  // https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html (Gateway Load Balancer)
  it('of the subnet of an inspection endpoint blocks both ways; of the host behind it alone AWS does not say', () => {
    for (const [endpoint, host, outcome, at] of [
      ['off', 'off', 'ok', undefined],
      ['block-bidirectional', 'off', 'filtered', 'subnet-a-2'],
      ['block-ingress', 'off', 'filtered', 'subnet-a-2'],
      ['block-bidirectional', 'block-bidirectional', 'filtered', 'subnet-a-2'],
      ['off', 'block-bidirectional', 'cannot-tell', 'subnet-a-1'],
      ['off', 'block-ingress', 'cannot-tell', 'subnet-a-1'],
    ] as const) {
      const world = new World();
      const a = world.region().vpc('a', '10.0.0.0/16');
      const [app, fw] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24')];
      app.blockPublicAccess(host).eni('10.0.1.10', { publicIp: '203.0.113.7' });
      fw.blockPublicAccess(endpoint);
      const b = a.at.vpc('b', '198.51.100.0/24').subnet('198.51.100.0/25');
      const igw = a.igw();
      const through = a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [fw] });
      a.table('edge').route('10.0.1.0/24', through).gateways.push(igw);
      a.table('app', app).route('0.0.0.0/0', through);
      a.table('fw', fw).route('0.0.0.0/0', igw);
      for (const answer of [
        trace(world, OUTSIDE, '203.0.113.7'),
        trace(world, [app, '10.0.1.10'], OUTSIDE),
      ]) {
        const { outcome: is, blockers } = answer;
        const expected = outcome === 'ok' ? (answer.to.vpc ? 'delivered' : 'exits') : outcome;
        expect([endpoint, host, is, blockers[0]?.at]).toEqual([endpoint, host, expected, at]);
        expect(blockers[0]?.direction ?? 'forward').toBe('forward');
      }
      const [classed] = reached(world, [app, '10.0.1.10'], [b, '198.51.100.4']);
      expect([endpoint, host, classed]).toEqual([
        endpoint,
        host,
        outcome === 'ok' ? 'exits' : outcome,
      ]);
    }
  });

  it('of who sends through an endpoint or appliance is that of the subnet its address lies in then', () => {
    for (const [between, modes, outcome] of [
      // A NAT gateway gives its own address: its subnet counts, and what it sends may leave under block-ingress.
      ['nat', { app: 'block-bidirectional', middle: 'off', fw: 'off' }, 'exits'],
      ['nat', { app: 'off', middle: 'block-ingress', fw: 'off' }, 'exits'],
      ['nat', { app: 'off', middle: 'block-ingress', fw: 'block-ingress' }, 'exits'],
      ['nat', { app: 'off', middle: 'block-bidirectional', fw: 'block-ingress' }, 'cannot-tell'],
      ['nat', { app: 'off', middle: 'off', fw: 'block-bidirectional' }, 'filtered'],
      // So does an appliance with a public address; one without leaves the packet as it is.
      ['public', { app: 'block-bidirectional', middle: 'off', fw: 'off' }, 'exits'],
      ['public', { app: 'off', middle: 'block-ingress', fw: 'off' }, 'cannot-tell'],
      ['public', { app: 'off', middle: 'off', fw: 'block-ingress' }, 'filtered'],
      ['private', { app: 'off', middle: 'block-bidirectional', fw: 'off' }, 'exits'],
      ['private', { app: 'block-ingress', middle: 'off', fw: 'off' }, 'cannot-tell'],
    ] as const) {
      const world = new World();
      const a = world.region().vpc('a', '10.0.0.0/16');
      const [app, middle, fw] = ['1', '2', '3'].map((n) => a.subnet(`10.0.${n}.0/24`));
      app!.blockPublicAccess(modes.app);
      middle!.blockPublicAccess(modes.middle);
      fw!.blockPublicAccess(modes.fw);
      const b = a.at.vpc('b', '198.51.100.0/24').subnet('198.51.100.0/25');
      const box = { forwards: true, ...(between === 'public' && { publicIp: '203.0.113.9' }) };
      const first = between === 'nat' ? a.nat(middle!) : middle!.eni('10.0.2.9', box);
      const second = a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [fw!] });
      a.table('app', app!).route('0.0.0.0/0', first);
      a.table('middle', middle!).route('0.0.0.0/0', second);
      a.table('fw', fw!).route('0.0.0.0/0', a.igw());
      const [classed] = reached(world, [app!, '10.0.1.10'], [b, '198.51.100.4']);
      const walked = trace(world, [app!, '10.0.1.10'], OUTSIDE).outcome;
      expect([between, modes, walked, classed]).toEqual([between, modes, outcome, outcome]);
    }
  });

  it('of a subnet is not asked for a sender of another VPC that has the same addresses', () => {
    const world = new World();
    const at = world.region();
    // The appliance's VPC has a subnet of its own where the sender of the other VPC seems to lie.
    const [far, egress] = [at.vpc('far', '10.0.0.0/16'), at.vpc('egress', '10.0.0.0/16')];
    const app = far.subnet('10.0.1.0/24');
    egress.subnet('10.0.1.0/24').blockPublicAccess('block-bidirectional');
    const [fw, landing] = [egress.subnet('10.0.3.0/24'), egress.subnet('10.0.4.0/28')];
    const hub = at.tgw('hub');
    const [ta, te] = [hub.attach(far, [app]), hub.attach(egress, [landing])];
    hub.table('all').associate(ta).associate(te).route('0.0.0.0/0', te);
    far.main.route('0.0.0.0/0', hub);
    egress.table('landing', landing).route('0.0.0.0/0', fw.eni('10.0.3.9', { forwards: true }));
    egress.table('fw', fw).route('0.0.0.0/0', egress.igw());
    const b = at.vpc('b', '198.51.100.0/24').subnet('198.51.100.0/25');
    // The appliance has no public address to give it: that is sure, whatever is blocked where it does not lie.
    expect(trace(world, [app, '10.0.1.10'], OUTSIDE).outcome).toBe('no-route');
    expect(reached(world, [app, '10.0.1.10'], [b, '198.51.100.4'])[0]).toBe('no-route');
  });
});
