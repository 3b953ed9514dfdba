/** Cases of hygiene-orphan-gateway. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function lone() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const subnet = a.subnet('10.1.0.0/24');
  return { world, at, a, subnet };
}

export default defineCases({
  quiet: [
    {
      title: 'everything in use',
      world: () => {
        const { world, at, a, subnet } = lone();
        a.main.route('0.0.0.0/0', a.nat(subnet));
        a.eigw();
        a.igw();
        a.endpoint('ssm', { type: 'Interface', subnets: [subnet] });
        at.vpn('office', at.vgw('gate', a));
        at.prefixList('company', ['10.0.0.0/8']);
        return world;
      },
    },
    {
      title: 'a NAT gateway that a prefix of another table leads to',
      world: () => {
        const { world, a, subnet } = lone();
        a.table('spare').route('198.51.100.0/24', a.nat(subnet, { private: true }));
        return world;
      },
    },
    {
      title: 'a NAT gateway that is gone',
      world: () => {
        const { world, a, subnet } = lone();
        a.nat(subnet, { state: 'deleted' });
        return world;
      },
    },
    {
      title: 'the route tables could not be read',
      world: () => {
        const { world, at, a, subnet } = lone();
        a.nat(subnet);
        return world.refuse(at, 'DescribeRouteTables');
      },
    },
    {
      title: 'a virtual private gateway between two sites, which needs no VPC',
      world: () => {
        const { world, at, a } = lone();
        const vgw = at.vgw('cloudhub', a, { attached: false });
        at.vpn('north', vgw);
        at.vpn('south', vgw);
        return world;
      },
    },
    {
      title: 'a virtual private gateway without a VPC, and the VPNs on it could not be read',
      world: () => {
        const { world, at, a } = lone();
        at.vgw('cloudhub', a, { attached: false });
        return world.refuse(at, 'DescribeVpnConnections');
      },
    },
    {
      title: 'an endpoint made this week, still waiting',
      world: () => {
        const { world, a, subnet } = lone();
        const created = '2026-01-02T09:00:00Z';
        const options = { type: 'Interface', subnets: [subnet], created };
        a.endpoint('partner', { ...options, state: 'pendingAcceptance' });
        return world;
      },
    },
    {
      title: 'an internet gateway that is being attached',
      world: () => {
        const { world, at } = lone();
        at.add('internet-gateway', 'igw-new', () => ({
          InternetGatewayId: 'igw-new',
          OwnerId: at.account,
          Attachments: [{ VpcId: 'vpc-a', State: 'attaching' }],
        }));
        return world;
      },
    },
    {
      title: 'the entries of a prefix list could not be read',
      world: () => {
        const { world, at } = lone();
        at.prefixList('company', []);
        return world.refuse(at, 'GetManagedPrefixListEntries');
      },
    },
  ],
  loud: [
    {
      title: 'a NAT gateway that no route leads to',
      world: () => {
        const { world, a, subnet } = lone();
        a.nat(subnet);
        return world;
      },
      mended: () => {
        const { world, a, subnet } = lone();
        a.nat(subnet, { state: 'deleted' });
        return world;
      },
      findings: [
        {
          message:
            'a-nat (nat-a-nat) of a (vpc-a) is billed by the hour, but no route leads to it.',
          severity: 'info',
          resources: ['nat-a-nat', 'vpc-a'],
          path: ['vpc-a', 'nat-a-nat'],
        },
      ],
    },
    {
      title: 'gateways without a VPC, one of them with a VPN on it',
      world: () => {
        const { world, at, a } = lone();
        a.igw('old-igw', { attached: false });
        at.vgw('spare', a, { attached: false });
        at.vpn('office', at.vgw('gate', a, { attached: false }));
        return world;
      },
      findings: [
        {
          message: 'old-igw (igw-old-igw) is attached to no VPC.',
          severity: 'info',
          resources: ['igw-old-igw'],
        },
        {
          message: 'gate (vgw-gate) is attached to no VPC, though office (vpn-office) ends on it.',
          severity: 'info',
          resources: ['vgw-gate'],
        },
        {
          message: 'spare (vgw-spare) is attached to no VPC.',
          severity: 'info',
          resources: ['vgw-spare'],
        },
      ],
    },
    {
      title: 'an endpoint that nobody accepted, and an empty prefix list',
      world: () => {
        const { world, at, a, subnet } = lone();
        const created = '2025-11-02T09:00:00Z';
        const options = { type: 'Interface', subnets: [subnet], created };
        a.endpoint('partner', { ...options, state: 'pendingAcceptance' });
        at.prefixList('company', []);
        return world;
      },
      findings: [
        {
          message:
            'company (pl-company) has no entries: routes and rules that name it match nothing.',
          severity: 'info',
          resources: ['pl-company'],
        },
        {
          message:
            'vpce-a-partner of a (vpc-a) for com.amazonaws.us-east-1.partner is waiting to be accepted since 2025-11-02.',
          severity: 'info',
          resources: ['vpce-a-partner', 'vpc-a'],
        },
      ],
    },
  ],
});
