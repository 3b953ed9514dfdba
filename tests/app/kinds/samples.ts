/** One sample item for every kind, after the examples in the EC2 API reference. */
import type { KindId } from '#app/kinds/index.gen.ts';

interface Sample {
  readonly item: Readonly<Record<string, unknown>>;
  /** Items of detail calls, by the name under which `read` finds them. */
  readonly details?: Readonly<Record<string, readonly unknown[]>>;
  /** What must be referred to, as `kind id`, sorted. */
  readonly refers: readonly string[];
}

const OwnerId = '111111111111';
const Tags = [{ Key: 'Name', Value: 'sample' }];
const attachment = {
  TransitGatewayAttachmentId: 'tgw-attach-1',
  ResourceId: 'vpc-1',
  ResourceType: 'vpc',
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Types.html */
export const samples: Readonly<Record<KindId, Sample>> = {
  'core-network': {
    item: {
      CoreNetworkId: 'core-network-1',
      CoreNetworkArn: 'arn:aws:networkmanager::111111111111:core-network/core-network-1',
      GlobalNetworkId: 'global-network-1',
      OwnerAccountId: OwnerId,
      State: 'AVAILABLE',
      Tags,
    },
    details: {
      network: [
        {
          GlobalNetworkId: 'global-network-1',
          Edges: [{ EdgeLocation: 'us-east-1', Asn: 64512 }],
          Segments: [{ Name: 'shared', EdgeLocations: ['us-east-1'], SharedSegments: [] }],
        },
      ],
      routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          Destinations: [
            {
              CoreNetworkAttachmentId: 'attachment-1',
              SegmentName: 'shared',
              EdgeLocation: 'us-east-1',
              ResourceType: 'vpc',
              ResourceId: 'vpc-1',
            },
          ],
          State: 'ACTIVE',
          Type: 'PROPAGATED',
        },
      ],
      versions: [
        {
          PolicyVersionId: 3,
          Alias: 'LATEST',
          ChangeSetState: 'READY_TO_EXECUTE',
          CreatedAt: 1_767_600_000,
        },
      ],
    },
    refers: [],
  },
  'core-network-attachment': {
    item: {
      AttachmentId: 'attachment-1',
      CoreNetworkId: 'core-network-1',
      OwnerAccountId: OwnerId,
      AttachmentType: 'VPC',
      State: 'AVAILABLE',
      EdgeLocation: 'us-east-1',
      ResourceArn: 'arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1',
      SegmentName: 'shared',
      LastModificationErrors: [{ Code: 'VPC_NOT_FOUND', Message: 'The VPC is gone.' }],
      UpdatedAt: '2026-01-05T09:00:00Z',
      Tags,
    },
    refers: ['core-network core-network-1', 'vpc vpc-1'],
  },
  'customer-gateway': {
    item: {
      CustomerGatewayId: 'cgw-1',
      BgpAsn: '65534',
      IpAddress: '203.0.113.12',
      State: 'available',
      Type: 'ipsec.1',
      Tags,
    },
    refers: [],
  },
  'dx-gateway': {
    item: {
      directConnectGatewayId: '5f294f92-bafb-4011-916d-9b0bexample',
      directConnectGatewayName: 'sample',
      amazonSideAsn: 64512,
      ownerAccount: OwnerId,
      directConnectGatewayState: 'available',
    },
    details: {
      associations: [
        {
          associationId: 'be85116d-46eb-4b43-a27a-da0c2ad648de',
          associationState: 'associated',
          directConnectGatewayId: '5f294f92-bafb-4011-916d-9b0bexample',
          associatedGateway: {
            id: 'tgw-1',
            type: 'transitGateway',
            ownerAccount: OwnerId,
            region: 'us-east-1',
          },
          allowedPrefixesToDirectConnectGateway: [{ cidr: '10.0.0.0/8' }],
        },
        {
          associationId: '6441f8bf-5917-4279-ade1-9708bexample',
          associationState: 'associated',
          virtualGatewayId: 'vgw-1',
          virtualGatewayRegion: 'us-east-1',
          virtualGatewayOwnerAccount: OwnerId,
          allowedPrefixesToDirectConnectGateway: [{ cidr: '10.1.0.0/16' }],
        },
        {
          associationId: '2afd9fe3-31f9-4a4f-a3ea-example',
          associationState: 'associated',
          associatedCoreNetwork: { id: 'core-network-1', ownerAccount: OwnerId },
        },
      ],
      attachments: [
        {
          virtualInterfaceId: 'dxvif-1',
          virtualInterfaceRegion: 'us-east-1',
          virtualInterfaceOwnerAccount: OwnerId,
          attachmentState: 'attached',
          attachmentType: 'TransitVirtualInterface',
        },
      ],
    },
    refers: [
      'core-network core-network-1',
      'dx-virtual-interface dxvif-1',
      'transit-gateway tgw-1',
      'vpn-gateway vgw-1',
    ],
  },
  'dx-virtual-interface': {
    item: {
      virtualInterfaceId: 'dxvif-1',
      virtualInterfaceName: 'sample',
      ownerAccount: OwnerId,
      location: 'EqDC2',
      connectionId: 'dxcon-1',
      virtualInterfaceType: 'transit',
      virtualInterfaceState: 'available',
      directConnectGatewayId: '5f294f92-bafb-4011-916d-9b0bexample',
      virtualGatewayId: '',
      mtu: 8500,
      region: 'us-east-1',
      awsLogicalDeviceId: 'EqDC2-123h49s71dabc',
      bgpPeers: [{ bgpPeerId: 'dxpeer-1', addressFamily: 'ipv4', bgpStatus: 'up' }],
      tags: [{ key: 'team', value: 'network' }],
    },
    refers: ['dx-gateway 5f294f92-bafb-4011-916d-9b0bexample'],
  },
  'egress-only-gateway': {
    item: {
      EgressOnlyInternetGatewayId: 'eigw-1',
      Attachments: [{ State: 'attached', VpcId: 'vpc-1' }],
      Tags,
    },
    refers: ['vpc vpc-1'],
  },
  'internet-gateway': {
    item: {
      InternetGatewayId: 'igw-1',
      OwnerId,
      Attachments: [{ State: 'available', VpcId: 'vpc-1' }],
      Tags,
    },
    refers: ['vpc vpc-1'],
  },
  'nat-gateway': {
    item: {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      State: 'available',
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        {
          AllocationId: 'eipalloc-1',
          NetworkInterfaceId: 'eni-1',
          PrivateIp: '10.0.0.5',
          PublicIp: '203.0.113.9',
        },
      ],
      Tags,
    },
    refers: ['subnet subnet-1', 'vpc vpc-1'],
  },
  'network-acl': {
    item: {
      NetworkAclId: 'acl-1',
      OwnerId,
      VpcId: 'vpc-1',
      IsDefault: true,
      Associations: [
        { NetworkAclAssociationId: 'aclassoc-1', NetworkAclId: 'acl-1', SubnetId: 'subnet-1' },
      ],
      Entries: [
        {
          CidrBlock: '0.0.0.0/0',
          Egress: false,
          Protocol: '6',
          RuleAction: 'allow',
          RuleNumber: 100,
          PortRange: { From: 443, To: 443 },
        },
        {
          CidrBlock: '0.0.0.0/0',
          Egress: false,
          Protocol: '-1',
          RuleAction: 'deny',
          RuleNumber: 32767,
        },
      ],
      Tags,
    },
    refers: ['vpc vpc-1'],
  },
  'network-interface': {
    item: {
      NetworkInterfaceId: 'eni-1',
      OwnerId,
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      InterfaceType: 'interface',
      PrivateIpAddress: '10.0.0.4',
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.0.4' }],
      Ipv6Addresses: [{ Ipv6Address: '2001:db8::4' }],
      Groups: [{ GroupId: 'sg-1', GroupName: 'web' }],
      SourceDestCheck: true,
      Status: 'in-use',
      TagSet: Tags,
    },
    refers: ['security-group sg-1', 'subnet subnet-1', 'vpc vpc-1'],
  },
  'prefix-list': {
    item: {
      PrefixListId: 'pl-1',
      PrefixListName: 'offices',
      AddressFamily: 'IPv4',
      MaxEntries: 10,
      OwnerId,
      Tags,
    },
    details: { entries: [{ Cidr: '203.0.113.0/24', Description: 'office' }] },
    refers: [],
  },
  'route-table': {
    item: {
      RouteTableId: 'rtb-1',
      OwnerId,
      VpcId: 'vpc-1',
      Associations: [
        {
          Main: true,
          RouteTableAssociationId: 'rtbassoc-1',
          RouteTableId: 'rtb-1',
          AssociationState: { State: 'associated' },
        },
        {
          Main: false,
          RouteTableAssociationId: 'rtbassoc-2',
          RouteTableId: 'rtb-1',
          SubnetId: 'subnet-1',
        },
      ],
      PropagatingVgws: [{ GatewayId: 'vgw-1' }],
      Routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          GatewayId: 'local',
          Origin: 'CreateRouteTable',
          State: 'active',
        },
        {
          DestinationCidrBlock: '10.1.0.0/16',
          VpcPeeringConnectionId: 'pcx-1',
          Origin: 'CreateRoute',
          State: 'active',
        },
        {
          DestinationPrefixListId: 'pl-1',
          TransitGatewayId: 'tgw-1',
          Origin: 'CreateRoute',
          State: 'active',
        },
        {
          DestinationIpv6CidrBlock: '::/0',
          EgressOnlyInternetGatewayId: 'eigw-1',
          Origin: 'CreateRoute',
          State: 'active',
        },
      ],
      Tags,
    },
    refers: [
      'egress-only-gateway eigw-1',
      'prefix-list pl-1',
      'subnet subnet-1',
      'transit-gateway tgw-1',
      'vpc vpc-1',
      'vpc-peering pcx-1',
    ],
  },
  'security-group': {
    item: {
      GroupId: 'sg-1',
      GroupName: 'web',
      OwnerId,
      VpcId: 'vpc-1',
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: '10.0.0.0/8' }],
          Ipv6Ranges: [],
          PrefixListIds: [],
          UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: OwnerId }],
        },
      ],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      Tags,
    },
    refers: ['vpc vpc-1'],
  },
  subnet: {
    item: {
      SubnetId: 'subnet-1',
      OwnerId,
      VpcId: 'vpc-1',
      CidrBlock: '10.0.0.0/24',
      AvailabilityZone: 'us-east-1a',
      AvailabilityZoneId: 'use1-az2',
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: '2001:db8::/64', Ipv6CidrBlockState: { State: 'associated' } },
      ],
      State: 'available',
      Tags,
    },
    refers: ['vpc vpc-1'],
  },
  'tgw-attachment': {
    item: {
      ...attachment,
      TransitGatewayId: 'tgw-1',
      TransitGatewayOwnerId: OwnerId,
      ResourceOwnerId: OwnerId,
      State: 'available',
      CreationTime: '2024-03-01T12:00:00.000Z',
      Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
      Tags,
    },
    refers: ['tgw-route-table tgw-rtb-1', 'transit-gateway tgw-1', 'vpc vpc-1'],
  },
  'tgw-connect': {
    item: {
      TransitGatewayAttachmentId: 'tgw-attach-2',
      TransportTransitGatewayAttachmentId: 'tgw-attach-1',
      TransitGatewayId: 'tgw-1',
      State: 'available',
      CreationTime: '2024-03-01T12:00:00.000Z',
      Options: { Protocol: 'gre' },
      Tags,
    },
    refers: ['tgw-attachment tgw-attach-1', 'transit-gateway tgw-1'],
  },
  'tgw-connect-peer': {
    item: {
      TransitGatewayAttachmentId: 'tgw-attach-2',
      TransitGatewayConnectPeerId: 'tgw-connect-peer-1',
      State: 'available',
      CreationTime: '2024-03-01T12:00:00.000Z',
      ConnectPeerConfiguration: {
        TransitGatewayAddress: '192.0.2.234',
        PeerAddress: '10.0.0.45',
        InsideCidrBlocks: ['169.254.6.0/29'],
        Protocol: 'gre',
        BgpConfigurations: [
          {
            TransitGatewayAsn: 64512,
            PeerAsn: 65001,
            TransitGatewayAddress: '169.254.6.2',
            PeerAddress: '169.254.6.1',
            BgpStatus: 'up',
          },
        ],
      },
      Tags,
    },
    refers: ['tgw-attachment tgw-attach-2'],
  },
  'tgw-peering-attachment': {
    item: {
      TransitGatewayAttachmentId: 'tgw-attach-1',
      RequesterTgwInfo: { TransitGatewayId: 'tgw-1', OwnerId, Region: 'us-east-1' },
      AccepterTgwInfo: { TransitGatewayId: 'tgw-2', OwnerId, Region: 'eu-west-1' },
      State: 'available',
      CreationTime: '2024-03-01T12:00:00.000Z',
      Tags,
    },
    refers: ['transit-gateway tgw-1', 'transit-gateway tgw-2'],
  },
  'tgw-policy-table': {
    item: {
      TransitGatewayPolicyTableId: 'tgw-ptb-1',
      TransitGatewayId: 'tgw-1',
      State: 'available',
      Tags,
    },
    details: {
      associations: [
        { ...attachment, TransitGatewayPolicyTableId: 'tgw-ptb-1', State: 'associated' },
      ],
    },
    refers: ['tgw-attachment tgw-attach-1', 'transit-gateway tgw-1'],
  },
  'tgw-route-table': {
    item: {
      TransitGatewayRouteTableId: 'tgw-rtb-1',
      TransitGatewayId: 'tgw-1',
      State: 'available',
      Tags,
    },
    details: {
      associations: [{ ...attachment, State: 'associated' }],
      propagations: [{ ...attachment, State: 'enabled' }],
      routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          TransitGatewayAttachments: [attachment],
          Type: 'propagated',
          State: 'active',
        },
        { DestinationCidrBlock: '10.9.0.0/16', Type: 'static', State: 'blackhole' },
        // A prefix list reference may be shown by its list alone.
        {
          PrefixListId: 'pl-1',
          TransitGatewayAttachments: [
            { ...attachment, TransitGatewayAttachmentId: 'tgw-attach-2' },
          ],
          Type: 'static',
          State: 'active',
        },
      ],
    },
    refers: ['tgw-attachment tgw-attach-1', 'tgw-attachment tgw-attach-2', 'transit-gateway tgw-1'],
  },
  'tgw-vpc-attachment': {
    item: {
      TransitGatewayAttachmentId: 'tgw-attach-1',
      TransitGatewayId: 'tgw-1',
      VpcId: 'vpc-1',
      VpcOwnerId: OwnerId,
      SubnetIds: ['subnet-1'],
      State: 'available',
      CreationTime: '2024-03-01T12:00:00.000Z',
      Options: { ApplianceModeSupport: 'disable', DnsSupport: 'enable', Ipv6Support: 'disable' },
      Tags,
    },
    refers: ['subnet subnet-1', 'transit-gateway tgw-1', 'vpc vpc-1'],
  },
  'transit-gateway': {
    item: {
      TransitGatewayId: 'tgw-1',
      OwnerId,
      State: 'available',
      Options: {
        AmazonSideAsn: 64512,
        AssociationDefaultRouteTableId: 'tgw-rtb-1',
        DefaultRouteTableAssociation: 'enable',
        DefaultRouteTablePropagation: 'disable',
        DnsSupport: 'enable',
        MulticastSupport: 'enable',
        VpnEcmpSupport: 'enable',
      },
      Tags,
    },
    refers: [],
  },
  vpc: {
    item: {
      VpcId: 'vpc-1',
      OwnerId,
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [
        { CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
        { CidrBlock: '100.64.0.0/16', CidrBlockState: { State: 'associated' } },
      ],
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: '2001:db8::/56', Ipv6CidrBlockState: { State: 'associated' } },
      ],
      IsDefault: false,
      State: 'available',
      Tags,
    },
    refers: [],
  },
  'vpc-endpoint': {
    item: {
      VpcEndpointId: 'vpce-1',
      OwnerId,
      VpcId: 'vpc-1',
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.us-east-1.s3',
      State: 'available',
      RouteTableIds: ['rtb-1'],
      SubnetIds: [],
      NetworkInterfaceIds: [],
      Tags,
    },
    refers: ['route-table rtb-1', 'vpc vpc-1'],
  },
  'vpc-peering': {
    item: {
      VpcPeeringConnectionId: 'pcx-1',
      RequesterVpcInfo: {
        VpcId: 'vpc-1',
        OwnerId,
        Region: 'us-east-1',
        CidrBlock: '10.0.0.0/16',
        CidrBlockSet: [{ CidrBlock: '10.0.0.0/16' }],
      },
      AccepterVpcInfo: {
        VpcId: 'vpc-2',
        OwnerId: '222222222222',
        Region: 'eu-west-1',
        CidrBlock: '10.1.0.0/16',
      },
      Status: { Code: 'active', Message: 'Active' },
      Tags,
    },
    refers: ['vpc vpc-1', 'vpc vpc-2'],
  },
  // https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ServiceQuota.html
  quota: {
    item: {
      ServiceCode: 'vpc',
      QuotaArn: 'arn:aws:servicequotas:us-east-1:111111111111:vpc/L-7E9ECCDB',
      QuotaCode: 'L-7E9ECCDB',
      QuotaName: 'sample',
      Value: 60,
      Adjustable: true,
    },
    refers: [],
  },
  // https://docs.aws.amazon.com/ram/latest/APIReference/API_ResourceShare.html
  'resource-share': {
    item: {
      resourceShareArn: 'arn:aws:ram:us-east-1:111111111111:resource-share/1',
      name: 'sample',
      owningAccountId: OwnerId,
      allowExternalPrincipals: true,
      status: 'ACTIVE',
    },
    details: {
      principals: [{ id: '222222222222', external: true }],
      resources: [{ arn: 'arn:aws:ec2:us-east-1:111111111111:transit-gateway/tgw-1' }],
    },
    refers: [],
  },
  'vpn-connection': {
    item: {
      VpnConnectionId: 'vpn-1',
      CustomerGatewayId: 'cgw-1',
      VpnGatewayId: 'vgw-1',
      State: 'available',
      Type: 'ipsec.1',
      Options: { StaticRoutesOnly: true },
      Routes: [{ DestinationCidrBlock: '192.168.0.0/16', State: 'available' }],
      VgwTelemetry: [
        { OutsideIpAddress: '203.0.113.1', Status: 'UP', AcceptedRouteCount: 1, StatusMessage: '' },
      ],
      Tags,
    },
    refers: ['customer-gateway cgw-1', 'vpn-gateway vgw-1'],
  },
  'vpn-gateway': {
    item: {
      VpnGatewayId: 'vgw-1',
      AmazonSideAsn: 64512,
      State: 'available',
      Type: 'ipsec.1',
      VpcAttachments: [{ State: 'attached', VpcId: 'vpc-1' }],
      Tags,
    },
    refers: ['vpc vpc-1'],
  },
};
