/** Search: what a network engineer types, and what must come first. */
import { describe, expect, it } from 'vitest';
import { search } from '#main/engine/search.ts';
import { smallReport } from './estate.ts';

const { topology } = smallReport();
const drawn = new Map(['vpc-app', 'vpc-db', 'vpc-partner'].map((id) => [id, id]));
const found = (text: string, limit?: number) => search(topology, text, drawn, limit);
const refs = (text: string) => found(text).map((hit) => hit.ref);

describe('an address', () => {
  it('finds who has it, then the most specific prefix that holds it', () => {
    expect(refs('10.1.1.9').slice(0, 3)).toEqual(['eni-web', 'subnet-app-a', 'vpc-app']);
  });

  it('finds what holds it where nobody has it, also in a secondary block and in a ghost', () => {
    expect(refs('10.1.0.200')).toEqual(['subnet-app-b', 'vpc-app']);
    expect(refs('10.20.3.4')).toEqual(['vpc-db']);
    expect(refs('10.9.0.1')).toEqual(['vpc-partner']);
    expect(refs('172.16.0.1')).toEqual([]);
  });
});

describe('a prefix', () => {
  it('finds the same one first, then what lies in it, then what holds it', () => {
    expect(refs('10.1.0.0/16')[0]).toBe('vpc-app');
    expect(refs('10.1.0.0/16').slice(1, 3).sort()).toEqual(['subnet-app-a', 'subnet-app-b']);
    expect(refs('10.1.1.128/25')).toEqual(['subnet-app-a', 'vpc-app']);
  });
});

describe('a text', () => {
  it('finds ids and names, exact before beginning before inside; what is drawn before what is not', () => {
    expect(refs('vpc-app')[0]).toBe('vpc-app');
    expect(refs('app')[0]).toBe('vpc-app');
    expect(refs('DB')[0]).toBe('vpc-db');
    expect(refs('app-')).toContain('subnet-app-a');
  });

  it('finds tags by key, value and both', () => {
    for (const text of ['shop', 'team=shop', 'Team=']) expect(refs(text)).toContain('vpc-app');
    expect(found('shop')[0]?.why).toBe('Team=shop');
  });

  it('takes nothing for nothing, and text as text: no pattern language', () => {
    expect(refs('   ')).toEqual([]);
    expect(refs('.*')).toEqual([]);
    expect(refs('10.999.1')).toEqual([]);
  });
});

it('names the node of the VPC for what is not drawn itself', () => {
  expect(found('eni-web')[0]?.node).toBe('vpc-app');
  expect(found('vpc-partner')[0]?.node).toBe('vpc-partner');
});

it('keeps to the limit', () => {
  expect(found('a', 2)).toHaveLength(2);
});
