/** Where a resource is looked at in AWS: the page of its console, for pictures whose boxes and lines are links. */
import type { Ref } from '../../base/ref.ts';
import type { Report } from '../../report.ts';
import type { SceneNode } from '../../scene/scene.ts';
import { isAnonymized } from '../../snapshot/snapshot.ts';
import { asRegion } from '../../sources/place.ts';

/** The address of the page of a resource, or nothing where there is none that is known. */
export type PageOf = (ref: Ref) => string | undefined;

/** An AWS id as AWS writes it, 8 digits long or 17: nothing else ever becomes a part of an address. */
const ID = /^([a-z]+(?:-[a-z]+)*)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
/** Of a Direct Connect gateway. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const REGION_REF = /^region\/[^/]*\/([^/]*)$/;

/** True for what AWS calls a resource, and nobody else could have put there. */
export const isAwsId = (id: Ref): boolean => ID.test(id);

/**
 * Where the page of a kind is in the VPC console, by the prefix of its ids. AWS documents the host and not these; they
 * are the addresses that the console itself shows for a resource.
 */
const DETAILS: ReadonlyMap<string, string> = new Map([
  ['vpc', 'VpcDetails:VpcId'],
  ['subnet', 'SubnetDetails:subnetId'],
  ['rtb', 'RouteTableDetails:RouteTableId'],
  ['pcx', 'PeeringConnectionDetails:VpcPeeringConnectionId'],
  ['tgw', 'TransitGatewayDetails:transitGatewayId'],
  ['tgw-attach', 'TransitGatewayAttachmentDetails:transitGatewayAttachmentId'],
  ['tgw-rtb', 'TransitGatewayRouteTableDetails:transitGatewayRouteTableId'],
  ['vpn', 'VpnConnectionDetails:VpnConnectionId'],
  ['cgw', 'CustomerGatewayDetails:CustomerGatewayId'],
  ['vgw', 'VpnGateways:VpnGatewayId'],
]);

/**
 * The console of a Region; none of the isolated partitions and of the European Sovereign Cloud, whose names are not
 * published there.
 * Sources: https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html;
 * of China and GovCloud: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html ("View AMI ID")
 */
function consoleOf(region: string): string | undefined {
  if (asRegion(region) === undefined || /^eusc-|^[a-z]{2}-iso/.test(region)) return undefined;
  if (region.startsWith('cn-')) return `https://${region}.console.amazonaws.cn`;
  if (region.startsWith('us-gov-')) return `https://${region}.console.amazonaws-us-gov.com`;
  return `https://${region}.console.aws.amazon.com`;
}

/** Pages of what is in a report. Ids of a snapshot under new names lead nowhere. */
export function consolePages({ manifest, topology }: Report): PageOf {
  if (isAnonymized({ manifest })) return () => undefined;
  const at = (region: string, page: string): string | undefined => {
    const host = consoleOf(region);
    return host && `${host}/${page.replace('?', `?region=${region}`)}`;
  };
  return (ref) => {
    const place = REGION_REF.exec(ref)?.[1];
    if (place !== undefined) return at(place, 'vpcconsole/home?#vpcs:');
    const found = topology.find(ref);
    if (!found) return undefined;
    // It has no Region: every Region of the partition shows it.
    if (found.kind === 'dx-gateway' && UUID.test(ref))
      return at(manifest.scope.regions[0] ?? '', `directconnect/v2/home?#/dxgateways/${ref}`);
    const details = DETAILS.get(ID.exec(ref)?.[1] ?? '');
    return details && at(found.region, `vpcconsole/home?#${details}=${ref}`);
  };
}

/** Of what lies outside the accounts collected nothing is known that a page could show. */
export const pageOfBox = (
  pageOf: PageOf | undefined,
  { ref, ghost }: Pick<SceneNode, 'ref' | 'ghost'>,
): string | undefined => (ghost ? undefined : pageOf?.(ref));

/** AWS's ids of what a line stands for; none where it bundles several of a kind, since it could be any of them. */
export function idsOfLine(refs: readonly Ref[]): readonly Ref[] {
  const ids = refs.filter(isAwsId);
  const kinds = new Set(ids.map((id) => ID.exec(id)![1]));
  return kinds.size === ids.length ? ids : [];
}

/** The first page of these. */
export const pageOfLine = (pageOf: PageOf, refs: readonly Ref[]): string | undefined =>
  idsOfLine(refs)
    .map(pageOf)
    .find((page) => page !== undefined);
