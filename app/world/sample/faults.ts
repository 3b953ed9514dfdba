/**
 * What is wrong in the sample estate, on purpose: the rule that must find it, the resources it is about, and why.
 * Resources are named as the World makes their ids: `prefix:name`.
 */
export interface SampleFault {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly resources: readonly string[];
  readonly why: string;
}

export const sampleFaults: readonly SampleFault[] = [
  {
    rule: 'peering-mesh',
    severity: 'warning',
    resources: [
      'vpc:payments-gateway',
      'vpc:payments-ledger',
      'vpc:payments-fraud',
      'vpc:payments-vault',
      'vpc:payments-gateway-west',
      'vpc:payments-ledger-west',
      'vpc:payments-vault-west',
    ],
    why: 'Seven VPCs in two Regions, every pair peered, two pairs never routed.',
  },
  {
    rule: 'peering-no-routes',
    severity: 'warning',
    resources: [
      'pcx:payments-fraud-payments-ledger-west',
      'vpc:payments-fraud',
      'vpc:payments-ledger-west',
    ],
    why: 'Accepted with the rest of the mesh; nobody added routes.',
  },
  {
    rule: 'peering-no-routes',
    severity: 'warning',
    resources: [
      'pcx:payments-gateway-payments-vault-west',
      'vpc:payments-gateway',
      'vpc:payments-vault-west',
    ],
    why: 'Accepted with the rest of the mesh; nobody added routes.',
  },
  {
    rule: 'peering-mesh',
    severity: 'info',
    resources: [
      'vpc:dev-web',
      'vpc:dev-cart',
      'vpc:dev-catalog',
      'vpc:dev-search',
      'vpc:dev-users',
      'vpc:dev-data',
    ],
    why: 'Six development VPCs with twelve of fifteen peerings.',
  },
  {
    rule: 'peering-assumed-transit',
    severity: 'error',
    resources: [
      'vpc:tools-runners',
      'pcx:tools-runners-hub',
      'vpc:tools-artifacts',
      'vpc:tools-metrics',
    ],
    why: 'Runners name two other spokes and send them to the hub.',
  },
  {
    rule: 'peering-assumed-transit',
    severity: 'error',
    resources: [
      'vpc:tools-metrics',
      'pcx:tools-metrics-hub',
      'vpc:tools-runners',
      'vpc:tools-artifacts',
      'vpc:tools-bastion',
    ],
    why: 'Metrics sends a summary of all spokes to the hub.',
  },
  {
    rule: 'peering-assumed-transit',
    severity: 'error',
    resources: ['vpc:tools-bastion', 'pcx:tools-bastion-hub', 'vgw:tools-hub-vgw'],
    why: "The bastion sends the office range to the hub, to use the hub's VPN.",
  },
  {
    rule: 'peering-default-route',
    severity: 'error',
    resources: ['vpc:tools-bastion', 'pcx:tools-bastion-hub'],
    why: "The bastion sends its default route to the hub, to use the hub's NAT gateway.",
  },
  {
    rule: 'peering-one-way',
    severity: 'warning',
    resources: ['pcx:reporting-data-lake', 'vpc:reporting', 'vpc:data-lake'],
    why: 'Reporting routes to the data lake, which has no route back.',
  },
  {
    rule: 'peering-pending-too-long',
    severity: 'info',
    resources: ['pcx:reporting-acquirer', 'vpc:reporting', 'vpc:acquirer-insights'],
    why: 'The acquirer has not accepted yet.',
  },
  {
    rule: 'peering-not-active',
    severity: 'info',
    resources: ['pcx:log-archive-reporting', 'vpc:log-archive', 'vpc:reporting'],
    why: 'Nobody accepted it in seven days.',
  },
  {
    rule: 'peering-stale-sg-reference',
    severity: 'warning',
    resources: ['sg:reporting-loader', 'vpc:reporting'],
    why: 'The load jobs of the old warehouse were let in by their group; peering and group are gone.',
  },
  {
    rule: 'route-blackhole',
    severity: 'error',
    resources: ['rtb:reporting-private', 'vpc:reporting'],
    why: 'Routes to a deleted peering stayed.',
  },
  {
    rule: 'route-blackhole',
    severity: 'info',
    resources: ['rtb:data-lake-old', 'vpc:data-lake'],
    why: 'The same in a table that no subnet uses.',
  },
  {
    rule: 'route-blackhole',
    severity: 'error',
    resources: ['rtb:legacy-erp-private', 'vpc:legacy-erp'],
    why: 'A route to a deleted NAT gateway stayed.',
  },
  {
    rule: 'tgw-route-blackhole',
    severity: 'warning',
    resources: ['tgw-rtb:core-west-main', 'tgw:core-west'],
    why: 'A static route to a deleted attachment stayed. That prod and nonprod drop each other is meant.',
  },
  {
    rule: 'cidr-overlap-connected',
    severity: 'error',
    resources: ['vpc:load-test', 'vpc:load-test-copy', 'tgw:core-east'],
    why: 'A copy of a VPC, its addresses too, on the same transit gateway.',
  },
  {
    rule: 'cidr-overlap-connected',
    severity: 'error',
    resources: ['vpc:eu-integration', 'vpc:brand-fjord', 'vpc:brand-tundra'],
    why: 'Two acquired brands on the same addresses, both peered with the integration VPC.',
  },
  {
    rule: 'tgw-attachment-not-associated',
    severity: 'error',
    resources: ['tgw-attach:core-east-store-loyalty', 'tgw:core-east', 'vpc:store-loyalty'],
    why: 'Attached and propagated, associated with no table.',
  },
  {
    rule: 'tgw-attachment-not-propagated',
    severity: 'error',
    resources: ['tgw-attach:core-east-staging-batch', 'tgw:core-east', 'vpc:staging-batch'],
    why: 'Associated, propagated nowhere.',
  },
  {
    rule: 'tgw-attachment-missing-az',
    severity: 'error',
    resources: ['tgw-attach:core-east-legacy-erp', 'vpc:legacy-erp'],
    why: 'A host was put into a zone that the attachment does not cover.',
  },
  {
    rule: 'tgw-attachment-stuck',
    severity: 'warning',
    resources: ['tgw-attach:core-east-data-lake', 'vpc:data-lake', 'tgw:core-east'],
    why: 'Asked for two weeks ago, accepted by nobody.',
  },
  {
    rule: 'tgw-missing-return-route',
    severity: 'error',
    resources: ['tgw-rtb:core-east-prod', 'tgw-rtb:core-west-main'],
    why: 'A VPC was added in the west; the prod table in the east still lists the older two.',
  },
  {
    rule: 'vpn-tunnel-down',
    severity: 'warning',
    resources: ['vpn:head-office', 'tgw:core-east', 'cgw:head-office'],
    why: 'The head office has run on one tunnel since a maintenance before Christmas.',
  },
  {
    rule: 'nat-cross-az',
    severity: 'info',
    resources: ['nat:payments-gateway-nat', 'vpc:payments-gateway'],
    why: 'Three zones of the payments gateway leave by one NAT gateway, to save money.',
  },
];
