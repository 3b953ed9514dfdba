/** Cases of cidr-overlap-unconnected. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPCs a, b, c … with these blocks, in one Region. */
function vpcs(...blocks: readonly (string | readonly string[])[]) {
  const world = new World();
  const at = world.region();
  return { world, at, made: blocks.map((b, i) => at.vpc(String.fromCharCode(97 + i), b)) };
}

export default defineCases({
  quiet: [
    { title: 'blocks that do not overlap', world: () => vpcs('10.1.0.0/16', '10.2.0.0/16').world },
    {
      title: 'pods of two clusters',
      world: () => vpcs(['10.1.0.0/16', '100.64.0.0/16'], ['10.2.0.0/16', '100.64.0.0/16']).world,
    },
    {
      title: 'peers of one VPC: what connects them is told by cidr-overlap-connected',
      world: () => {
        const { world, made } = vpcs('10.1.0.0/16', '10.1.0.0/16', '10.3.0.0/16');
        for (const vpc of made.slice(0, 2)) world.peer(vpc, made[2]!);
        return world;
      },
    },
    {
      title: 'on gateways that are peered with each other',
      world: () => {
        const { world, at, made } = vpcs('10.1.0.0/16', '10.1.0.0/16');
        const [one, other] = [at.tgw('one'), at.tgw('other')];
        one.attach(made[0]!, []);
        other.attach(made[1]!, []);
        world.peerTgw(one, other);
        return world;
      },
    },
    {
      title: 'one default VPC',
      world: () => {
        const world = new World();
        world.region().vpc('default', '172.31.0.0/16', { isDefault: true });
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'two VPCs on the same block, one with a part of the other',
      world: () => vpcs('10.1.0.0/16', ['10.2.0.0/16', '10.1.64.0/20']).world,
      mended: () => vpcs('10.1.0.0/16', ['10.2.0.0/16', '10.3.64.0/20']).world,
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 10.1.64.0/20. Nothing connects them all; as they are, nothing can.',
          severity: 'info',
          resources: ['vpc-a', 'vpc-b'],
          places: [
            { resource: 'vpc-a', detail: '10.1.0.0/16' },
            { resource: 'vpc-b', detail: '10.1.64.0/20' },
          ],
        },
      ],
    },
    {
      title: 'a peering that expired connects nothing',
      world: () => {
        const { world, made } = vpcs('10.1.0.0/16', '10.1.0.0/16');
        world.peer(made[0]!, made[1]!, { state: 'failed' });
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 10.1.0.0/16. Nothing connects them all; as they are, nothing can.',
          severity: 'info',
          resources: ['vpc-a', 'vpc-b'],
        },
      ],
    },
    {
      title: 'default VPCs of accounts and Regions are one finding',
      world: () => {
        const world = new World();
        for (const account of ['111111111111', '222222222222']) {
          for (const region of ['us-east-1', 'eu-west-1']) {
            const name = `default-${account[0]!}-${region}`;
            world.region(region, account).vpc(name, '172.31.0.0/16', { isDefault: true });
          }
        }
        return world;
      },
      findings: [
        {
          message:
            '4 default VPCs are on 172.31.0.0/16: default-1-eu-west-1 (vpc-default-1-eu-west-1), default-1-us-east-1 (vpc-default-1-us-east-1), default-2-eu-west-1 (vpc-default-2-eu-west-1) and default-2-us-east-1 (vpc-default-2-us-east-1). As they are, none can be connected to another.',
          severity: 'info',
          resources: [
            'vpc-default-1-eu-west-1',
            'vpc-default-1-us-east-1',
            'vpc-default-2-eu-west-1',
            'vpc-default-2-us-east-1',
          ],
        },
      ],
    },
  ],
});
