/** A VPC as an end of a trace. */
import { expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { routingOf } from './ask.ts';

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

it('the pair of subnets that delivers stands for it, and the answer says how the others fare', () => {
  const { world, a, b } = half();
  const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id } });
  expect(answer.outcome).toBe('delivered');
  expect([answer.from.subnet, answer.to.subnet]).toEqual(['subnet-a-2', 'subnet-b-2']);
  expect(answer.assumptions[0]).toBe(
    'Subnets fare differently: of 4 pairs, 2 no-route, 1 no-return, 1 delivered. Shown is subnet-a-2 to subnet-b-2.',
  );
});

it('where none delivers, the first pair is shown; where all fare alike, nothing is said', () => {
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
  expect(answer.assumptions.join()).not.toContain('fare differently');
});

it('subnets made for attachments do not speak for it', () => {
  const { world, a, b } = half();
  const link = a.subnet('10.0.0.0/28');
  link.eni('10.0.0.4', { type: 'transit_gateway', groups: [] });
  const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id } });
  expect(answer.assumptions[0]).toContain('of 4 pairs');
});
