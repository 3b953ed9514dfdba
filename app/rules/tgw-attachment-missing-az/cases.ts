/** Cases of tgw-attachment-missing-az. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPC a with a subnet in each zone named, a host in each, all sending to the gateway; attached in the first of them. */
function zones(letters: string, covered = 1) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = at.vpc('a', '10.1.0.0/16');
  const subnets = Array.from(letters).map((zone, i) =>
    a.subnet(`10.1.${i}.0/24`, zone, `a-${zone}`),
  );
  for (const [i, subnet] of subnets.entries()) subnet.eni(`10.1.${i}.10`);
  a.main.route('10.0.0.0/8', hub);
  hub.attach(a, subnets.slice(0, covered));
  return { world, at, hub, a, subnets };
}

export default defineCases({
  quiet: [
    {
      title: 'a subnet in every zone that sends',
      world: () => zones('ab', 2).world,
    },
    {
      title: 'two subnets in the zone that is covered',
      world: () => zones('aa').world,
    },
    {
      title: 'nobody stands in the subnet of the other zone',
      world: () => {
        const { world, a } = zones('a');
        a.subnet('10.1.9.0/24', 'b', 'empty');
        return world;
      },
    },
    {
      title: 'the subnet of the other zone does not send to the gateway',
      world: () => {
        const { world, a, subnets } = zones('ab');
        a.table('apart', subnets[1]!);
        return world;
      },
    },
    {
      // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
      title: 'a subnet in a Local Zone, which sends through the parent zone',
      world: () => {
        const { world, a } = zones('a');
        a.subnet('10.1.9.0/24', '-bos-1a', 'boston').eni('10.1.9.10');
        return world;
      },
    },
    {
      title: 'which subnets the attachment has could not be read',
      world: () => {
        const { world, at } = zones('ab');
        return world.refuse(at, 'DescribeTransitGatewayVpcAttachments');
      },
    },
  ],
  loud: [
    {
      title: 'a host in a zone that nobody added to the attachment',
      world: () => zones('ab').world,
      mended: () => zones('ab', 2).world,
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) has no subnet in us-east-1b: what a-b (subnet-a-b) of a (vpc-a) sends to hub (tgw-hub) is dropped.',
          severity: 'error',
          resources: ['tgw-attach-hub-a', 'vpc-a'],
          path: ['subnet-a-b', 'vpc-a', 'tgw-attach-hub-a', 'tgw-hub'],
          places: [
            { resource: 'subnet-a-b', detail: 'us-east-1b: sends to tgw-hub by rtb-a-main' },
          ],
        },
      ],
    },
    {
      title: 'two zones are missing: one finding, the remedy is one change',
      world: () => zones('abc').world,
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) has no subnet in us-east-1b and us-east-1c: what a-b (subnet-a-b) and a-c (subnet-a-c) of a (vpc-a) send to hub (tgw-hub) is dropped.',
          severity: 'error',
          resources: ['tgw-attach-hub-a', 'vpc-a'],
          places: [
            { resource: 'subnet-a-b', detail: 'us-east-1b: sends to tgw-hub by rtb-a-main' },
            { resource: 'subnet-a-c', detail: 'us-east-1c: sends to tgw-hub by rtb-a-main' },
          ],
        },
      ],
    },
    {
      title: 'the interfaces could not be read: the subnet may be empty',
      world: () => {
        const { world, at } = zones('ab');
        return world.refuse(at, 'DescribeNetworkInterfaces');
      },
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) has no subnet in us-east-1b: what a-b (subnet-a-b) of a (vpc-a) sends to hub (tgw-hub) is dropped.',
          severity: 'error',
          sure: false,
          resources: ['tgw-attach-hub-a', 'vpc-a'],
        },
      ],
    },
  ],
});
