/** Cases of cost-tgw-peering-same-region. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function peered(far: string, state = 'available') {
  const world = new World();
  const near = world.region('us-east-1').tgw('one');
  world.peerTgw(near, world.region(far).tgw('two'), { state });
  return world;
}

export default defineCases({
  quiet: [
    { title: 'between Regions', world: () => peered('us-west-2') },
    { title: 'not accepted', world: () => peered('us-east-1', 'pendingAcceptance') },
    {
      title: 'with a transit gateway of somebody else',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const theirs = world.region('us-east-1', '999999999999').tgw('two');
        world.peerTgw(world.region('us-east-1').tgw('one'), theirs);
        return world;
      },
    },
    {
      title: 'with a core network, which is always in the same Region',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('one');
        at.add('tgw-peering-attachment', 'tgw-attach-wan', () => ({
          TransitGatewayAttachmentId: 'tgw-attach-wan',
          State: 'available',
          RequesterTgwInfo: { TransitGatewayId: hub.id, OwnerId: at.account, Region: at.region },
          AccepterTgwInfo: { CoreNetworkId: 'core-network-1', Region: at.region },
        }));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'both in one Region',
      world: () => peered('us-east-1'),
      mended: () => peered('us-east-1', 'deleted'),
      findings: [
        {
          message:
            'one (tgw-one) and two (tgw-two) are both in us-east-1 and peered over one-two (tgw-attach-one-two), billed as two attachments (about 73 USD a month at list price).',
          severity: 'info',
          resources: ['tgw-attach-one-two', 'tgw-one', 'tgw-two'],
          path: ['tgw-one', 'tgw-attach-one-two', 'tgw-two'],
        },
      ],
    },
    {
      title: 'in a Region that is billed in another currency',
      world: () => {
        const world = new World();
        const at = world.region('cn-north-1');
        world.peerTgw(at.tgw('one'), at.tgw('two'));
        return world;
      },
      findings: [
        {
          message:
            'one (tgw-one) and two (tgw-two) are both in cn-north-1 and peered over one-two (tgw-attach-one-two), billed as two attachments.',
          severity: 'info',
          resources: ['tgw-attach-one-two', 'tgw-one', 'tgw-two'],
        },
      ],
    },
  ],
});
