/** Written by `npm run gen`. Do not edit. */
import type { AnyRule } from './rule.ts';
import cidrDefaultVpcConnected from './cidr-default-vpc-connected/rule.ts';
import cidrNonRfc1918Private from './cidr-non-rfc1918-private/rule.ts';
import cidrOverlapConnected from './cidr-overlap-connected/rule.ts';
import cidrOverlapOnprem from './cidr-overlap-onprem/rule.ts';
import cidrOverlapUnconnected from './cidr-overlap-unconnected/rule.ts';
import costGatewayEndpointMissing from './cost-gateway-endpoint-missing/rule.ts';
import costIdleTgwAttachment from './cost-idle-tgw-attachment/rule.ts';
import costTgwPeeringSameRegion from './cost-tgw-peering-same-region/rule.ts';
import cwanAttachmentPending from './cwan-attachment-pending/rule.ts';
import cwanPolicyNotLive from './cwan-policy-not-live/rule.ts';
import cwanTgwAsnConflict from './cwan-tgw-asn-conflict/rule.ts';
import dxBgpDown from './dx-bgp-down/rule.ts';
import dxSingleLocation from './dx-single-location/rule.ts';
import dxgwAllowedPrefixGap from './dxgw-allowed-prefix-gap/rule.ts';
import dxgwAllowedPrefixUnowned from './dxgw-allowed-prefix-unowned/rule.ts';
import dxgwPrefixLimitNear from './dxgw-prefix-limit-near/rule.ts';
import hygieneMissingOwnerTag from './hygiene-missing-owner-tag/rule.ts';
import hygieneOrphanGateway from './hygiene-orphan-gateway/rule.ts';
import inspectionSingleAz from './inspection-single-az/rule.ts';
import intentBroken from './intent-broken/rule.ts';
import meshAsymmetricPeeringTgw from './mesh-asymmetric-peering-tgw/rule.ts';
import meshComponentTooLarge from './mesh-component-too-large/rule.ts';
import meshInspectionBypassPeering from './mesh-inspection-bypass-peering/rule.ts';
import meshRedundantPeeringAndTgw from './mesh-redundant-peering-and-tgw/rule.ts';
import natCrossAz from './nat-cross-az/rule.ts';
import peeringAssumedTransit from './peering-assumed-transit/rule.ts';
import peeringDefaultRoute from './peering-default-route/rule.ts';
import peeringDnsNoEffect from './peering-dns-no-effect/rule.ts';
import peeringDnsResolutionOff from './peering-dns-resolution-off/rule.ts';
import peeringIpv6RouteMissing from './peering-ipv6-route-missing/rule.ts';
import peeringMesh from './peering-mesh/rule.ts';
import peeringNoRoutes from './peering-no-routes/rule.ts';
import peeringNotActive from './peering-not-active/rule.ts';
import peeringOneWay from './peering-one-way/rule.ts';
import peeringOverlappingPeersAmbiguousReturn from './peering-overlapping-peers-ambiguous-return/rule.ts';
import peeringOverlyBroadRoute from './peering-overly-broad-route/rule.ts';
import peeringPartialCidrCoverage from './peering-partial-cidr-coverage/rule.ts';
import peeringPendingTooLong from './peering-pending-too-long/rule.ts';
import peeringQuotaNearLimit from './peering-quota-near-limit/rule.ts';
import peeringRouteOutsidePeerCidr from './peering-route-outside-peer-cidr/rule.ts';
import peeringStaleSgReference from './peering-stale-sg-reference/rule.ts';
import peeringUnknownAccount from './peering-unknown-account/rule.ts';
import routeBlackhole from './route-blackhole/rule.ts';
import routeCountNearQuota from './route-count-near-quota/rule.ts';
import routeDefaultConflictFamilies from './route-default-conflict-families/rule.ts';
import routeMainTableNotMinimal from './route-main-table-not-minimal/rule.ts';
import routeMiddleboxOneWay from './route-middlebox-one-way/rule.ts';
import routePrefixListOverlap from './route-prefix-list-overlap/rule.ts';
import routePropagatedHiddenByLocal from './route-propagated-hidden-by-local/rule.ts';
import routeStaticShadowsPropagated from './route-static-shadows-propagated/rule.ts';
import routeTableUnassociated from './route-table-unassociated/rule.ts';
import routeUnknownTargetKind from './route-unknown-target-kind/rule.ts';
import routeVgwAttachedNoPropagation from './route-vgw-attached-no-propagation/rule.ts';
import segBlackholeMissesCidr from './seg-blackhole-misses-cidr/rule.ts';
import segEnvReachable from './seg-env-reachable/rule.ts';
import segNoBlackholeWithDefault from './seg-no-blackhole-with-default/rule.ts';
import segPropagationLeak from './seg-propagation-leak/rule.ts';
import segVpcUnplaced from './seg-vpc-unplaced/rule.ts';
import tgwApplianceModeOff from './tgw-appliance-mode-off/rule.ts';
import tgwAttachmentMissingAz from './tgw-attachment-missing-az/rule.ts';
import tgwAttachmentNotAssociated from './tgw-attachment-not-associated/rule.ts';
import tgwAttachmentNotPropagated from './tgw-attachment-not-propagated/rule.ts';
import tgwAttachmentSharedSubnet from './tgw-attachment-shared-subnet/rule.ts';
import tgwAttachmentSingleAz from './tgw-attachment-single-az/rule.ts';
import tgwAttachmentStuck from './tgw-attachment-stuck/rule.ts';
import tgwAttachmentWithoutVpcRoute from './tgw-attachment-without-vpc-route/rule.ts';
import tgwAutoAccept from './tgw-auto-accept/rule.ts';
import tgwClientVpnNotPropagated from './tgw-client-vpn-not-propagated/rule.ts';
import tgwConnectPeerDegraded from './tgw-connect-peer-degraded/rule.ts';
import tgwDuplicateAsn from './tgw-duplicate-asn/rule.ts';
import tgwEcmpIneffective from './tgw-ecmp-ineffective/rule.ts';
import tgwFlatDefaultTable from './tgw-flat-default-table/rule.ts';
import tgwIpv6SupportOff from './tgw-ipv6-support-off/rule.ts';
import tgwMissingReturnRoute from './tgw-missing-return-route/rule.ts';
import tgwMultipleSameRegion from './tgw-multiple-same-region/rule.ts';
import tgwPeeringLoop from './tgw-peering-loop/rule.ts';
import tgwPeeringStaleCidr from './tgw-peering-stale-cidr/rule.ts';
import tgwPolicyTableInPath from './tgw-policy-table-in-path/rule.ts';
import tgwQuotaNearLimit from './tgw-quota-near-limit/rule.ts';
import tgwRouteBlackhole from './tgw-route-blackhole/rule.ts';
import tgwSgReferencingMismatch from './tgw-sg-referencing-mismatch/rule.ts';
import tgwStaticShadowsPropagated from './tgw-static-shadows-propagated/rule.ts';
import tgwStaticVpnBeatsDx from './tgw-static-vpn-beats-dx/rule.ts';
import tgwVpcRouteWithoutAttachment from './tgw-vpc-route-without-attachment/rule.ts';
import vpcEndpointSingleAz from './vpc-endpoint-single-az/rule.ts';
import vpnBgpNoRoutes from './vpn-bgp-no-routes/rule.ts';
import vpnRouteLimitNear from './vpn-route-limit-near/rule.ts';
import vpnTunnelDown from './vpn-tunnel-down/rule.ts';
import vpnUnassociated from './vpn-unassociated/rule.ts';

export const rules: readonly AnyRule[] = [
  cidrDefaultVpcConnected,
  cidrNonRfc1918Private,
  cidrOverlapConnected,
  cidrOverlapOnprem,
  cidrOverlapUnconnected,
  costGatewayEndpointMissing,
  costIdleTgwAttachment,
  costTgwPeeringSameRegion,
  cwanAttachmentPending,
  cwanPolicyNotLive,
  cwanTgwAsnConflict,
  dxBgpDown,
  dxSingleLocation,
  dxgwAllowedPrefixGap,
  dxgwAllowedPrefixUnowned,
  dxgwPrefixLimitNear,
  hygieneMissingOwnerTag,
  hygieneOrphanGateway,
  inspectionSingleAz,
  intentBroken,
  meshAsymmetricPeeringTgw,
  meshComponentTooLarge,
  meshInspectionBypassPeering,
  meshRedundantPeeringAndTgw,
  natCrossAz,
  peeringAssumedTransit,
  peeringDefaultRoute,
  peeringDnsNoEffect,
  peeringDnsResolutionOff,
  peeringIpv6RouteMissing,
  peeringMesh,
  peeringNoRoutes,
  peeringNotActive,
  peeringOneWay,
  peeringOverlappingPeersAmbiguousReturn,
  peeringOverlyBroadRoute,
  peeringPartialCidrCoverage,
  peeringPendingTooLong,
  peeringQuotaNearLimit,
  peeringRouteOutsidePeerCidr,
  peeringStaleSgReference,
  peeringUnknownAccount,
  routeBlackhole,
  routeCountNearQuota,
  routeDefaultConflictFamilies,
  routeMainTableNotMinimal,
  routeMiddleboxOneWay,
  routePrefixListOverlap,
  routePropagatedHiddenByLocal,
  routeStaticShadowsPropagated,
  routeTableUnassociated,
  routeUnknownTargetKind,
  routeVgwAttachedNoPropagation,
  segBlackholeMissesCidr,
  segEnvReachable,
  segNoBlackholeWithDefault,
  segPropagationLeak,
  segVpcUnplaced,
  tgwApplianceModeOff,
  tgwAttachmentMissingAz,
  tgwAttachmentNotAssociated,
  tgwAttachmentNotPropagated,
  tgwAttachmentSharedSubnet,
  tgwAttachmentSingleAz,
  tgwAttachmentStuck,
  tgwAttachmentWithoutVpcRoute,
  tgwAutoAccept,
  tgwClientVpnNotPropagated,
  tgwConnectPeerDegraded,
  tgwDuplicateAsn,
  tgwEcmpIneffective,
  tgwFlatDefaultTable,
  tgwIpv6SupportOff,
  tgwMissingReturnRoute,
  tgwMultipleSameRegion,
  tgwPeeringLoop,
  tgwPeeringStaleCidr,
  tgwPolicyTableInPath,
  tgwQuotaNearLimit,
  tgwRouteBlackhole,
  tgwSgReferencingMismatch,
  tgwStaticShadowsPropagated,
  tgwStaticVpnBeatsDx,
  tgwVpcRouteWithoutAttachment,
  vpcEndpointSingleAz,
  vpnBgpNoRoutes,
  vpnRouteLimitNear,
  vpnTunnelDown,
  vpnUnassociated,
];
