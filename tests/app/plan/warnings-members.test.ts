/** What a plan warns of its members and their subnets. */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { mesh, planOf, told } from './meshes.ts';

describe('addresses in common', () => {
  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html: the later attachment is not propagated.
  it('are told with both VPCs', () => {
    const { at, world, vpcs } = mesh(3);
    const twin = at.vpc('twin', '10.0.0.0/16');
    twin.subnet('10.0.9.0/24');
    world.peerRouted(twin, vpcs[1]!);
    const [one, ...more] = told(planOf(world, [...vpcs, twin]), 'overlap');
    expect(more).toEqual([]);
    expect(one).toMatchObject({ stops: false, resources: [twin.id, vpcs[0]!.id].sort() });
    expect(one!.message).toContain('1 pair of VPCs shares addresses');
  });

  it('are not told where there are none', () => {
    expect(told(mesh(3).plan(), 'overlap')).toEqual([]);
  });
});

describe('what was not seen', () => {
  it('names the VPCs that were not collected, and the peerings that stay with them', () => {
    const { world, vpcs } = mesh(3);
    const far = world.region('us-east-1', '999999999999').vpc('far', '10.9.0.0/16');
    far.subnet('10.9.0.0/24');
    const left = world.peerRouted(vpcs[0]!, far);
    world.unseen('999999999999');
    const plan = planOf(world, [...vpcs, far]);
    expect(told(plan, 'not-collected')).toMatchObject([
      { stops: false, resources: [far.id, left.id] },
    ]);
    expect(told(plan, 'not-collected')[0]!.message).toContain('1 peering with it stays');
    expect(plan.design.replaced).not.toContain(left.id);
  });

  it('tells of a refused call that hides something of a member', () => {
    const { world, at, plan } = mesh(3);
    expect(told(plan(), 'gap')).toEqual([]);
    world.refuse(at, 'DescribeSecurityGroups');
    expect(told(plan(), 'gap').map((w) => w.message)).toEqual([
      'Security groups of 3 members were not read: references to groups of other members are not known.',
    ]);
  });
});

describe('subnets of attachments', () => {
  it('are told where a zone has no room for one of its own', () => {
    const world = new World();
    const at = world.region();
    // A /28 is the smallest VPC and the smallest subnet: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
    const full = at.vpc('full', '10.0.0.0/28');
    const [only] = [full.subnet('10.0.0.0/28')];
    only.eni('10.0.0.5');
    const b = at.vpc('b', '10.1.0.0/16');
    b.subnet('10.1.0.0/24');
    world.peerRouted(full, b);
    const [warning, ...more] = told(planOf(world, [full, b]), 'landing');
    expect(more).toEqual([]);
    expect(warning!.resources).toEqual([full.id, only.id]);
    expect(warning!.message).toContain('no room for a /28 in us-east-1a');
  });
});
