/** Cases of route-blackhole. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function lone() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  a.subnet('10.1.0.0/24');
  return { world, at, a };
}

const gone = (kind: string, id: string) => ({ kind, id });
const BLACK = { state: 'blackhole' } as const;

export default defineCases({
  quiet: [
    {
      title: 'every target is there',
      world: () => {
        const { world, a } = lone();
        a.main.route('0.0.0.0/0', a.igw());
        return world;
      },
    },
    {
      title:
        'a peering nobody can see, as a participant of a shared VPC: AWS says the route is active',
      world: () => {
        const { world, a } = lone();
        a.main.route('10.2.0.0/16', gone('vpc-peering', 'pcx-unseen'), { state: 'active' });
        return world;
      },
    },
    {
      title:
        'the VPC is no longer attached to a gateway that is still there: that is tgw-vpc-route-without-attachment',
      world: () => {
        const { world, at, a } = lone();
        const hub = at.tgw('hub');
        hub.table('all');
        a.main.route('10.2.0.0/16', hub, BLACK);
        return world;
      },
    },
    {
      title: 'the peering waits to be accepted: that is told of the peering',
      world: () => {
        const { world, at, a } = lone();
        const b = at.vpc('b', '10.2.0.0/16');
        a.main.route('10.2.0.0/16', world.peer(a, b, { state: 'pending-acceptance' }), BLACK);
        return world;
      },
    },
    {
      title: 'the attachment to the gateway failed: that is told of the attachment',
      world: () => {
        const { world, at, a } = lone();
        at.tgw('hub').attach(a, a.subnets, { state: 'failed' });
        a.main.route('10.2.0.0/16', { kind: 'transit-gateway', id: 'tgw-hub' }, BLACK);
        return world;
      },
    },
    {
      title: 'the attachment has waited to be accepted for months',
      world: () => {
        const { world, at, a } = lone();
        at.tgw('hub').attach(a, a.subnets, { state: 'pendingAcceptance' });
        a.main.route('10.2.0.0/16', { kind: 'transit-gateway', id: 'tgw-hub' }, BLACK);
        return world;
      },
    },
    {
      title: 'the peering expired, and is still shown: that is told of the peering',
      world: () => {
        const { world, at, a } = lone();
        const b = at.vpc('b', '10.2.0.0/16');
        a.main.route('10.2.0.0/16', world.peer(a, b, { state: 'expired' }), BLACK);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'the peering is deleted, and still shown',
      world: () => {
        const { world, at, a } = lone();
        const b = at.vpc('b', '10.2.0.0/16');
        a.main.route('10.2.0.0/16', world.peer(a, b, { state: 'deleted' }), BLACK);
        return world;
      },
      findings: [
        {
          message: 'a-main (rtb-a-main) of a (vpc-a) drops 10.2.0.0/16: pcx-a-b is deleted.',
          severity: 'error',
          resources: ['rtb-a-main', 'vpc-a'],
        },
      ],
    },
    {
      title: 'the peering is about to be active',
      world: () => {
        const { world, at, a } = lone();
        const b = at.vpc('b', '10.2.0.0/16');
        a.main.route('10.2.0.0/16', world.peer(a, b, { state: 'provisioning' }), BLACK);
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) drops 10.2.0.0/16 until pcx-a-b is active, which takes moments.',
          severity: 'info',
          resources: ['rtb-a-main', 'vpc-a'],
        },
      ],
    },
    {
      title: 'the peering is being asked for, and then waits to be accepted',
      world: () => {
        const { world, at, a } = lone();
        const b = at.vpc('b', '10.2.0.0/16');
        a.main.route('10.2.0.0/16', world.peer(a, b, { state: 'initiating-request' }), BLACK);
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) drops 10.2.0.0/16: pcx-a-b is initiating-request.',
          severity: 'error',
          resources: ['rtb-a-main', 'vpc-a'],
        },
      ],
    },
    {
      title:
        'the peering waits to be accepted, and the route is by a prefix list that was not read',
      world: () => {
        const { world, at, a } = lone();
        const b = at.vpc('b', '10.2.0.0/16');
        const list = at.prefixList('far', ['10.2.0.0/16']);
        a.main.route(list, world.peer(a, b, { state: 'pending-acceptance' }), BLACK);
        world.refuse(at, 'GetManagedPrefixListEntries');
        return world;
      },
      findings: [
        {
          message: 'a-main (rtb-a-main) of a (vpc-a) drops pl-far: pcx-a-b is pending-acceptance.',
          severity: 'error',
          resources: ['rtb-a-main', 'vpc-a'],
        },
      ],
    },
    {
      title: 'the attachment to the gateway waits to be accepted, since an hour',
      world: () => {
        const { world, at, a } = lone();
        const end = at.tgw('hub').attach(a, a.subnets, { state: 'pendingAcceptance' });
        end.created = '2026-01-05T08:00:00.000Z';
        a.main.route('10.2.0.0/16', { kind: 'transit-gateway', id: 'tgw-hub' }, BLACK);
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) drops 10.2.0.0/16: tgw-hub is reached over tgw-attach-hub-a, which is pendingAcceptance.',
          severity: 'error',
          resources: ['rtb-a-main', 'vpc-a'],
        },
      ],
    },
    {
      title: 'the peering was deleted',
      world: () => {
        const { world, a } = lone();
        a.main.route('10.2.0.0/16', gone('vpc-peering', 'pcx-old'), BLACK);
        return world;
      },
      mended: () => lone().world,
      findings: [
        {
          message: 'a-main (rtb-a-main) of a (vpc-a) drops 10.2.0.0/16: pcx-old is gone.',
          severity: 'error',
          resources: ['rtb-a-main', 'vpc-a'],
          path: ['vpc-a', 'rtb-a-main'],
          places: [{ resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-old' }],
        },
      ],
    },
    {
      title: 'four hundred in one table are one finding with four hundred places',
      world: () => {
        const { world, a } = lone();
        for (let i = 0; i < 400; i++) {
          const cidr = `10.${2 + (i >> 8)}.${i & 255}.0/24`;
          a.main.route(cidr, gone('vpc-peering', i % 2 ? 'pcx-old' : 'pcx-older'), BLACK);
        }
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) drops 400 destinations: pcx-old and pcx-older are gone.',
          severity: 'error',
          resources: ['rtb-a-main', 'vpc-a'],
          places: Array.from({ length: 400 }, (_, i) => ({
            resource: 'rtb-a-main',
            detail: `10.${2 + (i >> 8)}.${i & 255}.0/24 to ${i % 2 ? 'pcx-old' : 'pcx-older'}`,
          })),
        },
      ],
    },
    {
      title: 'the interface of an appliance, which may come back with its instance',
      world: () => {
        const { world, a } = lone();
        a.main.route('0.0.0.0/0', gone('network-interface', 'eni-firewall'), BLACK);
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) drops 0.0.0.0/0: the interface or instance behind eni-firewall is gone or stopped.',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
        },
      ],
    },
    {
      title: 'in a table that no subnet uses',
      world: () => {
        const { world, a } = lone();
        a.table('spare').route('10.2.0.0/16', gone('nat-gateway', 'nat-old'), BLACK);
        return world;
      },
      mended: () => {
        const { world, a } = lone();
        a.table('spare');
        return world;
      },
      findings: [
        {
          message:
            'a-spare (rtb-a-spare) of a (vpc-a) holds 10.2.0.0/16 to nat-old, which is gone; no subnet uses the table.',
          severity: 'info',
          resources: ['rtb-a-spare', 'vpc-a'],
        },
      ],
    },
  ],
});
