/** Every field of an answer that anonymizing lets through, and how it is treated. A field that is not here is dropped. */

/**
 * - node: holds others; a text in its place is renamed
 * - tags: a list of keys and values
 * - number, flag, time: kept where it is one
 * - the rest: as the method of that name in Names
 */
export type Treatment =
  | 'node'
  | 'tags'
  | 'number'
  | 'flag'
  | 'time'
  | 'asn'
  | 'text'
  | 'word'
  | 'id'
  | 'account'
  | 'address'
  | 'arn'
  | 'region'
  | 'zone'
  | 'service';

const FIELDS: Readonly<Record<Treatment, string>> = {
  node: `
    Accounts Associations Attachments CoreNetwork CoreNetworkPolicyVersions CoreNetworks CustomerGateways
    EgressOnlyInternetGateways EnableDnsHostnames EnableDnsSupport Entries InternetGateways NatGateways NetworkAcls NetworkInterfaces PrefixLists
    RouteTables Routes SecurityGroups Subnets TransitGatewayAttachments TransitGatewayConnectPeers
    TransitGatewayConnects TransitGatewayPeeringAttachments TransitGatewayPolicyTables
    TransitGatewayRouteTablePropagations TransitGatewayRouteTables TransitGatewayVpcAttachments TransitGateways
    VpcEndpoints VpcPeeringConnections Vpcs VpnConnections VpnGateways directConnectGatewayAssociations
    directConnectGatewayAttachments directConnectGateways virtualInterfaces
    AccepterTgwInfo AccepterVpcInfo BlockPublicAccessStates AssociationState Association Attachment BgpConfigurations
    CidrBlockAssociationSet CidrBlockSet CidrBlockState ConnectPeerConfiguration Edges Groups IcmpTypeCode
    IpPermissions IpPermissionsEgress IpRanges Ipv6Addresses Ipv6CidrBlockAssociationSet Ipv6CidrBlockSet
    Ipv6CidrBlockState Ipv6Ranges LastModificationErrors NatGatewayAddresses Options PeeringOptions PortRange
    PrefixListIds PrivateIpAddresses PropagatingVgws RequesterTgwInfo RequesterVpcInfo Status TunnelOptions
    UserIdGroupPairs VgwTelemetry VpcAttachments allowedPrefixesToDirectConnectGateway associatedCoreNetwork
    associatedGateway bgpPeers resourceShares principals resources Quotas NetworkRoutes Destinations Segments
    CoreNetworkSegmentEdge Regions`,
  tags: 'Tags TagSet tags',
  number: `
    AcceptedRouteCount Code From FromPort MaxEntries PolicyVersionId RuleNumber To ToPort Type Value mtu`,
  flag: `
    AdditionalRoutesAvailable AllowDnsResolutionFromRemoteVpc Egress IsDefault Main SourceDestCheck StaticRoutesOnly
    allowExternalPrincipals external`,
  time: `
    CreateTime CreatedAt CreationTime CreationTimestamp ExpirationTime LastStatusChange UpdatedAt`,
  asn: 'AmazonSideAsn Asn BgpAsn amazonSideAsn',
  text: `
    Description GroupName Message Name NetworkFunctionGroupName SegmentName SharedSegments StatusMessage awsDeviceV2 awsLogicalDeviceId directConnectGatewayName
    location virtualInterfaceName QuotaName name`,
  word: `
    AddressFamily Alias ApplianceModeSupport Attribute AttachmentType AutoAcceptSharedAttachments AvailabilityMode BgpStatus
    ChangeSetState ConnectivityType DefaultRouteTableAssociation DefaultRouteTablePropagation DnsSupport
    GatewayAssociationState InterfaceType InternetGatewayBlockMode IpProtocol Ipv6Support MulticastSupport Origin PeeringStatus Protocol ResourceType RuleAction
    SecurityGroupReferencingSupport State VpcEndpointType VpnEcmpSupport addressFamily associationState
    attachmentState attachmentType bgpPeerState bgpStatus directConnectGatewayState type virtualInterfaceState
    virtualInterfaceType QuotaCode ServiceCode`,
  id: `
    QuotaArn resourceShareArn resourceShareArns
    AssociationDefaultRouteTableId AttachmentId CoreNetworkAttachmentId CarrierGatewayId CoreNetworkId CustomerGatewayId
    DestinationPrefixListId EgressOnlyInternetGatewayId GatewayId GlobalNetworkId GroupId Id InstanceId
    InternetGatewayId LocalGatewayId NatGatewayId NetworkAclId NetworkInterfaceId NetworkInterfaceIds PrefixListId
    PropagationDefaultRouteTableId ResourceId RouteTableId RouteTableIds SubnetId SubnetIds
    TransitGatewayAttachmentId TransitGatewayConnectPeerId TransitGatewayId TransitGatewayPolicyTableId
    TransitGatewayRouteTableId TransportTransitGatewayAttachmentId VpcEndpointId VpcId VpcPeeringConnectionId
    VpnConcentratorId VpnConnectionId VpnGatewayId associatedGatewayId associationId bgpPeerId connectionId directConnectGatewayId id
    virtualGatewayId virtualInterfaceId`,
  account: `
    Account OwnerAccountId OwnerId ResourceOwnerId TransitGatewayOwnerId UserId VpcOwnerId
    directConnectGatewayOwnerAccount ownerAccount owningAccountId virtualGatewayOwnerAccount virtualInterfaceOwnerAccount`,
  address: `
    Cidr CidrBlock CidrIp CidrIpv6 DestinationCidrBlock DestinationIpv6CidrBlock IpAddress Ipv6Address Ipv6CidrBlock
    OutsideIpAddress PeerAddress PrivateIp PrivateIpAddress PublicIp TransitGatewayCidrBlocks cidr`,
  arn: 'CoreNetworkArn OdbNetworkArn ResourceArn arn',
  region: `
    EdgeLocation EdgeLocations Region RegionName region virtualGatewayRegion virtualInterfaceRegion`,
  zone: 'AvailabilityZone AvailabilityZoneId',
  service: 'PrefixListName ServiceName',
};

/** By name of the field; names that are several things are treated by what stands in them. */
export const TREATMENTS: ReadonlyMap<string, Treatment> = new Map(
  (Object.entries(FIELDS) as [Treatment, string][]).flatMap(([treatment, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, treatment] as const),
  ),
);
