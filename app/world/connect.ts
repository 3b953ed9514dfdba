/** Connect attachments of a World, with their peers and BGP sessions. */
import { makeTags } from './tags.ts';
import type { Tgw } from './tgw.ts';
import type { Attached } from './tgw-attachment.ts';

export interface ConnectPeerSpec {
  readonly name: string;
  /** BGP status of each session; two that are up unless told otherwise. */
  readonly bgp?: readonly ('up' | 'down')[];
  readonly state?: string;
  /** When it was made, ISO 8601 UTC; long ago unless told otherwise. */
  readonly created?: string;
}

/** A Connect attachment over another one, such as that of the VPC with the appliances. */
export function connect(
  hub: Tgw,
  name: string,
  transport: Attached,
  peers: readonly ConnectPeerSpec[],
): Attached {
  const attached = hub.attachOther(name, 'connect', transport.id, []);
  hub.at.add('tgw-connect', attached.id, () => ({
    TransitGatewayAttachmentId: attached.id,
    TransportTransitGatewayAttachmentId: transport.id,
    TransitGatewayId: hub.id,
    State: attached.state,
    Options: { Protocol: 'gre' },
    Tags: makeTags(`${hub.name}-${name}`),
  }));
  for (const [i, peer] of peers.entries()) {
    const id = hub.at.world.id('tgw-connect-peer', peer.name);
    hub.at.add('tgw-connect-peer', id, () => ({
      TransitGatewayAttachmentId: attached.id,
      TransitGatewayConnectPeerId: id,
      State: peer.state ?? 'available',
      CreationTime: peer.created ?? '2025-06-01T09:00:00.000Z',
      ConnectPeerConfiguration: {
        PeerAddress: `10.9.${i}.10`,
        InsideCidrBlocks: [`169.254.6.${8 * i}/29`],
        Protocol: 'gre',
        BgpConfigurations: (peer.bgp ?? ['up', 'up']).map((BgpStatus, session) => ({
          TransitGatewayAsn: 64512,
          PeerAsn: 65001,
          TransitGatewayAddress: `169.254.6.${8 * i + 2 + session}`,
          PeerAddress: `169.254.6.${8 * i + 1}`,
          BgpStatus,
        })),
      },
      Tags: makeTags(peer.name),
    }));
  }
  return attached;
}
