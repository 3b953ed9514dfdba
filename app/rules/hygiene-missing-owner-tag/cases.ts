/** Cases of hygiene-missing-owner-tag. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

const NAME = { tags: ['Name'] };

/** A peering with a name, or without one. */
function peered(name: string, state = 'active') {
  const world = new World();
  const at = world.region();
  const item = {
    VpcPeeringConnectionId: 'pcx-1',
    Status: { Code: state, Message: '' },
    RequesterVpcInfo: { VpcId: 'vpc-a', OwnerId: at.account, Region: at.region },
    AccepterVpcInfo: { VpcId: 'vpc-b', OwnerId: '999999999999', Region: at.region },
    Tags: name ? [{ Key: 'Name', Value: name }] : [],
  };
  at.vpc('a', '10.1.0.0/16');
  at.add('vpc-peering', 'pcx-1', () => item);
  return world;
}

export default defineCases({
  quiet: [
    { title: 'tagged', options: NAME, world: () => peered('a-b') },
    { title: 'deleted, and still listed', options: NAME, world: () => peered('', 'deleted') },
    {
      title: 'nothing is required',
      options: { tags: [] },
      world: () => peered(''),
    },
    {
      title: 'a transit gateway that another account shares: its tags are not shown',
      options: { tags: ['Owner'], kinds: ['transit-gateway'] },
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        world
          .region('us-east-1', '999999999999')
          .tgw('hub')
          .attach(a, [a.subnet('10.1.0.0/24')]);
        return world;
      },
    },
    {
      title: 'a kind that was not asked for',
      options: { tags: ['Owner'], kinds: ['transit-gateway'] },
      world: () => peered(''),
    },
  ],
  loud: [
    {
      title: 'a peering and the main table of its VPC',
      world: () => peered('a-b'),
      findings: [
        {
          message: 'a-b (pcx-1) has no tag Owner.',
          severity: 'info',
          resources: ['pcx-1'],
          places: [{ resource: 'pcx-1', detail: 'no tag Owner' }],
        },
        {
          message: 'a-main (rtb-a-main) has no tag Owner.',
          severity: 'info',
          resources: ['rtb-a-main'],
        },
      ],
    },
    {
      title: 'several tags of one kind, and a resource without a name',
      options: { tags: ['Name', 'Owner', 'Team'], kinds: ['vpc-peering'] },
      world: () => peered(''),
      findings: [
        {
          message: 'VPC peering connection pcx-1 has no tag Name, Owner and Team.',
          severity: 'info',
          resources: ['pcx-1'],
        },
      ],
    },
    {
      title: 'put right by a tag',
      options: { tags: ['Owner'], kinds: ['vpc'] },
      world: () => {
        const world = new World();
        world.region().vpc('a', '10.1.0.0/16');
        return world;
      },
      mended: () => {
        const world = new World();
        world.region().vpc('a', '10.1.0.0/16', { tags: { Owner: 'payments' } });
        return world;
      },
      findings: [
        { message: 'a (vpc-a) has no tag Owner.', severity: 'info', resources: ['vpc-a'] },
      ],
    },
  ],
});
