/**
 * Addresses of an interface: public ones of each private address, and prefixes delegated to it.
 * Expectations: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterfacePrivateIpAddress.html
 *               https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { trace } from './ask.ts';
import { HTTPS, twoSubnets } from './two-subnets.ts';

const FAR = '8.8.8.8';

describe('a public address', () => {
  const build = (options: { primary?: string; secondary?: string }) => {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    a1.eni('10.0.1.10', {
      name: 'fw',
      ...(options.primary ? { publicIp: options.primary } : {}),
      secondary: [
        { ip: '10.0.1.11', ...(options.secondary ? { publicIp: options.secondary } : {}) },
      ],
    });
    a.main.route('0.0.0.0/0', a.igw());
    return { world, a1 };
  };

  it('of a secondary address is its own: the primary one stays private', () => {
    const { world, a1 } = build({ secondary: '198.51.100.71' });
    expect(trace(world, [a1, '10.0.1.11'], FAR).outcome).toBe('exits');
    expect(trace(world, [a1, '10.0.1.10'], FAR).outcome).toBe('no-route');
    const inward = trace(world, FAR, '198.51.100.71');
    expect([inward.outcome, inward.to.ip]).toEqual(['delivered', '10.0.1.11']);
    expect(inward.assumptions).toContain(
      '198.51.100.71 is the public address of eni-fw, which is 10.0.1.11 in the VPC.',
    );
    expect(trace(world, FAR, [a1, '10.0.1.10']).outcome).toBe('no-route');
  });

  it('of the primary address is none of the secondary one', () => {
    const { world, a1 } = build({ primary: '198.51.100.70' });
    expect(trace(world, [a1, '10.0.1.10'], FAR).outcome).toBe('exits');
    expect(trace(world, [a1, '10.0.1.11'], FAR).outcome).toBe('no-route');
    expect(trace(world, FAR, [a1, '10.0.1.11']).outcome).toBe('no-route');
  });
});

it('a public address of a known interface is where a flow to the outside starts', () => {
  const { world, a, a1 } = twoSubnets();
  a1.eni('10.0.1.10', { name: 'web', publicIp: '198.51.100.70' });
  a.main.route('0.0.0.0/0', a.igw());
  const answer = trace(world, '198.51.100.70', FAR);
  expect([answer.outcome, answer.from.ip, answer.from.subnet]).toEqual([
    'exits',
    '10.0.1.10',
    a1.id,
  ]);
  expect(answer.assumptions).toContain(
    '198.51.100.70 is the public address of eni-web, which is 10.0.1.10 in the VPC.',
  );
  expect(() => trace(world, '198.51.100.71', FAR)).toThrow('a trace needs an end');
});

describe('a prefix delegated to an interface', () => {
  it('has the security groups of the interface, as pods of a node have', () => {
    const { world, a, a1, a2 } = twoSubnets();
    const node = a.group('node', {});
    const db = a.group('db', { inbound: [{ groups: [node] }], outbound: [] });
    a1.eni('10.0.1.10', { groups: [node], prefixes: ['10.0.1.32/28'] });
    a2.eni('10.0.2.10', { groups: [db] });
    const ask = (ip: string) => trace(world, [a1, ip], [a2, '10.0.2.10'], HTTPS).outcome;
    expect(ask('10.0.1.40')).toBe('delivered');
    // The first address behind the prefix is nobody's.
    expect(ask('10.0.1.48')).toBe('filtered');
  });

  it('of IPv6 too', () => {
    const world = new World();
    const a = world.region().vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56']);
    const [a1, a2] = [
      a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']),
      a.subnet(['10.0.2.0/24', '2600:1f00:a:2::/64']),
    ];
    const node = a.group('node', {});
    a1.eni('10.0.1.10', { groups: [node], prefixes: ['2600:1f00:a:1:f::/80'] });
    a2.eni('2600:1f00:a:2::10', { groups: [a.group('db', { inbound: [{ groups: [node] }] })] });
    const ask = (ip: string) => trace(world, [a1, ip], [a2, '2600:1f00:a:2::10'], HTTPS).outcome;
    expect(ask('2600:1f00:a:1:f::7')).toBe('delivered');
    expect(ask('2600:1f00:a:1:e::7')).toBe('filtered');
  });

  it('leaves by an internet gateway only where its host has a public address, and the answer says so', () => {
    const build = (publicIp: Record<string, string>) => {
      const { world, a, a1 } = twoSubnets();
      a1.eni('10.0.1.10', { name: 'node', prefixes: ['10.0.1.32/28'], ...publicIp });
      a.main.route('0.0.0.0/0', a.igw());
      return trace(world, [a1, '10.0.1.40'], FAR);
    };
    expect(build({}).outcome).toBe('no-route');
    const answer = build({ publicIp: '198.51.100.70' });
    expect(answer.outcome).toBe('exits');
    expect(answer.assumptions).toContain(
      '10.0.1.40 is of a prefix of eni-node: its host is taken to give it the public address 198.51.100.70.',
    );
  });

  it('is nothing that the internet can send to: its host translates outward only', () => {
    const { world, a, a1 } = twoSubnets();
    const publicIp = '198.51.100.70';
    a1.eni('10.0.1.10', { name: 'node', prefixes: ['10.0.1.32/28'], publicIp });
    a.main.route('0.0.0.0/0', a.igw());
    const answer = trace(world, FAR, [a1, '10.0.1.40']);
    expect([answer.outcome, answer.blockers[0]?.at]).toEqual(['no-route', 'eni-node']);
    expect(trace(world, FAR, [a1, '10.0.1.10']).outcome).toBe('delivered');
  });
});
