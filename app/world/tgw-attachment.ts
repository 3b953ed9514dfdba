/** Attachments of the transit gateways of a World, and how AWS lists them. */
import { makeTags } from './tags.ts';
import type { Target } from './target.ts';
import type { Tgw } from './tgw.ts';

export interface Attached extends Target {
  readonly kind: 'tgw-attachment';
  readonly resource: string;
  readonly type: string;
  /** Prefixes it would propagate. */
  readonly prefixes: readonly string[];
  state: string;
  /** When it was made, ISO 8601 UTC; long ago unless told otherwise. */
  created?: string;
}

/** Long before any page of a World was read. */
export const LONG_AGO = '2025-06-01T09:00:00.000Z';

/** Whether two are one attachment, seen from either side of a peering. */
export const same = (a: Attached, b: Attached): boolean => a.id === b.id;

/** The item of DescribeTransitGatewayAttachments. */
export function attachmentItem(
  tgw: Tgw,
  a: Attached,
  owner: string,
  name: string,
): Record<string, unknown> {
  const table = tgw.tables.find((t) => t.associated.some((other) => same(other, a)));
  return {
    TransitGatewayAttachmentId: a.id,
    TransitGatewayId: tgw.id,
    TransitGatewayOwnerId: tgw.at.account,
    ResourceType: a.type,
    ResourceId: a.resource,
    ResourceOwnerId: owner,
    State: a.state,
    CreationTime: a.created ?? LONG_AGO,
    ...(table
      ? { Association: { TransitGatewayRouteTableId: table.id, State: 'associated' } }
      : {}),
    Tags: makeTags(name),
  };
}
