/** Cases of tgw-route-blackhole. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPCs a and b on a gateway; a is asked and known in the table prod. */
function onHub() {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = hub.attach(at.vpc('a', '10.1.0.0/16'), []);
  const b = hub.attach(at.vpc('b', '10.2.0.0/16'), []);
  const prod = hub.table('prod').associate(a).propagate(a);
  return { world, at, hub, prod, a, b };
}

export default defineCases({
  quiet: [
    {
      title: 'segments kept apart: prod drops the VPC of another table',
      world: () => {
        const { world, hub, prod, b } = onHub();
        hub.table('dev').associate(b).propagate(b);
        prod.blackhole('10.2.0.0/16');
        return world;
      },
    },
    {
      title: 'a segment that only a gateway peering leads to is somebody too',
      world: () => {
        const { world, hub, prod } = onHub();
        const west = world.region('us-west-2').tgw('west');
        hub.table('shared').route('10.128.0.0/12', world.peerTgw(hub, west));
        prod.blackhole('10.130.0.0/16');
        return world;
      },
    },
    {
      // https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/using-nat-gateway-for-centralized-egress.html
      title: 'whole private ranges, as AWS advises beside a default route to central egress',
      world: () => {
        const { world, prod, b } = onHub();
        prod
          .route('0.0.0.0/0', b)
          .blackhole('10.0.0.0/8')
          .blackhole('172.16.0.0/12')
          .blackhole('192.168.0.0/16');
        return world;
      },
    },
    {
      title: 'public addresses nobody shall reach',
      world: () => {
        const { world, prod } = onHub();
        prod.blackhole('203.0.113.0/24');
        return world;
      },
    },
    {
      title: 'listed as dropped on purpose',
      world: () => {
        const { world, prod } = onHub();
        prod.blackhole('10.9.0.0/16');
        return world;
      },
      options: { allow: ['10.8.0.0/13'] },
    },
  ],
  loud: [
    {
      title: 'the attachment was deleted, its static route stayed',
      world: () => {
        const { world, prod, b } = onHub();
        b.state = 'deleted';
        prod.route('10.2.0.0/16', b);
        return world;
      },
      mended: () => {
        const { world, b } = onHub();
        b.state = 'deleted';
        return world;
      },
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) drops 10.2.0.0/16: the attachment of b (vpc-b) is gone.',
          severity: 'warning',
          resources: ['tgw-rtb-hub-prod', 'tgw-hub'],
          path: ['tgw-hub', 'tgw-rtb-hub-prod'],
          places: [{ resource: 'tgw-rtb-hub-prod', detail: '10.2.0.0/16 to tgw-attach-hub-b' }],
        },
      ],
    },
    {
      title: 'in a table that nobody is associated with',
      world: () => {
        const { world, hub, b } = onHub();
        b.state = 'deleted';
        hub.table('old').route('10.2.0.0/16', b);
        return world;
      },
      findings: [
        {
          message:
            'hub-old (tgw-rtb-hub-old) drops 10.2.0.0/16: the attachment of b (vpc-b) is gone.',
          severity: 'info',
          resources: ['tgw-rtb-hub-old', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'forty routes of two attachments are one finding with forty places',
      world: () => {
        const { world, at, hub, prod, b } = onHub();
        const c = hub.attach(at.vpc('c', '10.3.0.0/16'), []);
        for (const end of [b, c]) end.state = 'deleted';
        for (let i = 0; i < 20; i++) prod.route(`10.2.${i}.0/24`, b).route(`10.3.${i}.0/24`, c);
        return world;
      },
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) drops 40 destinations: the attachments of b (vpc-b) and c (vpc-c) are gone.',
          severity: 'warning',
          resources: ['tgw-rtb-hub-prod', 'tgw-hub'],
          places: ['10.2 b', '10.3 c'].flatMap((text) => {
            const [base = '', name = ''] = text.split(' ');
            return Array.from({ length: 20 }, (_, i) => ({
              resource: 'tgw-rtb-hub-prod',
              detail: `${base}.${i}.0/24 to tgw-attach-hub-${name}`,
            }));
          }),
        },
      ],
    },
    {
      title: 'addresses that nobody has any more, without a word of who had them',
      world: () => {
        const { world, prod } = onHub();
        prod.blackhole('10.9.0.0/16').blackhole('10.2.0.0/16');
        return world;
      },
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) drops 10.9.0.0/16, addresses that nobody here has: left behind, perhaps.',
          severity: 'info',
          resources: ['tgw-rtb-hub-prod'],
          places: [{ resource: 'tgw-rtb-hub-prod', detail: '10.9.0.0/16' }],
        },
      ],
    },
    {
      title: 'a Region did not list its VPCs: they may be there',
      world: () => {
        const { world, prod } = onHub();
        const west = world.region('us-west-2');
        west.vpc('far', '10.9.0.0/16');
        prod.blackhole('10.9.0.0/16');
        return world.refuse(west, 'DescribeVpcs');
      },
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) drops 10.9.0.0/16, addresses that nobody here has: left behind, perhaps.',
          severity: 'info',
          sure: false,
          resources: ['tgw-rtb-hub-prod'],
        },
      ],
    },
  ],
});
