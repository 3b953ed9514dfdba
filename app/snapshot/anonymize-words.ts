/** What anonymizing may keep, word by word: AWS's own vocabulary. Whatever is not here is renamed. */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** States, types and other words of the EC2, Direct Connect and Network Manager APIs, in lower case. */
export const WORDS: ReadonlySet<string> = new Set(
  list(`
  active suspended pending_activation pending_closure closed inactive pending available unavailable associated associating disassociated disassociating not-associated
  attached attaching detached detaching enabled disabled enabling disabling enable disable blackhole filtered
  failed failing rejected rejecting deleted deleting deregistered expired partial provisioning provisioned
  initiating-request pending-acceptance pendingacceptance initiating initiatingrequest modifying rollingback updating
  create-in-progress create-complete create-failed modify-in-progress modify-complete modify-failed
  restore-in-progress restore-complete restore-failed delete-in-progress delete-complete delete-failed
  up down unknown confirming verifying ordering testing requested in-use in-sync applied
  pending_attachment_acceptance creating pending_network_update pending_tag_acceptance
  pending_generation failed_generation ready_to_execute executing execution_succeeded out_of_date live latest
  vpc vpn peering connect direct-connect-gateway vpn-concentrator tgw-peering client-vpn network-function
  site_to_site_vpn direct_connect_gateway transit_gateway_route_table
  interface nat_gateway transit_gateway gateway_load_balancer gateway_load_balancer_endpoint vpc_endpoint
  gateway_load_balancer_endpoints network_load_balancer load_balancer lambda efa efa-only trunk branch global_accelerator_managed
  api_gateway_managed iot_rules_managed quicksight aws_codestar_connections_managed
  gateway gatewayloadbalancer resource servicenetwork public private transit regional zonal
  transitgateway virtualprivategateway transitvirtualinterface privatevirtualinterface
  static propagated createroutetable createroute enablevgwroutepropagation advertisement
  off block-ingress block-bidirectional
  allow deny tcp udp icmp icmpv6 all ipv4 ipv6 ipsec.1 type=static gre
  enablednshostnames enablednssupport vpc_not_found subnet_not_found ec2
  l-a2478d36 l-43872eb7 l-e0233f82 l-a1b5a36f l-407747cb l-589f43aa l-93826acb l-7e9eccdb
  `),
);

/** Error codes of AWS and of Peerless, so that a gap tells of what sort it is. */
export const ERROR_CODES: ReadonlySet<string> = new Set(
  list(`
  UnauthorizedOperation AccessDenied AccessDeniedException UnauthorizedAccess RequestLimitExceeded Throttling
  ThrottlingException ThrottledException RequestThrottled TooManyRequestsException EC2ThrottledException
  ExpiredToken ExpiredTokenException RequestExpired RequestTimeTooSkewed InvalidClientTokenId
  UnrecognizedClientException InvalidAccessKeyId IncompleteSignature MissingAuthenticationToken
  InvalidSignatureException SignatureDoesNotMatch AuthFailure OptInRequired UnsupportedOperation InvalidAction
  InternalError InternalFailure InternalServerError ServiceUnavailable Unavailable TimeoutError NetworkError
  Cancelled NotVisited MorePages CutOff UnreadableFile NoProfile BadAnswer NoList PageTokenRepeated
  CredentialsProviderError PartOfPlan UnreadableRow
  ProviderError TokenProviderError RegionDisabled NotSupported TerraformState TerraformPlan AwsConfig
  `),
);

/** Operations whose pages are kept; of any other there is nothing that Peerless would read. */
export const OPERATIONS: ReadonlySet<string> = new Set(
  list(`
  DescribeAccount DescribeCustomerGateways DescribeDirectConnectGatewayAssociations DescribeDirectConnectGatewayAttachments
  DescribeDirectConnectGateways DescribeEgressOnlyInternetGateways DescribeInternetGateways
  DescribeManagedPrefixLists DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces DescribeRegions
  DescribeRouteTables DescribeSecurityGroups DescribeSubnets DescribeTransitGatewayAttachments
  DescribeTransitGatewayConnectPeers DescribeTransitGatewayConnects DescribeTransitGatewayPeeringAttachments
  DescribeTransitGatewayPolicyTables DescribeTransitGatewayRouteTables DescribeTransitGatewayVpcAttachments
  DescribeTransitGateways DescribeVirtualInterfaces DescribeVpcAttribute DescribeVpcEndpoints DescribeVpcPeeringConnections
  DescribeVpcs DescribeVpnConnections DescribeVpnGateways GetCallerIdentity GetCoreNetwork GetNetworkRoutes
  GetManagedPrefixListEntries GetTransitGatewayPolicyTableAssociations GetTransitGatewayRouteTableAssociations
  GetTransitGatewayRouteTablePropagations ListAccounts ListAttachments ListCoreNetworkPolicyVersions
  ListCoreNetworks SearchTransitGatewayRoutes AssumeRole GetResourceShares ListPrincipals ListResources
  ListServiceQuotas GetSessionToken ListTagsForResource
  `),
);

/** Owners that are no account: AWS itself, and what a file did not say. */
export const KEPT_OWNERS: ReadonlySet<string> = new Set(
  list('AWS aws Amazon amazon amazon-aws amazon-elb amazon-rds unknown').concat(''),
);

/** Services and types of resources in ARNs. */
export const ARN_SERVICES: ReadonlySet<string> = new Set(
  list(`
  ec2 networkmanager directconnect odb vpc subnet vpn-connection vpn-gateway customer-gateway transit-gateway
  transit-gateway-attachment transit-gateway-route-table core-network global-network attachment
  direct-connect-gateway dx-gateway prefix-list odb-network route-table
  `).concat(''),
);

/** What ids begin with; the longest first, since some begin as others do. */
export const ID_PREFIXES: readonly string[] = list(`
  tgw-connect-peer- vpn-concentrator- core-network- global-network- tgw-attach- eni-attach- attachment- aclassoc-
  eipassoc- rtbassoc- vpce-svc- eipalloc- odbnet- tgw-rtb- tgw-ptb- subnet- dxvif- dxcon- dxgw- dxassoc- dxpeer- dxlag-
  cagw- eigw- vpce- sgr- lgw- tgw- vpc- rtb- pcx- igw- nat- eni- vgw- cgw- vpn- acl- sg- pl- i-
`).toSorted((a, b) => b.length - a.length);

/** https://docs.aws.amazon.com/general/latest/gr/rande.html */
const REGION =
  '(?:[a-z]{2}|eusc)(?:-(?:gov|iso[a-z]?|[a-z]{2}))?-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\\d{1,2}';
const WHOLE_REGION = new RegExp(`^(?:${REGION}|global|unknown)$`);
/** Zones of a Region, Local Zones and Wavelength: `us-east-1a`, `us-west-2-lax-1a`, `us-east-1-wl1-bos-wlz-1`. */
const ZONE = new RegExp(`^${REGION}(?:[a-z]|-[a-z]{3}-\\d[a-z]|-wl\\d-[a-z]{3}-wlz-\\d)$`);
/** `use1-az4`, `usw2-lax1-az1`. */
const ZONE_ID = /^[a-z]{3,5}\d-(?:[a-z]{3}\d-|wl\d-[a-z]{3}-)?(?:az|wlz)\d{1,2}$/;
/** Names in a namespace that only AWS gives names in; `com.amazonaws.vpce` holds the services of customers. */
const AWS_NAME = new RegExp(
  `^(?:com|cn\\.com|com\\.cn)\\.amazonaws\\.(?:${REGION}|global)\\.[a-z0-9.-]{1,60}$`,
);

export const isRegion = (text: string): boolean => WHOLE_REGION.test(text);
export const isZone = (text: string): boolean => ZONE.test(text);
export const isZoneId = (text: string): boolean => ZONE_ID.test(text);
export const isAwsName = (text: string): boolean => AWS_NAME.test(text);

/** Tag keys that rules read as they stand, and keys that name an environment, whatever their case. */
export const KEPT_TAGS: ReadonlySet<string> = new Set(['Name', 'Owner']);
export const ENVIRONMENT_TAGS: ReadonlySet<string> = new Set(['environment', 'env', 'stage']);
/** Values of those that everybody uses, in lower case: the defaults of tgw-flat-default-table. */
export const ENVIRONMENTS: ReadonlySet<string> = new Set(
  list(`
  prod production prd live dev development test testing tst qa uat stage staging stg sandbox sbx nonprod non-prod
  preprod pre-prod
  `),
);
