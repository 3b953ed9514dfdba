/** IPv6 in a design: rows only where somebody could use them. */
import { expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { planOf } from './meshes.ts';

it('no table of a gateway leads VPCs without IPv6 to IPv6 blocks in another Region', () => {
  const world = new World();
  const [east, west] = [world.region('us-east-1'), world.region('us-west-2')];
  const four = east.vpc('four', '10.0.0.0/16');
  const both = east.vpc('both', ['10.1.0.0/16', '2001:db8:1::/56']);
  const far = west.vpc('far', ['10.2.0.0/16', '2001:db8:2::/56']);
  four.subnet('10.0.0.0/24');
  both.subnet(['10.1.0.0/24', '2001:db8:1::/64']);
  far.subnet(['10.2.0.0/24', '2001:db8:2::/64']);
  const pcx = world.peer(four, far);
  four.main.route('10.2.0.0/16', pcx);
  far.main.route('10.0.0.0/16', pcx);
  const { design, steps, proof } = planOf(world, [four, both, far]);
  const routes = design.tables.flatMap((t) =>
    t.serves.includes(four.id) ? t.routes.map((r) => r.cidr) : [],
  );
  expect(routes).toEqual(['10.2.0.0/16']);
  // Between those that do speak it, IPv6 stays.
  world.peerRouted(both, far);
  const more = planOf(world, [four, both, far]);
  const led = more.design.tables.find((t) => t.serves.includes(both.id))!.routes.map((r) => r.cidr);
  expect(led).toContain('2001:db8:2::/56');
  expect([proof, more.proof]).toMatchObject([
    { lost: 0, gained: 0 },
    { lost: 0, gained: 0 },
  ]);
  const added = steps.flatMap((s) => s.changes).filter((c) => c.do === 'create-tgw-route');
  expect(added.filter((c) => c.cidr.includes(':'))).toEqual([]);
});
