/** Transit gateway attachment of any type, with the route table it is associated with. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

/** TransitGatewayAttachmentResourceType; a word AWS adds later is kept as it is. */
export type AttachmentType =
  | 'vpc'
  | 'vpn'
  | 'vpn-concentrator'
  | 'direct-connect-gateway'
  | 'connect'
  | 'peering'
  | 'tgw-peering'
  | 'network-function'
  | 'client-vpn'
  | (string & {});

export interface TgwAttachment extends ResourceBase {
  readonly kind: 'tgw-attachment';
  readonly tgw: Ref;
  readonly tgwAccount: string;
  readonly type: AttachmentType;
  /** The VPC, VPN connection, Direct Connect gateway, peer transit gateway … */
  readonly resource: Ref;
  readonly resourceAccount: string;
  /** `available`, `pendingAcceptance`, `deleted`, … */
  readonly state: string;
  readonly association: { readonly table: Ref; readonly state: string } | undefined;
  /** ISO 8601 UTC; undefined where AWS did not say. */
  readonly created: string | undefined;
}

export default defineKind<TgwAttachment>({
  id: 'tgw-attachment',
  title: 'Transit gateway attachment',
  plural: 'Transit gateway attachments',
  prefixes: ['tgw-attach-'],
  idField: 'TransitGatewayAttachmentId',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayAttachments',
    list: 'TransitGatewayAttachments',
    pageSize: 1000,
  },
  read(item, context) {
    const association = item.object('Association');
    const table = association?.maybe('TransitGatewayRouteTableId');
    return {
      tgw: item.text('TransitGatewayId'),
      tgwAccount: item.maybe('TransitGatewayOwnerId') ?? context.account,
      type: item.maybe('ResourceType') ?? 'unknown',
      resource: item.maybe('ResourceId') ?? '',
      resourceAccount: item.maybe('ResourceOwnerId') ?? context.account,
      state: item.maybe('State') ?? 'unknown',
      created: item.time('CreationTime'),
      association: table
        ? { table, state: association?.maybe('State') ?? 'associated' }
        : undefined,
      ...readBase('tgw-attachment', item, context, 'TransitGatewayAttachmentId', 'ResourceOwnerId'),
    };
  },
  // A peering is listed by the gateways at both of its ends, and each tells of itself: the other's table is not its own.
  merge: (a, b) => ({
    ...a,
    name: a.name || b.name,
    created: a.created ?? b.created,
    tags: b.tags.size === 0 ? a.tags : new Map([...b.tags, ...a.tags]),
    ...(a.tgw === b.tgw && {
      resource: a.resource || b.resource,
      association: a.association ?? b.association,
    }),
  }),
  references(a) {
    if (['deleted', 'deleting', 'failed', 'rejected'].includes(a.state)) return [];
    const out = refer('transit-gateway', a.tgw, { account: a.tgwAccount, region: a.region });
    const owner = { account: a.resourceAccount, region: a.region };
    if (a.type === 'vpc') out.push(...refer('vpc', a.resource, owner));
    if (a.type === 'vpn') out.push(...refer('vpn-connection', a.resource, owner));
    if (a.association) {
      out.push(
        ...refer('tgw-route-table', a.association.table, {
          account: a.tgwAccount,
          region: a.region,
        }),
      );
    }
    return out;
  },
});
