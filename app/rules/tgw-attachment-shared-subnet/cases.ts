/** Cases of tgw-attachment-shared-subnet. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPC a, attached by a subnet of its own in each of two zones, where the gateway has its interfaces. */
function attached() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const subnets = [a.subnet('10.1.0.0/28', 'a'), a.subnet('10.1.0.16/28', 'b')];
  for (const [i, subnet] of subnets.entries())
    subnet.eni(`10.1.0.${4 + 16 * i}`, { type: 'transit_gateway', groups: [] });
  at.tgw('hub').attach(a, subnets);
  return { world, at, a, subnets };
}

export default defineCases({
  quiet: [
    {
      title: 'nothing but the interfaces of the gateway',
      world: () => {
        const { world, a } = attached();
        a.subnet('10.1.1.0/24', 'a', 'app').eni('10.1.1.10');
        return world;
      },
    },
    {
      title: 'who stands there could not be read',
      world: () => {
        const { world, at, subnets } = attached();
        subnets[0]!.eni('10.1.0.10');
        return world.refuse(at, 'DescribeNetworkInterfaces');
      },
    },
  ],
  loud: [
    {
      title: 'workloads in both attachment subnets',
      world: () => {
        const { world, subnets } = attached();
        subnets[0]!.eni('10.1.0.10');
        subnets[0]!.eni('10.1.0.11');
        subnets[1]!.eni('10.1.0.26');
        return world;
      },
      mended: () => {
        const { world, a } = attached();
        const apart = a.subnet('10.1.1.0/24', 'a', 'app');
        apart.eni('10.1.1.10');
        apart.eni('10.1.1.11');
        return world;
      },
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) of a (vpc-a) shares a-1 (subnet-a-1) and a-2 (subnet-a-2) with 3 other interfaces.',
          severity: 'info',
          resources: ['tgw-attach-hub-a', 'vpc-a'],
          places: [
            { resource: 'subnet-a-1', detail: '2 other interfaces' },
            { resource: 'subnet-a-2', detail: '1 other interface' },
          ],
        },
      ],
    },
  ],
});
