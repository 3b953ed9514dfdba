/** What a user may call an end of a flow. */
import { describe, expect, it } from 'vitest';
import { endOf } from '#main/engine/ends.ts';
import { smallReport } from './estate.ts';

const { topology } = smallReport();

describe('endOf', () => {
  it.each<[string, string, ReturnType<typeof endOf>]>([
    ['an address', '10.1.1.77', { ip: '10.1.1.77' }],
    ['a subnet', 'subnet-db-a', { subnet: 'subnet-db-a' }],
    ['a subnet by name', 'db-a', { subnet: 'subnet-db-a' }],
    ['an ARN', 'arn:aws:ec2:us-east-1:111111111111:subnet/subnet-db-a', { subnet: 'subnet-db-a' }],
    ['an interface: its own address', 'eni-web', { subnet: 'subnet-app-a', ip: '10.1.1.9' }],
    ['an instance: its interface', 'i-web', { subnet: 'subnet-app-a', ip: '10.1.1.9' }],
    ['a VPC: its first subnet in address order', 'vpc-app', { subnet: 'subnet-app-b' }],
    ['a VPC by name', 'app', { subnet: 'subnet-app-b' }],
    ['a ghost VPC: the first host of its block', 'vpc-partner', { ip: '10.9.0.4' }],
    ['with spaces around', ' subnet-db-a ', { subnet: 'subnet-db-a' }],
  ])('%s', (_name, text, end) => {
    expect(endOf(topology, text)).toEqual(end);
  });

  it('lets an address be picked in a subnet', () => {
    expect(endOf(topology, 'subnet-db-a', '10.2.5.50')).toEqual({
      subnet: 'subnet-db-a',
      ip: '10.2.5.50',
    });
  });

  it.each([
    ['no-such-thing', /"no-such-thing" is no id, name, ARN or address/],
    ['pcx-app-db', /cannot start or end at .*Name a subnet/],
    ['', /is no id/],
    ['10.1.1.300', /is no id/],
  ])('%j is refused with a sentence', (text, message) => {
    expect(() => endOf(topology, text)).toThrow(message);
  });

  it('refuses a picked address that is none', () => {
    expect(() => endOf(topology, 'subnet-db-a', '10.2.5.999')).toThrow(/not an IP address/);
  });
});
