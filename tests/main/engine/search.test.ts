/** Search: what a network engineer types, and what must come first. */
import { describe, expect, it } from 'vitest';
import { search } from '#main/engine/search.ts';
import { smallReport } from './estate.ts';

const { topology } = smallReport();
const drawn = new Map(['vpc-app', 'vpc-db', 'vpc-partner'].map((id) => [id, id]));
const found = (text: string, limit?: number) => search(topology, text, drawn, limit).hits;
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

  it('is that of its network where an address stands in its place, as on an interface', () => {
    expect(refs('10.1.7.9/16')).toEqual(refs('10.1.0.0/16'));
    expect(refs('10.1.7.9/33')).toEqual([]);
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

describe('words in any order', () => {
  it('all fit, each by whatever it stands for', () => {
    expect(refs('db app')).toEqual(['pcx-app-db']);
    expect(refs('shop app')).toEqual(['vpc-app']);
    expect(refs('web 10.1.1.9')).toEqual(['eni-web']);
    expect(refs('web 10.2.0.0/16')).toEqual([]);
    expect(found('shop app')[0]?.why).toBe('Team=shop');
  });

  it('may say what it is and where it stands, which finds nothing by itself', () => {
    expect(refs('peering app')).toEqual(['pcx-app-db', 'pcx-app-partner']);
    expect(refs('subnet app us-east-1')).toEqual(['subnet-app-a', 'subnet-app-b']);
    expect(refs('vpc 999999999999')).toEqual(['vpc-partner']);
    expect(refs('peering')).toEqual([]);
  });

  it('come after the text as it was typed, and without what stood around them elsewhere', () => {
    expect(refs('"vpc-app",')).toEqual(['vpc-app']);
    expect(refs('[10.1.1.9]')).toEqual(refs('10.1.1.9'));
  });
});

it('finds accounts and Regions, which are boxes of the picture too', () => {
  const places = new Map([...drawn, ['account/111111111111', 'account/111111111111']]);
  expect(search(topology, '111111111111', places).hits[0]).toMatchObject({
    ref: 'account/111111111111',
    kind: 'account',
    node: 'account/111111111111',
  });
  expect(found('us-east-1').map(({ ref, place }) => [ref, place])).toEqual([
    ['region/111111111111/us-east-1', '111111111111'],
    ['region/999999999999/us-east-1', '999999999999'],
  ]);
  expect(refs('us-east-1 9999')).toEqual(['region/999999999999/us-east-1']);
  expect(refs('account/111111111111')).toEqual(['account/111111111111']);
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-resources-for-iam-policies
it('finds what an ARN names', () => {
  const arn = 'arn:aws:ec2:us-east-1:111111111111';
  expect(refs(`${arn}:vpc/vpc-app`)).toEqual(['vpc-app']);
  expect(refs(`${arn}:vpc-peering-connection/pcx-app-db`)).toEqual(['pcx-app-db']);
  expect(refs(`${arn}:vpc/vpc-ap`)).toEqual([]);
  expect(refs('arn:aws:iam::999999999999:root')).toEqual(['account/999999999999']);
});

it('says where each stands', () => {
  expect(found('vpc-app')[0]?.place).toBe('us-east-1, 111111111111');
  expect(found('111111111111')[0]?.place).toBe('');
});

it('names the node of the VPC for what is not drawn itself', () => {
  expect(found('eni-web')[0]?.node).toBe('vpc-app');
  expect(found('vpc-partner')[0]?.node).toBe('vpc-partner');
});

it('keeps to the limit', () => {
  expect(found('a', 2)).toHaveLength(2);
});

it('says how many there are of all', () => {
  const { hits, total } = search(topology, '10.1.0.0/16', drawn, 1);
  expect([hits.length, total]).toEqual([1, 3]);
});
