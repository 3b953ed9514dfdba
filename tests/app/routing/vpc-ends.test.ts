/** A VPC as an end of a trace. */
import { expect, it } from 'vitest';
import { groupBy } from '#app/base/order.ts';
import type { Trace } from '#app/routing/outcome.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { routingOf } from './ask.ts';

const sampleRouting = routingOf(sampleEstate());

/** Two peered VPCs of two subnets each; only the second subnet of each is routed to the other. */
function half() {
  const world = new World();
  const at = world.region();
  const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
  const pcx = world.peer(a, b);
  a.subnet('10.0.1.0/24');
  b.subnet('10.1.1.0/24');
  a.table('open', a.subnet('10.0.2.0/24')).route('10.1.0.0/16', pcx);
  b.table('open', b.subnet('10.1.2.0/24')).route('10.0.0.0/16', pcx);
  return { world, a, b };
}

const tally = ({ subnets }: Trace) =>
  subnets?.groups.map(({ outcome, pairs }) => `${pairs} ${outcome}`);

it('the pair of subnets that delivers stands for it, and the answer says how all fare and what stops any', () => {
  const { world, a, b } = half();
  const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id } });
  expect(answer.outcome).toBe('delivered');
  expect([answer.from.subnet, answer.to.subnet]).toEqual(['subnet-a-2', 'subnet-b-2']);
  expect(answer.subnets?.pairs).toBe(4);
  expect(
    answer.subnets?.groups.map((g) => [g.outcome, g.pairs, g.from.subnet, g.to.subnet]),
  ).toEqual([
    ['delivered', 1, 'subnet-a-2', 'subnet-b-2'],
    ['no-return', 1, 'subnet-a-2', 'subnet-b-1'],
    ['no-route', 2, 'subnet-a-1', 'subnet-b-1'],
  ]);
  expect(answer.blockers.map((b) => [b.direction, b.outcome, b.at, b.pairs])).toEqual([
    ['return', 'no-route', 'rtb-b-main', 2],
    ['forward', 'no-route', 'rtb-a-main', 2],
  ]);
});

it('where none delivers, the pair that gets farthest is shown: reporting and its data lake', () => {
  // All four private and two public subnets of reporting; only the private ones have the route over the peering, and
  // the data lake has none back (sample/analytics.ts).
  const { topology } = sampleRouting;
  const named = (name: string) => topology.all('vpc').find((vpc) => vpc.name === name)!.id;
  const answer = sampleRouting.trace({
    from: { vpc: named('reporting') },
    to: { vpc: named('data-lake') },
  });
  expect(answer.outcome).toBe('no-return');
  expect(tally(answer)).toEqual(['16 no-return', '8 no-route']);
  expect(answer.hops.map((hop) => hop.kind)).toEqual(['subnet', 'vpc-peering', 'subnet']);
  expect(
    answer.blockers.map((b) => [b.direction, b.outcome, topology.find(b.at)?.name, b.pairs]),
  ).toEqual([
    ['return', 'no-route', 'data-lake-private', 24],
    ['forward', 'no-route', 'reporting-public', 8],
  ]);
});

it('the matrix says the same of every pair of subnets', () => {
  const reach = sampleRouting.reach();
  let looked = 0;
  for (let n = 0; n < reach.vpcs.length ** 2; n += 13) {
    const [from, to] = [Math.floor(n / reach.vpcs.length), n % reach.vpcs.length];
    if (from === to) continue;
    const parts = reach.parts(from, to).filter((part) => part.family === 4);
    const pairs = groupBy(parts, (part) => `${part.from} ${part.to}`);
    // A trace asks about the first host of a subnet.
    if (parts.length === 0 || [...pairs.values()].some((of) => of.length > 1)) continue;
    const answer = sampleRouting.trace({
      from: { vpc: reach.vpcs[from]! },
      to: { vpc: reach.vpcs[to]! },
    });
    const wanted = [...groupBy(parts, (part) => part.outcome)].map(
      ([outcome, of]) => `${of.length} ${outcome}`,
    );
    expect(
      (tally(answer) ?? [`1 ${answer.outcome}`]).sort(),
      `${reach.vpcs[from]} ${reach.vpcs[to]}`,
    ).toEqual(wanted.sort());
    looked++;
  }
  expect(looked).toBeGreaterThan(100);
});

it('where all fare alike, the first pair is shown', () => {
  const world = new World();
  const at = world.region();
  const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
  for (const vpc of [a, b]) {
    vpc.subnet(`${vpc === a ? '10.0' : '10.1'}.1.0/24`);
    vpc.subnet(`${vpc === a ? '10.0' : '10.1'}.2.0/24`);
  }
  const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id } });
  expect([answer.outcome, answer.from.subnet, answer.to.subnet]).toEqual([
    'no-route',
    'subnet-a-1',
    'subnet-b-1',
  ]);
  expect(tally(answer)).toEqual(['4 no-route']);
});

it('subnets made for attachments do not speak for it', () => {
  const { world, a, b } = half();
  const link = a.subnet('10.0.0.0/28');
  link.eni('10.0.0.4', { type: 'transit_gateway', groups: [] });
  const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id } });
  expect(answer.subnets?.pairs).toBe(4);
});
