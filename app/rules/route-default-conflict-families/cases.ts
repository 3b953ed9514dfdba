/** Cases of route-default-conflict-families. */
import type { Target } from '../../world/target.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A dual-stack VPC: an app subnet with a table, a public subnet with a NAT gateway and a firewall subnet. */
function dual(v6 = true) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
  const app = a.subnet(v6 ? ['10.1.0.0/24', '2001:db8:1::/64'] : '10.1.0.0/24');
  const open = a.subnet('10.1.1.0/24');
  const guard = a.subnet('10.1.2.0/24');
  const igw = a.igw();
  const outside = a.table('public', open).route('0.0.0.0/0', igw);
  const table = a.table('app', app);
  const nat = a.nat(open);
  const firewall = a.endpoint('firewall', { type: 'GatewayLoadBalancer', subnets: [guard] });
  const ways = (v4: Target, next: Target) => {
    table.route('0.0.0.0/0', v4).route('::/0', next);
    return world;
  };
  const hub = () => {
    const tgw = at.tgw('hub');
    tgw.attach(a, [app]);
    return tgw;
  };
  return { world, a, app, outside, table, igw, nat, firewall, ways, hub };
}

export default defineCases({
  quiet: [
    {
      title: 'NAT gateway and egress-only gateway: what AWS advises for private subnets',
      world: () => {
        const { a, nat, ways } = dual();
        return ways(nat, a.eigw());
      },
    },
    {
      title: 'a NAT instance, which is the same',
      world: () => {
        const { a, ways } = dual();
        return ways(a.subnets[1]!.eni('10.1.1.9', { forwards: true }), a.eigw());
      },
    },
    {
      title: 'a public subnet, both families by the internet gateway',
      world: () => {
        const { igw, ways } = dual();
        return ways(igw, igw);
      },
    },
    {
      title: 'both families through the firewall',
      world: () => {
        const { firewall, ways } = dual();
        return ways(firewall, firewall);
      },
    },
    {
      title: 'IPv6 is routed, but no subnet that uses the table has it',
      world: () => {
        const { a, hub, ways } = dual(false);
        return ways(hub(), a.eigw());
      },
    },
    {
      title: 'no default route for IPv4',
      world: () => {
        const { world, a, table } = dual();
        table.route('::/0', a.eigw());
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'IPv4 to the hub, IPv6 straight out',
      world: () => {
        const { a, hub, ways } = dual();
        return ways(hub(), a.eigw());
      },
      mended: () => {
        const { a, hub, ways } = dual();
        const tgw = hub();
        a.eigw();
        return ways(tgw, tgw);
      },
      findings: [
        {
          message:
            'a-app (rtb-a-app) of a (vpc-a) sends IPv4 to hub (tgw-hub), but IPv6 straight out through a-eigw (eigw-a-eigw): what inspects IPv4 from 1 subnet does not see IPv6.',
          severity: 'info',
          resources: ['rtb-a-app', 'vpc-a'],
          path: ['vpc-a', 'rtb-a-app', 'eigw-a-eigw'],
          places: [{ resource: 'subnet-a-1', detail: '0.0.0.0/0 to tgw-hub, ::/0 to eigw-a-eigw' }],
        },
      ],
    },
    {
      title: 'a NAT gateway for IPv4, the internet gateway for IPv6',
      world: () => {
        const { nat, igw, ways } = dual();
        return ways(nat, igw);
      },
      findings: [
        {
          message:
            'a-app (rtb-a-app) of a (vpc-a) sends IPv4 to a-nat (nat-a-nat), but IPv6 to the internet gateway a-igw (igw-a-igw): 1 subnet can be reached from the internet by IPv6 unless filters forbid it.',
          severity: 'warning',
          resources: ['rtb-a-app', 'vpc-a'],
        },
      ],
    },
    {
      title: 'the NAT gateway stands behind a firewall, the egress-only gateway does not',
      world: () => {
        const { a, nat, firewall, ways } = dual();
        a.tables.find((t) => t.id === 'rtb-a-public')!.subnets.length = 0;
        a.table('nat', a.subnets[1]!).route('0.0.0.0/0', firewall);
        return ways(nat, a.eigw());
      },
      findings: [
        {
          message:
            'a-app (rtb-a-app) of a (vpc-a) sends IPv4 to a-nat (nat-a-nat), but IPv6 straight out through a-eigw (eigw-a-eigw): what inspects IPv4 from 1 subnet does not see IPv6.',
          severity: 'info',
          resources: ['rtb-a-app', 'vpc-a'],
        },
      ],
    },
  ],
});
