/** Written by `npm run gen`. Do not edit. */
import type { AnyRule } from './rule.ts';
import cidrOverlapConnected from './cidr-overlap-connected/rule.ts';
import peeringAssumedTransit from './peering-assumed-transit/rule.ts';
import peeringDefaultRoute from './peering-default-route/rule.ts';
import peeringMesh from './peering-mesh/rule.ts';
import peeringNoRoutes from './peering-no-routes/rule.ts';
import peeringNotActive from './peering-not-active/rule.ts';
import peeringOneWay from './peering-one-way/rule.ts';
import peeringRouteOutsidePeerCidr from './peering-route-outside-peer-cidr/rule.ts';
import routeBlackhole from './route-blackhole/rule.ts';
import tgwAttachmentNotAssociated from './tgw-attachment-not-associated/rule.ts';
import tgwAttachmentNotPropagated from './tgw-attachment-not-propagated/rule.ts';
import tgwMissingReturnRoute from './tgw-missing-return-route/rule.ts';

export const rules: readonly AnyRule[] = [
  cidrOverlapConnected,
  peeringAssumedTransit,
  peeringDefaultRoute,
  peeringMesh,
  peeringNoRoutes,
  peeringNotActive,
  peeringOneWay,
  peeringRouteOutsidePeerCidr,
  routeBlackhole,
  tgwAttachmentNotAssociated,
  tgwAttachmentNotPropagated,
  tgwMissingReturnRoute,
];
