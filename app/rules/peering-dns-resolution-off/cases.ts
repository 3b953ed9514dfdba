/** Cases of peering-dns-resolution-off. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

interface Peered {
  readonly region?: string;
  readonly cidr?: string | readonly string[];
  readonly dns?: boolean;
  readonly routed?: boolean;
}

/** a, and b in a Region and on addresses that may be others; b's first block is routed. */
function peered({ region = 'us-east-1', cidr = '10.2.0.0/16', dns, routed = true }: Peered) {
  const world = new World();
  const a = world.region().vpc('a', '10.1.0.0/16');
  const b = world.region(region).vpc('b', cidr);
  const link = world.peer(a, b, dns === undefined ? {} : { dns });
  if (routed) {
    a.main.route(b.cidrs[0]!, link);
    b.main.route('10.1.0.0/16', link);
  }
  return world;
}

export default defineCases({
  quiet: [
    {
      title: 'one Region and private addresses: names resolve without it',
      world: () => peered({}),
    },
    { title: 'two Regions, turned on', world: () => peered({ region: 'eu-west-1', dns: true }) },
    {
      title: 'other addresses, turned on',
      world: () => peered({ cidr: '11.2.0.0/16', dns: true }),
    },
    {
      title: 'two Regions, not routed yet',
      world: () => peered({ region: 'eu-west-1', routed: false }),
    },
    {
      title: 'addresses of pods, which nobody routes',
      world: () => peered({ cidr: ['10.2.0.0/16', '100.64.0.0/16'] }),
    },
    {
      title: 'the option of the other account was not told',
      world: () => {
        const world = new World();
        const a = world.region().vpc('a', '10.1.0.0/16');
        world.region().add('vpc-peering', 'pcx-x', () => ({
          VpcPeeringConnectionId: 'pcx-x',
          Status: { Code: 'active' },
          RequesterVpcInfo: {
            VpcId: a.id,
            OwnerId: '111111111111',
            Region: 'us-east-1',
            CidrBlock: '10.1.0.0/16',
            PeeringOptions: { AllowDnsResolutionFromRemoteVpc: true },
          },
          AccepterVpcInfo: {
            VpcId: 'vpc-far',
            OwnerId: '999999999999',
            Region: 'eu-west-1',
            CidrBlock: '10.2.0.0/16',
          },
        }));
        a.main.route('10.2.0.0/16', { kind: 'vpc-peering', id: 'pcx-x' });
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'two Regions, off on both sides: each owner turns on its own',
      world: () => peered({ region: 'eu-west-1' }),
      mended: () => peered({ region: 'eu-west-1', dns: true }),
      findings: [
        {
          message:
            'Private names of a (vpc-a) do not resolve for b (vpc-b): b (vpc-b) is in another Region, and DNS resolution is off on its side of a-b (pcx-a-b).',
          severity: 'info',
          resources: ['vpc-a', 'pcx-a-b'],
          path: ['vpc-a', 'pcx-a-b', 'vpc-b'],
          places: [{ resource: 'pcx-a-b', detail: 'off for names of a (vpc-a)' }],
        },
        {
          message:
            'Private names of b (vpc-b) do not resolve for a (vpc-a): a (vpc-a) is in another Region, and DNS resolution is off on its side of a-b (pcx-a-b).',
          severity: 'info',
          resources: ['vpc-b', 'pcx-a-b'],
        },
      ],
    },
    {
      title: 'addresses outside the private ranges, and two peers: one finding of the owner',
      world: () => {
        const world = new World();
        const at = world.region();
        const b = at.vpc('b', '11.2.0.0/16');
        world.peerRouted(at.vpc('a', '10.1.0.0/16'), b);
        world.peerRouted(world.region('eu-west-1').vpc('c', '10.3.0.0/16'), b);
        return world;
      },
      findings: [
        {
          message:
            'Private names of b (vpc-b) do not resolve for a (vpc-a) and c (vpc-c): 11.2.0.0/16 is outside the private ranges, c (vpc-c) is in another Region, and DNS resolution is off on its side of 2 peerings.',
          severity: 'info',
          resources: ['vpc-b', 'pcx-a-b', 'pcx-c-b'],
          places: [
            { resource: 'pcx-a-b', detail: 'off for names of b (vpc-b)' },
            { resource: 'pcx-c-b', detail: 'off for names of b (vpc-b)' },
          ],
        },
        {
          message:
            'Private names of c (vpc-c) do not resolve for b (vpc-b): b (vpc-b) is in another Region, and DNS resolution is off on its side of c-b (pcx-c-b).',
          severity: 'info',
          resources: ['vpc-c', 'pcx-c-b'],
        },
      ],
    },
    {
      title: 'the other account was not collected: its side is not known, ours is off',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const a = world.region().vpc('a', '10.1.0.0/16');
        world.region().add('vpc-peering', 'pcx-x', () => ({
          VpcPeeringConnectionId: 'pcx-x',
          Status: { Code: 'active' },
          RequesterVpcInfo: {
            VpcId: a.id,
            OwnerId: '111111111111',
            Region: 'us-east-1',
            CidrBlock: '10.1.0.0/16',
            PeeringOptions: { AllowDnsResolutionFromRemoteVpc: false },
          },
          AccepterVpcInfo: {
            VpcId: 'vpc-far',
            OwnerId: '999999999999',
            Region: 'eu-west-1',
            CidrBlock: '10.2.0.0/16',
          },
        }));
        a.main.route('10.2.0.0/16', { kind: 'vpc-peering', id: 'pcx-x' });
        return world;
      },
      findings: [
        {
          message:
            'Private names of a (vpc-a) do not resolve for vpc-far: vpc-far is in another Region, and DNS resolution is off on its side of pcx-x.',
          severity: 'info',
          resources: ['vpc-a', 'pcx-x'],
        },
      ],
    },
  ],
});
