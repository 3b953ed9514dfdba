/** What a plan warns of packets and names: counted for the peerings that go, not for those that stay. */
import { describe, expect, it } from 'vitest';
import type { Intent } from '#app/rules/intent.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';
import { mesh, planOf, told } from './meshes.ts';

/** A VPC in us-east-1 and one elsewhere, with a subnet each. */
function pair(far: string) {
  const world = new World();
  const at = world.region('us-east-1');
  const [a, b] = [at.vpc('a', '10.0.0.0/16'), world.region(far).vpc('b', '10.1.0.0/16')];
  a.subnet('10.0.0.0/24');
  b.subnet('10.1.0.0/24');
  return { world, at, a, b };
}

/** Peers and routes the two, with DNS names resolved over the peering. */
function resolving(world: World, a: WorldVpc, b: WorldVpc) {
  const pcx = world.peer(a, b, { dns: true });
  a.main.route('10.1.0.0/16', pcx);
  b.main.route('10.0.0.0/16', pcx);
  return pcx;
}

describe('packet sizes', () => {
  // https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html#mtu-quotas
  it('are told of the peerings that move, with what a gateway does with larger packets', () => {
    const { plan, peerings } = mesh(3);
    const [all] = told(plan(), 'mtu');
    expect(all!.resources).toEqual(peerings.map((p) => p.id).sort());
    expect(all!.message).toContain('Path MTU Discovery');
    const [first] = peerings;
    const [fewer] = told(plan({ keep: [first!.id] }), 'mtu');
    expect(fewer!.message).toMatch(/^2 peerings within a Region carry packets of 9,001 bytes/);
    expect(fewer!.resources).not.toContain(first!.id);
    expect(told(plan({ keep: peerings.map((p) => p.id) }), 'mtu')).toEqual([]);
  });

  it('leave out pairs that the mode keeps apart', () => {
    const { world, vpcs } = mesh(3);
    const [, , c] = vpcs;
    const intent: Pick<Intent, 'of' | 'connects'> = {
      of: (vpc) => (vpc === c!.id ? 'dev' : 'prod'),
      connects: (x, y) => x === y,
    };
    const plan = planOf(world, vpcs, { mode: 'segments', intent: intent as Intent });
    expect(plan.design.closed.length).toBe(2);
    const [warning] = told(plan, 'mtu');
    expect(warning!.message).toMatch(/^1 peering within a Region carries/);
    expect(warning!.resources.length).toBe(1);
  });

  it('are not told between Regions, where peerings carry 8,500 bytes too', () => {
    const { world, a, b } = pair('us-west-2');
    world.peerRouted(a, b);
    expect(told(planOf(world, [a, b]), 'mtu')).toEqual([]);
  });
});

describe('DNS names', () => {
  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html: not between peered gateways.
  it('are told of peerings between Regions that resolve them, unless they stay', () => {
    const { world, a, b } = pair('us-west-2');
    const pcx = resolving(world, a, b);
    expect(told(planOf(world, [a, b]), 'dns')).toMatchObject([{ resources: [pcx.id] }]);
    expect(told(planOf(world, [a, b], { keep: [pcx.id] }), 'dns')).toEqual([]);
  });

  it('are told where the gateway that is built on has DNS support off', () => {
    const { world, at, a, b } = pair('us-east-1');
    resolving(world, a, b);
    const hub = at.tgw('hub', { dns: false });
    const [warning] = told(planOf(world, [a, b], { reuse: [hub.id] }), 'dns');
    expect(warning).toMatchObject({ resources: [hub.id] });
    expect(warning!.message).toContain('1 peering within a Region resolves');
  });
});

describe('references between security groups', () => {
  it('are not told of a pair that stays on its peering', () => {
    const { vpcs, peerings, plan } = mesh(3);
    const [a, b] = vpcs;
    const far = b!.group('far', {});
    a!.group('near', { inbound: [{ groups: [{ id: far.id, vpc: b! }] }] });
    expect(told(plan(), 'security-group-reference').length).toBe(1);
    const between = peerings.find((p) => p.requester === a && p.accepter === b);
    expect(told(plan({ keep: [between!.id] }), 'security-group-reference')).toEqual([]);
  });
});
