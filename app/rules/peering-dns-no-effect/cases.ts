/** Cases of peering-dns-no-effect. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

interface Attributes {
  readonly hostnames?: boolean;
  readonly support?: boolean;
}

interface Peered {
  /** What is on in b; absent: it was not asked. */
  readonly b?: Attributes;
  /** The option of the peering. */
  readonly dns?: boolean;
  readonly state?: string;
}

/** a, in which everything is on, peered with b. */
function peered({ b: attributes, dns = true, state = 'active' }: Peered): World {
  const world = new World();
  const a = world.region().vpc('a', '10.1.0.0/16');
  const b = world.region('eu-west-1').vpc('b', '10.2.0.0/16');
  world.peer(a, b, { dns, state });
  world.dns(a, {});
  return attributes ? world.dns(b, attributes) : world;
}

const says = (what: string) => ({
  message: `DNS resolution is on over a-b (pcx-a-b), and has no effect: ${what} in b (vpc-b), and it needs both in both VPCs.`,
  severity: 'warning' as const,
  resources: ['vpc-b', 'pcx-a-b'],
  path: ['vpc-b', 'pcx-a-b'],
  places: [{ resource: 'vpc-b', detail: what }],
});

export default defineCases({
  quiet: [
    { title: 'everything is on in both VPCs', world: () => peered({ b: {} }) },
    { title: 'what is on in the other VPC was not asked', world: () => peered({}) },
    {
      title: 'the option is off, and nobody expects an effect',
      world: () => peered({ b: { hostnames: false }, dns: false }),
    },
    {
      title: 'a peering that is gone',
      world: () => peered({ b: { hostnames: false }, state: 'deleted' }),
    },
    {
      title: 'the attributes were refused',
      world: () => {
        const world = peered({ b: { hostnames: false } });
        return world.refuse(world.region('eu-west-1'), 'DescribeVpcAttribute');
      },
    },
  ],
  loud: [
    {
      title: 'a VPC without DNS hostnames, as every one that is not made with them',
      world: () => peered({ b: { hostnames: false } }),
      findings: [says('DNS hostnames are off')],
      mended: () => peered({ b: {} }),
    },
    {
      title: 'a VPC without DNS support',
      world: () => peered({ b: { support: false } }),
      findings: [says('DNS support is off')],
    },
    {
      title: 'neither',
      world: () => peered({ b: { hostnames: false, support: false } }),
      findings: [says('DNS hostnames and DNS support are off')],
    },
    {
      title: 'one VPC takes the effect from all of its peerings',
      world: () => {
        const world = new World();
        const at = world.region();
        const [a, b, c] = ['a', 'b', 'c'].map((name, i) => at.vpc(name, `10.${i}.0.0/16`));
        world.peer(a!, b!, { dns: true });
        world.peer(a!, c!, { dns: true });
        return world.dns(a!, { hostnames: false }).dns(b!, {}).dns(c!, {});
      },
      findings: [
        {
          message:
            'DNS resolution is on over 2 peerings, and has no effect: DNS hostnames are off in a (vpc-a), and it needs both in both VPCs.',
          severity: 'warning',
          resources: ['vpc-a', 'pcx-a-b', 'pcx-a-c'],
          path: ['vpc-a', 'pcx-a-b', 'pcx-a-c'],
          places: [{ resource: 'vpc-a', detail: 'DNS hostnames are off' }],
        },
      ],
    },
  ],
});
