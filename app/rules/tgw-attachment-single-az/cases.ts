/** Cases of tgw-attachment-single-az. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPC a with a subnet in each zone named, attached in the first `covered` of them. */
function zones(letters: string, covered: number) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = at.vpc('a', '10.1.0.0/16');
  const subnets = Array.from(letters).map((zone, i) =>
    a.subnet(`10.1.${i}.0/24`, zone, `a-${zone}`),
  );
  hub.attach(a, subnets.slice(0, covered));
  return { world, at, hub, a, subnets };
}

export default defineCases({
  quiet: [
    { title: 'every zone is covered', world: () => zones('ab', 2).world },
    { title: 'two of three zones: one may fail', world: () => zones('abc', 2).world },
    { title: 'a VPC in one zone, as for development', world: () => zones('aa', 1).world },
    {
      title: 'a host in the other zone sends to the gateway: that is tgw-attachment-missing-az',
      world: () => {
        const { world, hub, a, subnets } = zones('ab', 1);
        subnets[1]!.eni('10.1.1.10');
        a.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'the other subnet is in a Local Zone, which cannot be attached',
      world: () => {
        const { world, a } = zones('a', 1);
        a.subnet('10.1.9.0/24', '-bos-1a', 'boston');
        return world;
      },
    },
    {
      title: 'the attachment was deleted',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const first = a.subnet('10.1.0.0/24', 'a');
        a.subnet('10.1.1.0/24', 'b');
        at.tgw('hub').attach(a, [first], { state: 'deleted' });
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'subnets in three zones, attached in one',
      world: () => zones('abc', 1).world,
      mended: () => zones('abc', 3).world,
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) stands in us-east-1a only, though a (vpc-a) uses us-east-1a, us-east-1b and us-east-1c: without us-east-1a it is cut off from hub (tgw-hub).',
          severity: 'warning',
          resources: ['tgw-attach-hub-a', 'vpc-a'],
          path: ['vpc-a', 'tgw-attach-hub-a', 'tgw-hub'],
          places: [
            { resource: 'tgw-attach-hub-a', detail: 'no subnet in us-east-1b' },
            { resource: 'tgw-attach-hub-a', detail: 'no subnet in us-east-1c' },
          ],
        },
      ],
    },
  ],
});
