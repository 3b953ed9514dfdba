/** Connect peer: one GRE tunnel of a Connect attachment to an appliance, with its BGP sessions. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface ConnectSession {
  /** Of the appliance, inside the tunnel. */
  readonly peerAddress: string;
  /** `up` or `down`; undefined where AWS did not say. */
  readonly status: string | undefined;
}

export interface TgwConnectPeer extends ResourceBase {
  readonly kind: 'tgw-connect-peer';
  /** The Connect attachment. */
  readonly attachment: Ref;
  readonly state: string;
  /** ISO 8601 UTC; undefined where AWS did not say. */
  readonly created: string | undefined;
  /** Of the appliance, outside the tunnel. */
  readonly peerAddress: string;
  readonly sessions: readonly ConnectSession[];
}

export default defineKind<TgwConnectPeer>({
  id: 'tgw-connect-peer',
  title: 'Transit gateway Connect peer',
  plural: 'Transit gateway Connect peers',
  prefixes: ['tgw-connect-peer-'],
  idField: 'TransitGatewayConnectPeerId',
  optional: true,
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayConnectPeers',
    list: 'TransitGatewayConnectPeers',
    pageSize: 1000,
  },
  read(item, context) {
    const configuration = item.object('ConnectPeerConfiguration');
    return {
      ...readBase('tgw-connect-peer', item, context, 'TransitGatewayConnectPeerId'),
      attachment: item.maybe('TransitGatewayAttachmentId') ?? '',
      state: item.maybe('State') ?? 'available',
      created: item.time('CreationTime'),
      peerAddress: configuration?.maybe('PeerAddress') ?? '',
      sessions: (configuration?.list('BgpConfigurations') ?? []).map((session) => ({
        peerAddress: session.maybe('PeerAddress') ?? '',
        status: session.maybe('BgpStatus'),
      })),
    };
  },
  references: (peer) =>
    ['deleted', 'deleting'].includes(peer.state)
      ? []
      : refer('tgw-attachment', peer.attachment, { account: peer.account, region: peer.region }),
});
