/** Cases of tgw-vpc-route-without-attachment. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPC a with a subnet, and a gateway it sends 10/8 to. */
function sending() {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  hub.table('all');
  const a = at.vpc('a', '10.1.0.0/16');
  const subnet = a.subnet('10.1.0.0/24');
  a.main.route('10.0.0.0/8', hub, { state: 'blackhole' });
  return { world, at, hub, a, subnet };
}

export default defineCases({
  quiet: [
    {
      title: 'attached',
      world: () => {
        const { world, hub, a, subnet } = sending();
        hub.attach(a, [subnet]);
        return world;
      },
    },
    {
      title:
        'the attachment waits to be accepted: that is tgw-attachment-stuck, once it waits long',
      world: () => {
        const { world, hub, a, subnet } = sending();
        hub.attach(a, [subnet], { state: 'pendingAcceptance' });
        return world;
      },
    },
    {
      title: 'a gateway of another account, attached: the owner was not collected',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const hub = world.region('us-east-1', '999999999999').tgw('hub');
        const a = world.region().vpc('a', '10.1.0.0/16');
        hub.attach(a, [a.subnet('10.1.0.0/24')]);
        a.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'the attachments could not be read',
      world: () => {
        const { world, at } = sending();
        return world.refuse(at, 'DescribeTransitGatewayVpcAttachments');
      },
    },
    {
      title: 'a gateway that is gone as well: that is route-blackhole',
      world: () => {
        const world = new World();
        const a = world.region().vpc('a', '10.1.0.0/16');
        a.subnet('10.1.0.0/24');
        a.main.route(
          '10.0.0.0/8',
          { kind: 'transit-gateway', id: 'tgw-old' },
          { state: 'blackhole' },
        );
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'the attachment was deleted, the routes of two tables stayed',
      world: () => {
        const { world, at, hub, a, subnet } = sending();
        const offices = at.prefixList('offices', ['172.20.0.0/16']);
        a.table('data', a.subnet('10.1.1.0/24')).route(offices, hub, { state: 'blackhole' });
        hub.attach(a, [subnet], { state: 'deleted' });
        return world;
      },
      mended: () => {
        const { world, at, hub, a, subnet } = sending();
        const offices = at.prefixList('offices', ['172.20.0.0/16']);
        a.table('data', a.subnet('10.1.1.0/24')).route(offices, hub, { state: 'blackhole' });
        hub.attach(a, [subnet]);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 10.0.0.0/8 and offices (pl-offices) to hub (tgw-hub), but is not attached to it: that traffic is dropped.',
          severity: 'error',
          resources: ['vpc-a', 'tgw-hub'],
          path: ['vpc-a', 'rtb-a-data', 'tgw-hub'],
          places: [
            { resource: 'rtb-a-data', detail: 'offices (pl-offices) to tgw-hub' },
            { resource: 'rtb-a-main', detail: '10.0.0.0/8 to tgw-hub' },
          ],
        },
      ],
    },
    {
      title: 'in a table that no subnet uses',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const a = at.vpc('a', '10.1.0.0/16');
        a.subnet('10.1.0.0/24');
        a.table('old').route('10.0.0.0/8', hub, { state: 'blackhole' });
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) holds routes for 10.0.0.0/8 to hub (tgw-hub), to which it is not attached; no subnet uses their tables.',
          severity: 'info',
          resources: ['vpc-a', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'attached to another gateway than the one it sends to',
      world: () => {
        const { world, at, a, subnet } = sending();
        at.tgw('old').attach(a, [subnet]);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 10.0.0.0/8 to hub (tgw-hub), but is not attached to it: that traffic is dropped.',
          severity: 'error',
          resources: ['vpc-a', 'tgw-hub'],
        },
      ],
    },
  ],
});
