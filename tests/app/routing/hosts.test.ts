/**
 * A subnet stands for its first usable host; where filters are asked about, its interfaces are told too.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
import { expect, it } from 'vitest';
import type { Trace } from '#app/routing/outcome.ts';
import { trace } from './ask.ts';
import { HTTPS, twoSubnets } from './two-subnets.ts';

/** A client; a server that lets in HTTPS, one that lets in nothing, and a gateway's own interface beside them. */
function hosts() {
  const { world, a, a1, a2 } = twoSubnets();
  const web = a.group('web', {
    inbound: [{ protocol: 'tcp', from: 443, to: 443, cidrs: ['10.0.1.0/24'] }],
  });
  a1.eni('10.0.1.10', { name: 'client', groups: [a.group('client', {})] });
  a2.eni('10.0.2.10', { name: 'web', groups: [web] });
  a2.eni('10.0.2.20', { name: 'shut', groups: [a.group('shut', { inbound: [] })] });
  a2.eni('10.0.2.30', { name: 'carrier', type: 'transit_gateway', groups: [] });
  return { world, a1, a2 };
}
const told = ({ interfaces }: Trace) =>
  interfaces?.groups.map((g) => `${g.pairs} ${g.outcome} ${g.from.ip} ${g.to.ip}`);

it('every pair of interfaces is asked about, each entry that decides told by itself', () => {
  const { world, a1, a2 } = hosts();
  const answer = trace(world, a1, a2, HTTPS);
  expect(answer.outcome).toBe('delivered');
  expect(answer.to.ip).toBe('10.0.2.4');
  expect(told(answer)).toEqual([
    '1 delivered 10.0.1.10 10.0.2.10',
    '1 filtered 10.0.1.10 10.0.2.20',
  ]);
  expect(answer.interfaces?.groups[1]?.reason).toBe(
    'No inbound rule of sg-shut (on eni-shut) allows tcp 443 from 10.0.1.10.',
  );
  expect(told(trace(world, a1, a2, { protocol: 'tcp', port: 22 }))).toEqual([
    // By the ids of the interfaces: eni-shut, eni-web.
    '1 filtered 10.0.1.10 10.0.2.20',
    '1 filtered 10.0.1.10 10.0.2.10',
  ]);
});

it('an end that names an address is that address', () => {
  const { world, a1, a2 } = hosts();
  expect(told(trace(world, a1, [a2, '10.0.2.20'], HTTPS))).toEqual([
    '1 filtered 10.0.1.10 10.0.2.20',
  ]);
  expect(trace(world, [a1, '10.0.1.10'], [a2, '10.0.2.20'], HTTPS).interfaces).toBeUndefined();
});

it('nothing is said of them where filters were not asked about', () => {
  const { world, a1, a2 } = hosts();
  expect(trace(world, a1, a2).interfaces).toBeUndefined();
});
