/** The estate of somebody who can be told by every name, number and address in it: for showing that nothing of that is left. */
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Page } from '#app/snapshot/page.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { World } from '#app/world/world.ts';

export const NET = '481516234200';
export const APP = '481516234201';
const [EAST, WEST] = ['us-east-1', 'eu-west-1'] as const;

/** What whoever reads the file may not learn, beside the names that are in it. */
export const UNTOLD = [
  'Acme',
  'acme',
  'payroll',
  'Jöhn',
  'AROAEXAMPLEACME',
  'customers',
  'example.com',
] as const;

/**
 * Two accounts, two Regions: VPCs of both families, a prefix list, transit gateways peered across accounts, Cloud WAN,
 * Direct Connect, a VPN, and calls that failed with messages, file names and profiles that tell more than they should.
 */
export function namedEstate(): Snapshot {
  const world = new World({ ids: 'aws' });
  const net = world.region(EAST, NET);
  const app = world.region(EAST, APP);
  const far = world.region(WEST, APP);
  const six = '2a05:d018:7e3:4200::/56';
  const inner = '2a05:d018:7e3:4201::/64';
  const core = net.vpc('acme-core', ['10.61.0.0/16', six], { tags: { 'acme:team': 'Jöhn & co' } });
  const pay = app.vpc('acme-payroll', ['10.62.0.0/16', '100.66.32.0/20']);
  const west = far.vpc('acme-payroll-west', '172.19.64.0/18');
  const [coreSubnet, paySubnet, westSubnet] = [
    core.subnet(['10.61.7.0/24', inner], 'a', 'acme-core-a'),
    pay.subnet('10.62.7.0/24', 'a', 'acme-payroll-a'),
    west.subnet('172.19.65.0/24', 'a', 'acme-payroll-west-a'),
  ];
  core.subnet('10.61.8.0/24', 'b', 'acme-core-b');
  world.peerRouted(core, pay);
  core.table('acme-v6', coreSubnet).route('::/0', core.eigw('acme-eigw'));
  const list = net.prefixList('acme-customers', ['52.94.76.0/22', '10.62.0.0/16']);
  const hub = net.tgw('acme-hub');
  const hubWest = far.tgw('acme-hub-west');
  const attached = hub.attach(core, [coreSubnet]);
  const shared = hub.attach(pay, [paySubnet]);
  const attachedWest = hubWest.attach(west, [westSubnet]);
  const across = world.peerTgw(hub, hubWest, { name: 'acme-east-west' });
  hub
    .table('acme-all')
    .associate(attached, shared, across)
    .propagate(attached, shared)
    .route('172.19.64.0/18', across)
    .reference(list, shared)
    .blackhole('10.99.0.0/16');
  hubWest
    .table('acme-west')
    .associate(attachedWest, across)
    .propagate(attachedWest)
    .route('10.61.0.0/16', across);
  core.tables[0]!.route('172.19.64.0/18', hub);
  west.tables[0]!.route('10.61.0.0/16', hubWest);
  pay.tables[0]!.route(list, hub);
  const wan = net.coreNetwork('acme-wan', {
    edges: { [EAST]: 64_901 },
    segments: { 'acme-segment': [EAST] },
  });
  const onWan = wan.attach(core, { segment: 'acme-segment', errors: ['acme-role may not'] });
  wan.route('acme-segment', EAST, '10.61.0.0/16', { type: 'PROPAGATED', to: onWan });
  net.dxGateway('acme-dx').associate(hub, ['10.61.0.0/16']).vif('acme-colo', { type: 'transit' });
  core.group('acme-db', { inbound: [{ cidrs: ['52.94.76.5/32'], protocol: 'tcp', from: 5432 }] });
  world.name(NET, 'Acme Network').name(APP, 'Acme Payroll');
  const message =
    `User: arn:aws:sts::${NET}:assumed-role/AcmeAudit/john@example.com is not authorized to perform: ` +
    `ec2:DescribeVpnGateways on arn:aws:ec2:${EAST}:${NET}:vpc/${core.id} (AROAEXAMPLEACME, from 52.94.76.9)`;
  world.refuse(net, 'DescribeVpnGateways', { message });

  const foreign = {
    account: APP,
    region: EAST,
    service: 'ec2',
    args: {},
    time: '2026-01-05T09:00:07.123Z',
  } as const;
  const pages: Page[] = [
    ...world.pages(),
    {
      ...foreign,
      operation: 'DescribeVpnConnections',
      error: {
        failure: 'unreadable',
        code: 'UnreadableFile',
        message: `/home/john/customers/Acme Payroll ${APP}.json is not JSON`,
      },
    },
    {
      ...foreign,
      region: 'unknown',
      service: 'sts',
      operation: 'GetCallerIdentity',
      args: { Profile: `acme-payroll-${APP}` },
      error: {
        failure: 'credentials',
        code: 'ExpiredToken',
        message: 'Run aws sso login --profile acme-payroll',
      },
    },
    {
      ...foreign,
      operation: 'DescribeNetworkInterfaces',
      answer: {
        NetworkInterfaces: [
          {
            NetworkInterfaceId: 'eni-0acdeb1234567890f',
            VpcId: pay.id,
            SubnetId: paySubnet.id,
            OwnerId: APP,
            Description: `ELB app/acme-payroll/50dc6c495c0c9188 of ${NET}`,
            PrivateDnsName: 'ip-10-62-7-19.ec2.internal',
            PrivateIpAddress: '10.62.7.19',
            PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.62.7.19' }],
            Ipv6Addresses: [],
            Groups: [{ GroupId: 'sg-0acdeb1234567890a', GroupName: 'acme-elb' }],
            SourceDestCheck: true,
            Status: 'in-use',
            InterfaceType: 'network_load_balancer',
            AvailabilityZone: `${EAST}a`,
            Association: {
              PublicIp: '52.94.76.19',
              PublicDnsName: 'ec2-52-94-76-19.compute-1.amazonaws.com',
              IpOwnerId: APP,
            },
            RequesterId: 'AROAEXAMPLEACME:john@example.com',
            TagSet: [{ Key: 'acme:dns', Value: 'payroll.example.com' }],
          },
        ],
      },
    },
  ];
  return makeSnapshot(pages, {
    created: '2026-01-05T09:00:00.000Z',
    peerless: '1.2.3',
    origin: `live, profile acme-payroll-${APP}`,
  });
}
