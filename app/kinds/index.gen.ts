/** Written by `npm run gen`. Do not edit. */
import type { Kind } from './kind.ts';
import coreNetwork, { type CoreNetwork } from './core-network.ts';
import coreNetworkAttachment, { type CoreNetworkAttachment } from './core-network-attachment.ts';
import customerGateway, { type CustomerGateway } from './customer-gateway.ts';
import dxGateway, { type DxGateway } from './dx-gateway.ts';
import dxVirtualInterface, { type DxVirtualInterface } from './dx-virtual-interface.ts';
import egressOnlyGateway, { type EgressOnlyGateway } from './egress-only-gateway.ts';
import internetGateway, { type InternetGateway } from './internet-gateway.ts';
import natGateway, { type NatGateway } from './nat-gateway.ts';
import networkAcl, { type NetworkAcl } from './network-acl.ts';
import networkInterface, { type NetworkInterface } from './network-interface.ts';
import prefixList, { type PrefixList } from './prefix-list.ts';
import quota, { type Quota } from './quota.ts';
import resourceShare, { type ResourceShare } from './resource-share.ts';
import routeTable, { type RouteTable } from './route-table.ts';
import securityGroup, { type SecurityGroup } from './security-group.ts';
import subnet, { type Subnet } from './subnet.ts';
import tgwAttachment, { type TgwAttachment } from './tgw-attachment.ts';
import tgwConnect, { type TgwConnect } from './tgw-connect.ts';
import tgwConnectPeer, { type TgwConnectPeer } from './tgw-connect-peer.ts';
import tgwPeeringAttachment, { type TgwPeeringAttachment } from './tgw-peering-attachment.ts';
import tgwPolicyTable, { type TgwPolicyTable } from './tgw-policy-table.ts';
import tgwRouteTable, { type TgwRouteTable } from './tgw-route-table.ts';
import tgwVpcAttachment, { type TgwVpcAttachment } from './tgw-vpc-attachment.ts';
import transitGateway, { type TransitGateway } from './transit-gateway.ts';
import vpc, { type Vpc } from './vpc.ts';
import vpcEndpoint, { type VpcEndpoint } from './vpc-endpoint.ts';
import vpcPeering, { type VpcPeering } from './vpc-peering.ts';
import vpnConnection, { type VpnConnection } from './vpn-connection.ts';
import vpnGateway, { type VpnGateway } from './vpn-gateway.ts';

/** Type of the resources of each kind. */
export interface KindMap {
  'core-network': CoreNetwork;
  'core-network-attachment': CoreNetworkAttachment;
  'customer-gateway': CustomerGateway;
  'dx-gateway': DxGateway;
  'dx-virtual-interface': DxVirtualInterface;
  'egress-only-gateway': EgressOnlyGateway;
  'internet-gateway': InternetGateway;
  'nat-gateway': NatGateway;
  'network-acl': NetworkAcl;
  'network-interface': NetworkInterface;
  'prefix-list': PrefixList;
  'quota': Quota;
  'resource-share': ResourceShare;
  'route-table': RouteTable;
  'security-group': SecurityGroup;
  'subnet': Subnet;
  'tgw-attachment': TgwAttachment;
  'tgw-connect': TgwConnect;
  'tgw-connect-peer': TgwConnectPeer;
  'tgw-peering-attachment': TgwPeeringAttachment;
  'tgw-policy-table': TgwPolicyTable;
  'tgw-route-table': TgwRouteTable;
  'tgw-vpc-attachment': TgwVpcAttachment;
  'transit-gateway': TransitGateway;
  'vpc': Vpc;
  'vpc-endpoint': VpcEndpoint;
  'vpc-peering': VpcPeering;
  'vpn-connection': VpnConnection;
  'vpn-gateway': VpnGateway;
}

export type KindId = keyof KindMap;
export type Resource = KindMap[KindId];

export const kinds: { readonly [K in KindId]: Kind<KindMap[K]> } = {
  'core-network': coreNetwork,
  'core-network-attachment': coreNetworkAttachment,
  'customer-gateway': customerGateway,
  'dx-gateway': dxGateway,
  'dx-virtual-interface': dxVirtualInterface,
  'egress-only-gateway': egressOnlyGateway,
  'internet-gateway': internetGateway,
  'nat-gateway': natGateway,
  'network-acl': networkAcl,
  'network-interface': networkInterface,
  'prefix-list': prefixList,
  'quota': quota,
  'resource-share': resourceShare,
  'route-table': routeTable,
  'security-group': securityGroup,
  'subnet': subnet,
  'tgw-attachment': tgwAttachment,
  'tgw-connect': tgwConnect,
  'tgw-connect-peer': tgwConnectPeer,
  'tgw-peering-attachment': tgwPeeringAttachment,
  'tgw-policy-table': tgwPolicyTable,
  'tgw-route-table': tgwRouteTable,
  'tgw-vpc-attachment': tgwVpcAttachment,
  'transit-gateway': transitGateway,
  'vpc': vpc,
  'vpc-endpoint': vpcEndpoint,
  'vpc-peering': vpcPeering,
  'vpn-connection': vpnConnection,
  'vpn-gateway': vpnGateway,
};

export const kindIds = Object.keys(kinds) as KindId[];
