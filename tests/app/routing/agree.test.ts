/**
 * trace and reach are two readings of the same rules: one flow at a time, and all by equivalence classes.
 * On random worlds they must agree for every ordered pair of subnets, there and back.
 * PEERLESS_WORLDS=n looks at n worlds; PEERLESS_SEED=s at the one of that seed.
 */
import { describe, expect, it } from 'vitest';
import { firstHost, formatIp, type Ip, ipAt, parseIp } from '#app/base/cidr.ts';
import type { NetworkInterface } from '#app/kinds/network-interface.ts';
import type { Subnet } from '#app/kinds/subnet.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Outcome } from '#app/routing/outcome.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildTopology } from '#app/topology/build.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';

const WORLDS = Number(process.env['PEERLESS_WORLDS'] ?? 200);
const ONLY = process.env['PEERLESS_SEED'];

interface Answer {
  readonly outcome: Outcome;
  readonly return: Outcome;
}

const traced = (routing: Routing, from: Subnet, a: string, to: Subnet, b: string): Answer => {
  const answer = routing.trace({ from: { subnet: from.id, ip: a }, to: { subnet: to.id, ip: b } });
  return { outcome: answer.outcome, return: answer.return.outcome };
};

const words = (answer: Answer): string => `${answer.outcome}, back ${answer.return}`;

/**
 * Addresses of a subnet to try: its first host, one more, and those of its interfaces. Not of those without a public
 * address: that the internet carries nothing of theirs only a trace sees, reach speaks of any host of the subnet.
 */
const addresses = (dice: Dice, subnet: Subnet, interfaces: readonly NetworkInterface[]): Ip[] => {
  const own = interfaces.filter((eni) => eni.subnet === subnet.id);
  const hidden = new Set(own.flatMap((eni) => (eni.publicIps.length > 0 ? [] : eni.ips)));
  return [
    ...subnet.cidrs.flatMap((cidr) => [firstHost(cidr), ipAt(cidr, dice.int(4, 250))]),
    ...own.flatMap((eni) => eni.ips.map(parseIp)),
  ].filter((ip) => !hidden.has(formatIp(ip)));
};

function disagreements(seed: number): string[] {
  const dice = new Dice(seed + 1);
  const routing = createRouting(buildTopology(randomPages(seed)));
  const { topology } = routing;
  const reach = routing.reach();
  const found: string[] = [];
  const say = (what: string, trace: string, other: string) =>
    found.push(`seed ${seed}, ${what}: trace ${trace}; reach ${other}`);
  const subnets = topology.all('subnet').filter((s) => topology.get('vpc', s.vpc));
  const interfaces = topology.all('network-interface');
  // Nothing connects to a NAT gateway: its address is no host's, and in no part of a pair.
  const nats = new Set(
    topology
      .all('nat-gateway')
      .filter(({ state }) => state !== 'failed' && state !== 'deleted')
      .flatMap((nat) => nat.addresses.map((a) => `${nat.subnet ?? ''} ${a.privateIp ?? ''}`)),
  );
  const isNat = (subnet: Subnet, ip: Ip): boolean => nats.has(`${subnet.id} ${formatIp(ip)}`);
  const tried = new Map<string, Set<string>>();
  for (const from of subnets) {
    for (const to of subnets) {
      if (from === to) continue;
      for (const b of addresses(dice, to, interfaces)) {
        const a = addresses(dice, from, interfaces).find((ip) => ip.family === b.family);
        if (!a) continue;
        const walked = traced(routing, from, formatIp(a), to, formatIp(b));
        const classed = reach.flow(from, a, to, b);
        if (words(walked) !== words(classed)) {
          say(
            `${from.id} ${formatIp(a)} to ${to.id} ${formatIp(b)}`,
            words(walked),
            words(classed),
          );
        }
        if (isNat(from, a) || isNat(to, b)) continue;
        const key = `${from.vpc} ${to.vpc}`;
        tried.set(key, (tried.get(key) ?? new Set()).add(`${from.id} ${to.id} ${words(walked)}`));
      }
    }
  }
  reach.vpcs.forEach((from, i) => {
    reach.vpcs.forEach((to, j) => {
      if (i === j) return;
      const parts = reach.parts(i, j);
      for (const part of parts) {
        const ends = [
          [part.from, part.example.from],
          [part.to, part.example.to],
        ] as const;
        for (const [subnet, ip] of ends)
          if (nats.has(`${subnet} ${ip}`)) say(`part ${part.from} to ${part.to}`, 'a host', ip);
        const walked = traced(
          routing,
          topology.get('subnet', part.from)!,
          part.example.from,
          topology.get('subnet', part.to)!,
          part.example.to,
        );
        if (words(walked) !== words(part))
          say(`part ${part.from} to ${part.to}`, words(walked), words(part));
      }
      // The parts are complete, and the pair is what its parts are.
      const known = new Set(parts.map((p) => `${p.from} ${p.to} ${words(p)}`));
      for (const seen of tried.get(`${from} ${to}`) ?? [])
        if (!known.has(seen)) say(`pair ${from} to ${to}`, seen, 'has no such part');
      if (parts.length === 0) return;
      const pair = reach.pair(i, j);
      const one = (values: readonly Outcome[]) =>
        new Set(values).size === 1 ? values[0] : 'mixed';
      const expected = `${one(parts.map((p) => p.outcome))}, back ${one(parts.map((p) => p.return))}`;
      if (`${pair.outcome}, back ${pair.return}` !== expected)
        say(`pair ${from} to ${to}`, expected, `${pair.outcome}, back ${pair.return}`);
    });
  });
  return found;
}

describe('trace and reach', () => {
  it(
    `agree on ${ONLY === undefined ? `${WORLDS} random worlds` : `the world of seed ${ONLY}`}`,
    { timeout: 3_600_000 },
    () => {
      const seeds =
        ONLY === undefined ? Array.from({ length: WORLDS }, (_, i) => i) : [Number(ONLY)];
      for (const seed of seeds) expect(disagreements(seed)).toEqual([]);
    },
  );

  it('meet every outcome in those worlds: nothing is agreed on by never happening', () => {
    const outcomes = new Set<Outcome>();
    for (let seed = 0; seed < 60; seed++) {
      const reach = createRouting(buildTopology(randomPages(seed))).reach();
      reach.vpcs.forEach((_, i) => {
        reach.vpcs.forEach((__, j) => {
          if (i !== j) for (const part of reach.parts(i, j)) outcomes.add(part.outcome);
        });
      });
    }
    expect([...outcomes].sort()).toEqual([
      'blackhole',
      'cannot-tell',
      'delivered',
      'exits',
      'filtered',
      'loop',
      'no-association',
      'no-attachment-in-az',
      'no-return',
      'no-route',
      'not-transitive',
      'peering-inactive',
    ]);
  });
});
