/** Written by `npm run gen`. Do not edit. */
import type { AnyRule } from './rule.ts';
import cidrOverlapConnected from './cidr-overlap-connected/rule.ts';
import peeringAssumedTransit from './peering-assumed-transit/rule.ts';
import peeringDefaultRoute from './peering-default-route/rule.ts';
import peeringIpv6RouteMissing from './peering-ipv6-route-missing/rule.ts';
import peeringMesh from './peering-mesh/rule.ts';
import peeringNoRoutes from './peering-no-routes/rule.ts';
import peeringNotActive from './peering-not-active/rule.ts';
import peeringOneWay from './peering-one-way/rule.ts';
import peeringOverlappingPeersAmbiguousReturn from './peering-overlapping-peers-ambiguous-return/rule.ts';
import peeringOverlyBroadRoute from './peering-overly-broad-route/rule.ts';
import peeringPartialCidrCoverage from './peering-partial-cidr-coverage/rule.ts';
import peeringPendingTooLong from './peering-pending-too-long/rule.ts';
import peeringRouteOutsidePeerCidr from './peering-route-outside-peer-cidr/rule.ts';
import routeBlackhole from './route-blackhole/rule.ts';
import tgwAttachmentMissingAz from './tgw-attachment-missing-az/rule.ts';
import tgwAttachmentNotAssociated from './tgw-attachment-not-associated/rule.ts';
import tgwAttachmentNotPropagated from './tgw-attachment-not-propagated/rule.ts';
import tgwAttachmentSharedSubnet from './tgw-attachment-shared-subnet/rule.ts';
import tgwAttachmentSingleAz from './tgw-attachment-single-az/rule.ts';
import tgwAttachmentStuck from './tgw-attachment-stuck/rule.ts';
import tgwAttachmentWithoutVpcRoute from './tgw-attachment-without-vpc-route/rule.ts';
import tgwMissingReturnRoute from './tgw-missing-return-route/rule.ts';
import tgwVpcRouteWithoutAttachment from './tgw-vpc-route-without-attachment/rule.ts';

export const rules: readonly AnyRule[] = [
  cidrOverlapConnected,
  peeringAssumedTransit,
  peeringDefaultRoute,
  peeringIpv6RouteMissing,
  peeringMesh,
  peeringNoRoutes,
  peeringNotActive,
  peeringOneWay,
  peeringOverlappingPeersAmbiguousReturn,
  peeringOverlyBroadRoute,
  peeringPartialCidrCoverage,
  peeringPendingTooLong,
  peeringRouteOutsidePeerCidr,
  routeBlackhole,
  tgwAttachmentMissingAz,
  tgwAttachmentNotAssociated,
  tgwAttachmentNotPropagated,
  tgwAttachmentSharedSubnet,
  tgwAttachmentSingleAz,
  tgwAttachmentStuck,
  tgwAttachmentWithoutVpcRoute,
  tgwMissingReturnRoute,
  tgwVpcRouteWithoutAttachment,
];
