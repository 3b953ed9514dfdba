/** Summaries: the addresses asked for, nobody else's. */
import { describe, expect, it } from 'vitest';
import { parseCidr } from '#app/base/cidr.ts';
import { summarise } from '#app/plan/summarise.ts';

const sum = (prefixes: string[], others: string[] = []) =>
  summarise(prefixes.map(parseCidr), others.map(parseCidr)).map((c) => c.text);

describe('a summary', () => {
  it('joins two halves, and halves of halves', () => {
    expect(sum(['10.0.0.0/16', '10.1.0.0/16'])).toEqual(['10.0.0.0/15']);
    expect(sum(['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/15'])).toEqual(['10.0.0.0/14']);
  });

  it('stretches over room that nobody has, up to as much again', () => {
    expect(sum(['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16'])).toEqual(['10.0.0.0/14']);
    expect(sum(['10.0.0.0/16', '10.7.0.0/16'])).toEqual(['10.0.0.0/16', '10.7.0.0/16']);
  });

  it('takes in no prefix of somebody else, nor part of one', () => {
    expect(sum(['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16'], ['10.3.9.0/24'])).toEqual([
      '10.0.0.0/15',
      '10.2.0.0/16',
    ]);
    expect(sum(['10.0.0.0/16', '10.1.0.0/16'], ['10.0.0.0/8'])).toEqual([
      '10.0.0.0/16',
      '10.1.0.0/16',
    ]);
  });

  it('keeps the families apart and drops what lies inside another', () => {
    expect(sum(['2001:db8::/56', '10.0.0.0/16', '10.0.4.0/24'])).toEqual([
      '10.0.0.0/16',
      '2001:db8::/56',
    ]);
  });
});
