/**
 * The recorded snapshots of real networks, traced between all addresses of their instances.
 * Hops were reviewed by hand against the JSON: route tables, peerings, attachments, propagations.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildTopology } from '#app/topology/build.ts';
import { openSource } from '#main/files/open.ts';
import { noRealData, onRealData, type RealName, realPath } from '#tests/kit/real-data.ts';
import { wayOf } from './ask.ts';

const open = async (name: RealName): Promise<Routing> =>
  createRouting(buildTopology((await openSource(realPath(name))).snapshot.pages));

/** The address of every interface that belongs to an instance, with its subnet. */
const instances = ({ topology }: Routing): string[] =>
  topology
    .all('network-interface')
    .filter((eni) => eni.instance)
    .map((eni) => `${eni.ips[0]} ${eni.subnet}`)
    .sort();

const ask = (routing: Routing, from: string, to: string, port?: number) =>
  routing.trace({
    from: { ip: from },
    to: { ip: to },
    ...(port === undefined ? {} : { protocol: 'tcp', port }),
  });

describe.skipIf(noRealData)(onRealData('hybrid-cloud-aws'), () => {
  let routing: Routing;
  beforeAll(async () => {
    routing = await open('hybrid-cloud-aws');
  });

  const ALL = [
    ['192.168.1.138', 'subnet-1641fa70'],
    ['192.168.1.186', 'subnet-1641fa70'],
    ['192.168.1.243', 'subnet-1641fa70'],
    ['192.168.1.25', 'subnet-1641fa70'],
    ['192.168.2.22', 'subnet-073b8061'],
    ['192.168.2.23', 'subnet-073b8061'],
    ['192.168.2.57', 'subnet-f73a8191'],
  ] as const;

  it('has these instances', () => {
    expect(instances(routing)).toEqual(ALL.map(([ip, subnet]) => `${ip} ${subnet}`));
  });

  // One VPC (192.168.0.0/16), one table for all of it: 42 ordered pairs by the local route.
  it.each(ALL.flatMap((from) => ALL.filter((to) => to !== from).map((to) => [from, to] as const)))(
    'delivers inside the VPC: %j to %j',
    ([from, fromSubnet], [to, toSubnet]) => {
      const answer = ask(routing, from, to, 3306);
      const first = `${fromSubnet} [192.168.0.0/16 local local]`;
      expect(wayOf(answer)).toEqual(
        fromSubnet === toSubnet ? ['delivered', first] : ['delivered', first, toSubnet],
      );
      const back = `${toSubnet} [192.168.0.0/16 local local]`;
      expect(wayOf(answer.return)).toEqual(
        fromSubnet === toSubnet ? ['delivered', back] : ['delivered', back, fromSubnet],
      );
      expect(answer.blockers).toEqual([]);
    },
  );

  it('has no way from one VPC to another but the internet, which carries no private addresses', () => {
    const answer = ask(routing, '10.0.0.30', '192.168.1.25');
    expect(wayOf(answer)).toEqual([
      'no-route',
      'subnet-62f14104 [0.0.0.0/0 static igw-fac5839d]',
      'igw-fac5839d',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'no-route',
      'subnet-1641fa70 [0.0.0.0/0 static igw-9b93ddfc]',
      'igw-9b93ddfc',
    ]);
  });

  // Its files name three owners for one account; none of its routes leads from one VPC to another.
  it('is told for every pair of VPCs', () => {
    const reach = routing.reach();
    const outcomes = reach.vpcs.flatMap((from, i) =>
      reach.vpcs.flatMap((to, j) => (i === j ? [] : `${from} ${to} ${reach.pair(i, j).outcome}`)),
    );
    expect(outcomes).toHaveLength(12);
    expect(outcomes.filter((o) => o.includes('cannot-tell'))).toEqual([]);
    // No subnet in one of them: nothing could send from there or be reached.
    expect(outcomes.filter((o) => o.includes('vpc-815775e7') && !o.endsWith(' no-route'))).toEqual(
      [],
    );
  });

  it('has a NAT gateway that is gone', () => {
    expect(wayOf(ask(routing, '10.0.1.9', '192.168.1.25'))).toEqual([
      'blackhole',
      'subnet-8d0cbdeb [0.0.0.0/0 static nat-055c00735cace0ec4]',
    ]);
  });

  it('has an instance without a public address in front of an internet gateway', () => {
    const answer = ask(routing, '192.168.1.25', '8.8.8.8');
    expect(answer.outcome).toBe('no-route');
    expect(answer.blockers[0]).toMatchObject({ at: 'eni-d2b094fc' });
  });

  it('has an ACL that admits one outside address only', () => {
    // acl-4db39c28, inbound: 100 allow TCP from 162.243.144.192/32, then *.
    const answer = ask(routing, '172.31.0.9', '172.31.16.9', 22);
    expect(answer.outcome).toBe('filtered');
    expect(answer.reason).toBe(
      'acl-4db39c28, inbound: entry * denies tcp 22 from 172.31.0.9 at subnet-d9cafabc.',
    );
    expect(ask(routing, '172.31.0.9', '172.31.16.9').outcome).toBe('delivered');
  });

  it('has security groups that tell two ways apart', () => {
    // sg-83b348fe admits all of 10.0.0.0/16; sg-94df21e9 admits single ports.
    expect(ask(routing, '10.0.0.54', '10.0.0.30', 5432).outcome).toBe('delivered');
    const answer = ask(routing, '10.0.0.30', '10.0.0.54', 5432);
    expect(answer.outcome).toBe('filtered');
    expect(answer.blockers.map((b) => b.at)).toEqual(['sg-94df21e9']);
    expect(ask(routing, '10.0.0.30', '10.0.0.54', 80).outcome).toBe('delivered');
  });
});

describe.skipIf(noRealData)(onRealData('vpc-peering-multi-account'), () => {
  let routing: Routing;
  beforeAll(async () => {
    routing = await open('vpc-peering-multi-account');
  });

  it('delivers between the accounts over the active peering, both ways', () => {
    expect(instances(routing)).toEqual([
      '10.1.1.100 subnet-03a80d08017ee39ef',
      '10.2.1.252 subnet-088d6408a3a6129fa',
    ]);
    const there = [
      'delivered',
      'subnet-03a80d08017ee39ef [10.2.0.0/16 static pcx-0040f7640e10191f4]',
      'pcx-0040f7640e10191f4',
      'subnet-088d6408a3a6129fa',
    ];
    const back = [
      'delivered',
      'subnet-088d6408a3a6129fa [10.1.0.0/16 static pcx-0040f7640e10191f4]',
      'pcx-0040f7640e10191f4',
      'subnet-03a80d08017ee39ef',
    ];
    const answer = ask(routing, '10.1.1.100', '10.2.1.252');
    expect(wayOf(answer)).toEqual(there);
    expect(wayOf(answer.return)).toEqual(back);
    const other = ask(routing, '10.2.1.252', '10.1.1.100');
    expect(wayOf(other)).toEqual(back);
    expect(wayOf(other.return)).toEqual(there);
  });

  it('does not tell what its ACLs let through: they are not in the folder', () => {
    const answer = ask(routing, '10.1.1.100', '10.2.1.252', 22);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.gaps).toEqual([
      'missing/123456789012/us-east-1',
      'missing/123456789013/us-east-1',
    ]);
  });

  it('leaves for the internet by public addresses', () => {
    expect(ask(routing, '10.1.1.100', '8.8.8.8').edge).toEqual({
      kind: 'internet',
      id: 'igw-0ccac11864b23b189',
    });
  });
});

describe.skipIf(noRealData)(onRealData('transit-gateway-asymmetric-paths'), () => {
  it('delivers there over one transit gateway and back over the other', async () => {
    const routing = await open('transit-gateway-asymmetric-paths');
    expect(instances(routing)).toEqual([
      '10.1.1.100 subnet-0156c57e17070dd17',
      '10.2.1.100 subnet-0b7957a706be58c47',
    ]);
    const there = [
      'delivered',
      'subnet-0156c57e17070dd17 [10.2.0.0/16 static tgw-01e19888e3ba041ac]',
      'tgw-attach-07a32b62ffae8f8e8',
      'tgw-01e19888e3ba041ac [10.2.0.0/16 propagated tgw-attach-0ce5cf730c95980d9]',
      'tgw-attach-0ce5cf730c95980d9',
      'subnet-0b7957a706be58c47 [10.2.0.0/16 local local]',
    ];
    const back = [
      'delivered',
      'subnet-0b7957a706be58c47 [10.1.0.0/16 static tgw-0a33c739a4f8978a8]',
      'tgw-attach-04d2f0c5c910e15d3',
      'tgw-0a33c739a4f8978a8 [10.1.0.0/16 propagated tgw-attach-054bc7a8b8058e0b6]',
      'tgw-attach-054bc7a8b8058e0b6',
      'subnet-0156c57e17070dd17 [10.1.0.0/16 local local]',
    ];
    const answer = ask(routing, '10.1.1.100', '10.2.1.100', 22);
    expect(wayOf(answer)).toEqual(there);
    expect(wayOf(answer.return)).toEqual(back);
    const other = ask(routing, '10.2.1.100', '10.1.1.100', 22);
    expect(wayOf(other)).toEqual(back);
    expect(wayOf(other.return)).toEqual(there);
  });
});
