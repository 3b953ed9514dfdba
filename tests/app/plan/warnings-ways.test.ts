/** What a plan warns of tables, of networks on premises and of inspection: ways that pairs of VPCs do not tell of. */
import { describe, expect, it } from 'vitest';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';
import { mesh, planOf, told } from './meshes.ts';

describe('more route tables than a gateway may have', () => {
  // https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html: 20 by default.
  it('are joined, and that is said', () => {
    const world = new World();
    const at = world.region();
    // A ring: each VPC reaches its two neighbours, so that no two can share a table.
    const vpcs = Array.from({ length: 24 }, (_, i) => {
      const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`);
      vpc.subnet(`10.${i}.0.0/24`);
      return vpc;
    });
    vpcs.forEach((vpc, i) => world.peerRouted(vpc, vpcs[(i + 1) % vpcs.length]!));
    const plan = planOf(world, vpcs);
    expect(plan.design.tables.length).toBeLessThanOrEqual(20);
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0, bySubnet: { lost: 0, gained: 0 } });
    const [warning] = told(plan, 'tables');
    expect(warning!.message).toContain('would need more than 20 route tables');
    expect(warning!.resources).toEqual(['planned-tgw-us-east-1']);
    expect(told(plan, 'quota')).toEqual([]);
  });

  it('are not spoken of where they are few', () => {
    expect(told(mesh(5).plan(), 'tables')).toEqual([]);
  });
});

describe('routes that fall through', () => {
  it('are told with what lies behind them', () => {
    const { vpcs, peerings, plan } = mesh(2);
    const [a] = vpcs;
    expect(told(plan(), 'fall-through')).toEqual([]);
    a!.main.route('192.168.0.0/16', peerings[0]!);
    a!.main.route('0.0.0.0/0', a!.igw());
    const [warning] = told(plan(), 'fall-through');
    expect(warning!.resources).toEqual([a!.main.id, a!.id]);
    expect(warning!.message).toContain('drops 192.168.0.0/16');
    expect(warning!.message).toContain('0.0.0.0/0');
  });
});

/** Two VPCs that are peered, a gateway with a VPN to 192.168.0.0/16, and a table of it. */
function withVpn() {
  const { world, at, vpcs } = mesh(2);
  const [a, b] = vpcs as [WorldVpc, WorldVpc];
  const hub = at.tgw('hub');
  const vpn = hub.attachVpn(at.vpn('office', hub, { prefixes: ['192.168.0.0/16'] }));
  return { world, at, a, b, hub, vpn };
}

describe('networks on premises behind a gateway that is built on', () => {
  it('are told where they would newly answer a VPC', () => {
    const { world, a, b, hub, vpn } = withVpn();
    const [own, office] = [hub.table('own'), hub.table('office')];
    own.associate(hub.attach(a, a.subnets)).propagate(vpn);
    office.associate(hub.attach(b, b.subnets), vpn).propagate(vpn);
    // The office has no way back to a today. b uses the office's table, and is to be led to a.
    a.main.route('192.168.0.0/16', hub);
    const found = told(planOf(world, [a, b], { reuse: [hub.id] }), 'on-premises');
    expect(found.map((w) => w.resources)).toEqual([[hub.id, a.id]]);
    expect(found[0]!.message).toContain('would newly be answered from 192.168.0.0/16');
  });

  it('are not told where nothing changes toward them', () => {
    const { world, a, b, hub, vpn } = withVpn();
    const [vpcs, office] = [hub.table('vpcs'), hub.table('office')];
    const attached = hub.attach(a, a.subnets);
    vpcs.associate(attached).propagate(vpn);
    office.associate(vpn).propagate(attached);
    a.main.route('192.168.0.0/16', hub);
    const plan = planOf(world, [a, b], { reuse: [hub.id] });
    expect(plan.design.replaced.length).toBe(1);
    expect(told(plan, 'on-premises')).toEqual([]);
  });

  it('are told where they would newly be led to a VPC', () => {
    const { world, a, b, hub, vpn } = withVpn();
    const flat = hub.table('flat');
    const attached = hub.attach(a, a.subnets);
    flat.associate(attached, vpn).propagate(attached, vpn);
    a.main.route('192.168.0.0/16', hub);
    // a and the office share a table: b, propagated for a, is then known to the office too.
    const found = told(planOf(world, [a, b], { reuse: [hub.id] }), 'on-premises');
    expect(found.map((w) => w.resources)).toEqual([[hub.id, b.id]]);
    expect(found[0]!.message).toContain('would newly be reached from');
  });
});

describe('inspection', () => {
  it('is told where a pair would go past an appliance that it goes through today', () => {
    const world = new World();
    const at = world.region();
    const [a, b, d, firewall] = (['a', 'b', 'd', 'firewall'] as const).map((name, i) => {
      const vpc = at.vpc(name, `10.${i}.0.0/16`);
      vpc.subnet(`10.${i}.0.0/24`);
      return vpc;
    }) as [WorldVpc, WorldVpc, WorldVpc, WorldVpc];
    const hub = at.tgw('hub');
    const [spokes, back] = [hub.table('spokes'), hub.table('back')];
    const inspecting = hub.attach(firewall, firewall.subnets);
    const attached = [a, b, d].map((vpc) => hub.attach(vpc, vpc.subnets));
    spokes.associate(...attached).route('10.0.0.0/8', inspecting);
    back.associate(inspecting).propagate(...attached);
    const inside = firewall.subnet('10.3.1.0/24');
    const eni = inside.eni('10.3.1.10', { name: 'fw', forwards: true });
    firewall.main.route('10.0.0.0/8', eni);
    firewall.table('inside', inside).route('10.0.0.0/8', hub);
    // d reaches a through the firewall; b reaches a over a peering.
    for (const [from, to] of [
      ['d', '10.0.0.0/16'],
      ['a', '10.2.0.0/16'],
    ] as const)
      ({ a, d })[from].main.route(to, hub);
    world.peerRouted(a, b);
    const plan = planOf(world, [a, b], { reuse: [hub.id] });
    // To lead b to a, a is propagated into the table that d uses too.
    const [warning] = told(plan, 'inspection');
    expect(warning?.message).toContain('would go past it');
    expect(warning?.resources).toEqual([a.id, d.id]);
  });

  it('is not spoken of where nothing inspects', () => {
    expect(told(mesh(3).plan(), 'inspection')).toEqual([]);
  });
});

it('inspection is not spoken of where appliances stand beside the ways between the VPCs', () => {
  const { vpcs, plan } = mesh(3);
  const [a, b] = vpcs as [WorldVpc, WorldVpc, WorldVpc];
  // A default route to a NAT instance concerns no pair of VPCs.
  const nat = a.subnets[0]!.eni('10.0.0.9', { name: 'nat', forwards: true });
  a.main.route('0.0.0.0/0', nat);
  expect(told(plan(), 'inspection')).toEqual([]);
  // What comes in by the subnet of the peering's routes is not looked into either way.
  b.main.route('10.9.0.0/16', b.subnets[0]!.eni('10.1.0.9', { name: 'fw', forwards: true }));
  expect(told(plan(), 'inspection')).toEqual([]);
});
