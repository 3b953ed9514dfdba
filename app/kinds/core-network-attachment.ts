/** Attachment of a VPC, VPN, Direct Connect gateway or transit gateway route table to a Cloud WAN core network. */
import type { Ref } from '../base/ref.ts';
import type { KindId } from './index.gen.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface CoreNetworkAttachment extends ResourceBase {
  readonly kind: 'core-network-attachment';
  readonly coreNetwork: Ref;
  /** `VPC`, `SITE_TO_SITE_VPN`, `CONNECT`, `DIRECT_CONNECT_GATEWAY`, `TRANSIT_GATEWAY_ROUTE_TABLE`, … */
  readonly type: string;
  /** `AVAILABLE`, `PENDING_ATTACHMENT_ACCEPTANCE`, `FAILED`, … */
  readonly state: string;
  /** Id of what is attached, from its ARN; '' where not told. */
  readonly resource: Ref;
  /** Segment it is in; '' while in none. */
  readonly segment: string;
  /** Messages of what went wrong with the last change. */
  readonly errors: readonly string[];
  /** ISO 8601; '' where not told. */
  readonly updated: string;
}

/** `arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1` -> `vpc-1`. */
const idInArn = (arn: string): Ref => arn.slice(arn.lastIndexOf('/') + 1);

const REFERENCED: Readonly<Record<string, KindId>> = {
  VPC: 'vpc',
  SITE_TO_SITE_VPN: 'vpn-connection',
  DIRECT_CONNECT_GATEWAY: 'dx-gateway',
  TRANSIT_GATEWAY_ROUTE_TABLE: 'tgw-route-table',
};

export default defineKind<CoreNetworkAttachment>({
  id: 'core-network-attachment',
  title: 'Cloud WAN attachment',
  plural: 'Cloud WAN attachments',
  prefixes: ['attachment-'],
  idField: 'AttachmentId',
  optional: true,
  call: {
    service: 'networkmanager',
    operation: 'ListAttachments',
    list: 'Attachments',
    scope: 'global',
    pageSize: 500,
  },
  read(item, context) {
    const base = readBase(
      'core-network-attachment',
      item,
      context,
      'AttachmentId',
      'OwnerAccountId',
    );
    return {
      coreNetwork: item.text('CoreNetworkId'),
      type: item.maybe('AttachmentType') ?? 'unknown',
      state: item.maybe('State') ?? 'unknown',
      resource: idInArn(item.maybe('ResourceArn') ?? ''),
      segment: item.maybe('SegmentName') ?? '',
      errors: item.list('LastModificationErrors').map((e) => e.maybe('Message') ?? ''),
      updated: item.time('UpdatedAt') ?? '',
      ...base,
      region: item.maybe('EdgeLocation') ?? item.texts('EdgeLocations')[0] ?? base.region,
    };
  },
  references(a) {
    const kind = REFERENCED[a.type];
    return [
      ...refer('core-network', a.coreNetwork),
      ...(kind && a.state !== 'DELETING'
        ? refer(kind, a.resource, { account: a.account, region: a.region })
        : []),
    ];
  },
});
