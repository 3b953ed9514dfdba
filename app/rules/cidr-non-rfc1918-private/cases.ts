/** Cases of cidr-non-rfc1918-private. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function peered(cidr: string | readonly string[], state = 'active') {
  const world = new World();
  const at = world.region();
  const b = at.vpc('b', cidr);
  world.peer(at.vpc('a', '10.1.0.0/16'), b, { state });
  return { world, at, b };
}

export default defineCases({
  quiet: [
    {
      title: 'private addresses, IPv6 besides',
      world: () => peered(['172.16.0.0/16', '192.168.0.0/20', '2001:db8::/56']).world,
    },
    {
      title: 'ranges that no public host has',
      world: () => peered(['100.64.0.0/16', '198.19.0.0/20']).world,
    },
    {
      title: 'public addresses in a VPC that is connected to nothing',
      world: () => peered('11.2.0.0/16', 'expired').world,
    },
    {
      title: 'the part of 172.0.0.0/8 that is private ends at 172.31',
      world: () => peered('172.31.0.0/16').world,
    },
  ],
  loud: [
    {
      title: 'addresses of somebody else, peered',
      world: () => peered(['11.2.0.0/16', '172.32.0.0/16']).world,
      mended: () => peered('10.2.0.0/16').world,
      findings: [
        {
          message:
            'b (vpc-b) uses public addresses, 11.2.0.0/16 and 172.32.0.0/16, and shares them over 1 peering.',
          severity: 'info',
          resources: ['vpc-b'],
          path: ['vpc-b', 'pcx-a-b'],
          places: [
            { resource: 'vpc-b', detail: '11.2.0.0/16' },
            { resource: 'vpc-b', detail: '172.32.0.0/16' },
          ],
        },
      ],
    },
    {
      title: 'on a transit gateway as well',
      world: () => {
        const { world, at, b } = peered('11.2.0.0/16');
        at.tgw('hub').attach(b, []);
        return world;
      },
      findings: [
        {
          message:
            'b (vpc-b) uses public addresses, 11.2.0.0/16, and shares them over 1 peering and 1 transit gateway attachment.',
          severity: 'info',
          resources: ['vpc-b'],
          path: ['vpc-b', 'pcx-a-b', 'tgw-attach-hub-b'],
        },
      ],
    },
  ],
});
