/**
 * What a trace may be asked about.
 * Expectations: https://www.iana.org/assignments/protocol-numbers
 *               https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { trace } from './ask.ts';

/** Two subnets; the server takes HTTPS only. */
function ask(filter: { protocol?: string; port?: number }) {
  const world = new World();
  const a = world.region().vpc('a', '10.0.0.0/16');
  const a1 = a.subnet('10.0.1.0/24');
  const a2 = a.subnet('10.0.2.0/24');
  const server = a.group('server', {
    inbound: [{ protocol: 'tcp', from: 443, to: 443, cidrs: ['10.0.0.0/8'] }],
    outbound: [],
  });
  a1.eni('10.0.1.10', { name: 'client', groups: [a.group('client', {})] });
  a2.eni('10.0.2.10', { name: 'server', groups: [server] });
  return trace(world, [a1, '10.0.1.10'], [a2, '10.0.2.10'], filter);
}

describe('a port without a protocol', () => {
  it('is one of TCP, is filtered as such, and the answer says so', () => {
    expect(ask({ port: 22 })).toMatchObject({ outcome: 'filtered', protocol: 'tcp', port: 22 });
    const open = ask({ port: 443 });
    expect(open).toMatchObject({ outcome: 'delivered', protocol: 'tcp', port: 443 });
    expect(open.assumptions).toContain('Port 443 was given without a protocol: TCP is meant.');
  });
});

describe('a protocol', () => {
  it.each([
    ['TCP', 'tcp'],
    ['6', 'tcp'],
    ['006', 'tcp'],
    ['17', 'udp'],
    ['58', 'icmpv6'],
    ['-1', 'all'],
    ['0', '0'],
    ['255', '255'],
  ])('%s is answered as %s', (protocol, spelled) => {
    expect(ask({ protocol }).protocol).toBe(spelled);
  });

  it.each(['foo', '', '256', '999', '-2', '6.0', '1e1', 'constructor'])(
    '%j is refused',
    (protocol) => {
      expect(() => ask({ protocol })).toThrow(RangeError);
      expect(() => ask({ protocol })).toThrow('is no protocol');
    },
  );

  it.each(['icmp', '1', 'icmpv6', 'gre', '50', 'all', '-1', '200'])(
    '%s has no ports: with one it is refused',
    (protocol) => {
      expect(() => ask({ protocol, port: 443 })).toThrow('leave the port out');
    },
  );

  it('a port that is none is refused', () => {
    for (const port of [-1, 65536, 1.5, NaN]) {
      expect(() => ask({ protocol: 'tcp', port })).toThrow('is no port');
    }
  });
});
