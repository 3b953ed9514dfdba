/** Direct Connect virtual interface: one VLAN over a physical connection, with its BGP sessions. Never its keys. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface BgpPeer {
  readonly id: string;
  readonly family: 'ipv4' | 'ipv6';
  /** `available`, `verifying`, … */
  readonly state: string;
  /** `up`, `down` or `unknown`. */
  readonly status: string;
}

export interface DxVirtualInterface extends ResourceBase {
  readonly kind: 'dx-virtual-interface';
  /** `private`, `public` or `transit`. */
  readonly type: string;
  /** `available`, `down`, `testing`, … */
  readonly state: string;
  readonly dxGateway: Ref | undefined;
  /** Set where it ends on a virtual private gateway, without a Direct Connect gateway between. */
  readonly vpnGateway: Ref | undefined;
  readonly connection: string;
  /** Code of the Direct Connect location. */
  readonly location: string;
  /** The AWS device the connection ends on; '' where not told. */
  readonly device: string;
  readonly mtu: number | undefined;
  readonly peers: readonly BgpPeer[];
}

export default defineKind<DxVirtualInterface>({
  id: 'dx-virtual-interface',
  title: 'Direct Connect virtual interface',
  plural: 'Direct Connect virtual interfaces',
  prefixes: ['dxvif-'],
  idField: 'virtualInterfaceId',
  optional: true,
  call: {
    service: 'directconnect',
    operation: 'DescribeVirtualInterfaces',
    list: 'virtualInterfaces',
    pageSize: 100,
    secrets: ['authKey', 'customerRouterConfig'],
  },
  read(item, context) {
    const base = readBase(
      'dx-virtual-interface',
      item,
      context,
      'virtualInterfaceId',
      'ownerAccount',
    );
    return {
      type: item.maybe('virtualInterfaceType') ?? 'unknown',
      state: item.maybe('virtualInterfaceState') ?? 'unknown',
      dxGateway: item.maybe('directConnectGatewayId') || undefined,
      vpnGateway: item.maybe('virtualGatewayId') || undefined,
      connection: item.maybe('connectionId') ?? '',
      location: item.maybe('location') ?? '',
      device: item.maybe('awsLogicalDeviceId') ?? item.maybe('awsDeviceV2') ?? '',
      mtu: item.number('mtu'),
      peers: item.list('bgpPeers').map((peer) => ({
        id: peer.maybe('bgpPeerId') ?? '',
        family: peer.maybe('addressFamily') === 'ipv6' ? 'ipv6' : 'ipv4',
        state: peer.maybe('bgpPeerState') ?? 'unknown',
        status: peer.maybe('bgpStatus') ?? 'unknown',
      })),
      ...base,
      name: base.name || (item.maybe('virtualInterfaceName') ?? ''),
      region: item.maybe('region') || base.region,
    };
  },
  references(vif) {
    if (['deleted', 'deleting', 'rejected'].includes(vif.state)) return [];
    return [
      ...refer('dx-gateway', vif.dxGateway),
      ...refer('vpn-gateway', vif.vpnGateway, { account: vif.account, region: vif.region }),
    ];
  },
});
