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
      app.blockPublicAccess(host).eni('10.0.1.10', { publicIp: '198.51.100.7' });
      fw.blockPublicAccess(endpoint);
      const igw = a.igw();
      const through = a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [fw] });
      a.table('edge').route('10.0.1.0/24', through).gateways.push(igw);
      a.table('app', app).route('0.0.0.0/0', through);
      a.table('fw', fw).route('0.0.0.0/0', igw);
      for (const answer of [
        trace(world, OUTSIDE, '198.51.100.7'),
        trace(world, [app, '10.0.1.10'], OUTSIDE),
      ]) {
        const { outcome: is, blockers } = answer;
        const expected = outcome === 'ok' ? (answer.to.vpc ? 'delivered' : 'exits') : outcome;
        expect([endpoint, host, is, blockers[0]?.at]).toEqual([endpoint, host, expected, at]);
        expect(blockers[0]?.direction ?? 'forward').toBe('forward');
      }
    }
  });
});
