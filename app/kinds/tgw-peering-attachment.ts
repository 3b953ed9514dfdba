/** Peering between two transit gateways: one attachment id, seen from both sides. Static routes only. */
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import { defineKind, readBase, refer, type ReadContext, type ResourceBase } from './kind.ts';

export interface TgwPeeringSide {
  readonly tgw: Ref;
  readonly account: string;
  readonly region: string;
  /** Set where the other side is a Cloud WAN core network edge. */
  readonly coreNetwork: string | undefined;
}

export interface TgwPeeringAttachment extends ResourceBase {
  readonly kind: 'tgw-peering-attachment';
  readonly state: string;
  /** ISO 8601 UTC; undefined where AWS did not say. */
  readonly created: string | undefined;
  readonly requester: TgwPeeringSide;
  readonly accepter: TgwPeeringSide;
}

const side = (info: Fields | undefined, context: ReadContext): TgwPeeringSide => ({
  tgw: info?.maybe('TransitGatewayId') ?? '',
  account: info?.maybe('OwnerId') ?? context.account,
  region: info?.maybe('Region') ?? context.region,
  coreNetwork: info?.maybe('CoreNetworkId'),
});

export default defineKind<TgwPeeringAttachment>({
  id: 'tgw-peering-attachment',
  title: 'Transit gateway peering attachment',
  plural: 'Transit gateway peering attachments',
  prefixes: ['tgw-attach-'],
  idField: 'TransitGatewayAttachmentId',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayPeeringAttachments',
    list: 'TransitGatewayPeeringAttachments',
    pageSize: 1000,
  },
  read(item, context) {
    const requester = side(item.object('RequesterTgwInfo'), context);
    const accepter = side(item.object('AccepterTgwInfo'), context);
    return {
      state: item.maybe('State') ?? 'unknown',
      created: item.time('CreationTime'),
      requester,
      accepter,
      ...readBase('tgw-peering-attachment', item, context, 'TransitGatewayAttachmentId'),
      account: requester.account,
      region: requester.region,
    };
  },
  references: (a) =>
    ['deleted', 'deleting', 'failed', 'rejected'].includes(a.state)
      ? []
      : [a.requester, a.accepter].flatMap((s) =>
          refer('transit-gateway', s.tgw, { account: s.account, region: s.region }),
        ),
});
