/** Connect attachment: GRE and BGP to appliances, over a VPC or Direct Connect attachment of the same gateway. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface TgwConnect extends ResourceBase {
  readonly kind: 'tgw-connect';
  readonly tgw: Ref;
  /** The attachment that carries the tunnels. */
  readonly transport: Ref;
  readonly state: string;
}

export default defineKind<TgwConnect>({
  id: 'tgw-connect',
  title: 'Transit gateway Connect attachment',
  plural: 'Transit gateway Connect attachments',
  prefixes: ['tgw-attach-'],
  idField: 'TransitGatewayAttachmentId',
  optional: true,
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayConnects',
    list: 'TransitGatewayConnects',
    pageSize: 1000,
  },
  read: (item, context) => ({
    ...readBase('tgw-connect', item, context, 'TransitGatewayAttachmentId'),
    tgw: item.maybe('TransitGatewayId') ?? '',
    transport: item.maybe('TransportTransitGatewayAttachmentId') ?? '',
    state: item.maybe('State') ?? 'available',
  }),
  references(connect) {
    if (['deleted', 'deleting', 'failed', 'rejected'].includes(connect.state)) return [];
    const here = { account: connect.account, region: connect.region };
    return [
      ...refer('transit-gateway', connect.tgw, { region: connect.region }),
      ...refer('tgw-attachment', connect.transport, here),
    ];
  },
});
