/** What a user types at the ends of a trace. */
import { describe, expect, it } from 'vitest';
import { resolveEnd } from '#app/routing/resolve.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { routingOf } from './ask.ts';

function estate() {
  const world = new World();
  const at = world.region();
  const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.0.0.0/16')];
  const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.0.1.0/24')];
  a1.eni('10.0.1.10', { name: 'db', instance: 'i-db' });
  b.subnet('10.0.2.0/24', 'a', 'twin');
  a.subnet('10.0.2.0/24', 'a', 'twin');
  return { world, a, b, a1, b1, topology: buildTopology(world.pages()) };
}

describe('an end', () => {
  it('is a subnet, an interface, an instance, an address or a VPC', () => {
    const { topology } = estate();
    expect(resolveEnd(topology, 'subnet-a-1')).toEqual({ subnet: 'subnet-a-1' });
    expect(resolveEnd(topology, 'subnet-a-1', '10.0.1.9')).toEqual({
      subnet: 'subnet-a-1',
      ip: '10.0.1.9',
    });
    expect(resolveEnd(topology, 'eni-db')).toEqual({ subnet: 'subnet-a-1', ip: '10.0.1.10' });
    expect(resolveEnd(topology, 'i-db')).toEqual({ subnet: 'subnet-a-1', ip: '10.0.1.10' });
    expect(resolveEnd(topology, ' 10.0.1.9 ')).toEqual({ ip: '10.0.1.9' });
    expect(resolveEnd(topology, 'vpc-a')).toEqual({ vpc: 'vpc-a' });
  });

  it('may be an ARN or a name', () => {
    const { topology } = estate();
    expect(resolveEnd(topology, 'arn:aws:ec2:us-east-1:111111111111:subnet/subnet-b-1')).toEqual({
      subnet: 'subnet-b-1',
    });
    expect(resolveEnd(topology, 'db')).toEqual({ subnet: 'subnet-a-1', ip: '10.0.1.10' });
    expect(resolveEnd(topology, 'b-1')).toEqual({ subnet: 'subnet-b-1' });
  });

  it('may be a VPC and an address of it, which tells VPCs apart that overlap', () => {
    const { topology } = estate();
    expect(resolveEnd(topology, 'vpc-b', '10.0.1.9')).toEqual({
      subnet: 'subnet-b-1',
      ip: '10.0.1.9',
    });
    expect(() => resolveEnd(topology, 'vpc-b', '10.0.9.9')).toThrow(
      '10.0.9.9 is in no known subnet of vpc-b.',
    );
  });

  it.each([
    ['nonsense', 'Nothing here has the id, name or address "nonsense".'],
    [
      'twin',
      '"twin" names 2 resources (subnet-twin in 111111111111 us-east-1, subnet-twin-2 in 111111111111 us-east-1): give an id.',
    ],
    ['rtb-a-main', 'rtb-a-main is no place a flow can start or end'],
  ])('that is not one says so: %s', (text, message) => {
    expect(() => resolveEnd(estate().topology, text)).toThrow(message);
  });

  it('outside what was collected says so', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const b = world.region('us-east-1', '222222222222').vpc('b', '10.1.0.0/16');
    world.peer(a, b);
    world.unseen('222222222222');
    expect(() => resolveEnd(buildTopology(world.pages()), 'vpc-b')).toThrow(
      'vpc-b is outside what was collected',
    );
  });
});

describe('a question that cannot be placed', () => {
  it.each([
    [{ from: { ip: '10.0.1.9' }, to: { ip: '192.0.2.1' } }, 'lies in 2 subnets'],
    [{ from: { ip: '192.0.2.1' }, to: { ip: '192.0.2.2' } }, 'is in a known subnet'],
    [{ from: { subnet: 'subnet-x' }, to: { ip: '192.0.2.1' } }, 'is no subnet of this source'],
    [
      { from: { subnet: 'subnet-a-1', ip: '10.0.9.9' }, to: { ip: '192.0.2.1' } },
      'is not an address of subnet-a-1 (10.0.1.0/24)',
    ],
    [
      { from: { subnet: 'subnet-a-1', ip: '10.0.1.9' }, to: { ip: '2001:db8::1' } },
      'both ends must speak the same',
    ],
    [{ from: {}, to: { ip: '192.0.2.1' } }, 'Say where the trace starts'],
  ])('says why: %j', (query, message) => {
    expect(() => routingOf(estate().world).trace(query)).toThrow(message);
  });
});
