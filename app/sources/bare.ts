/** Lists of items without the answer around them: `--query Vpcs`, or `Get-EC2Vpc | ConvertTo-Json` in PowerShell. */
import { isObject } from '../base/json.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import type { Kind, ListCall } from '../kinds/kind.ts';
import { asApi, isPowerShell } from './spelling.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * Fields that hold the id of an item itself, those first that stand in no other item; what must stand beside the ones
 * that others have, too.
 */
const OWN: readonly (readonly [id: string, beside?: (item: Item) => boolean])[] = [
  ['NatGatewayId', (item) => 'NatGatewayAddresses' in item || 'ConnectivityType' in item],
  ['NetworkInterfaceId', (item) => 'InterfaceType' in item || 'PrivateIpAddresses' in item],
  ['VpcEndpointId', (item) => 'ServiceName' in item],
  ['VpnConnectionId', (item) => 'CustomerGatewayId' in item],
  ['NetworkAclId', (item) => 'Entries' in item],
  ['GroupId', (item) => 'IpPermissions' in item || 'IpPermissionsEgress' in item],
  ['InternetGatewayId', (item) => 'Attachments' in item],
  ['EgressOnlyInternetGatewayId', (item) => 'Attachments' in item],
  ['VpcPeeringConnectionId', (item) => 'RequesterVpcInfo' in item || 'AccepterVpcInfo' in item],
  ['PrefixListId', (item) => 'PrefixListName' in item],
  ['TransitGatewayConnectPeerId'],
  ['TransitGatewayPolicyTableId', (item) => !('TransitGatewayAttachmentId' in item)],
  ['TransitGatewayRouteTableId', (item) => 'TransitGatewayId' in item && 'State' in item],
  [
    'TransitGatewayAttachmentId',
    (item) => 'TransitGatewayId' in item || 'RequesterTgwInfo' in item,
  ],
  ['RouteTableId', (item) => 'Routes' in item && 'VpcId' in item],
  ['SubnetId', (item) => 'AvailabilityZone' in item && !('InstanceId' in item)],
  ['VpnGatewayId', (item) => 'VpcAttachments' in item],
  ['CustomerGatewayId', (item) => 'IpAddress' in item],
  ['TransitGatewayId', (item) => 'TransitGatewayArn' in item || 'Options' in item],
  ['VpcId', (item) => 'CidrBlock' in item || 'CidrBlockAssociationSet' in item],
];

const callOf = (idField: string, item: Item): ListCall | undefined => {
  const found = kindIds
    .map((id) => kinds[id] as unknown as Kind)
    .filter((kind) => kind.idField === idField);
  if (found.length === 1) return found[0]!.call;
  // Four views of an attachment have the same id.
  const want =
    'RequesterTgwInfo' in item
      ? 'tgw-peering-attachment'
      : 'TransportTransitGatewayAttachmentId' in item
        ? 'tgw-connect'
        : 'VpcId' in item
          ? 'tgw-vpc-attachment'
          : 'tgw-attachment';
  return found.find((kind) => kind.id === want)?.call;
};

const callOfItem = (item: unknown): ListCall | undefined => {
  if (!isObject(item)) return undefined;
  for (const [id, beside] of OWN)
    if (typeof item[id] === 'string' && (beside?.(item) ?? true)) return callOf(id, item);
  return undefined;
};

/** The list as it would stand in an answer; undefined where the items are none of ours, or not all of one sort. */
export function bareList(
  value: unknown,
): { readonly call: ListCall; readonly items: readonly unknown[] } | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every(isObject)) return undefined;
  const items = list.some(isPowerShell) ? list.map((item) => asApi(item)) : list;
  const call = callOfItem(items[0]);
  if (!call || !items.every((item) => callOfItem(item) === call)) return undefined;
  return { call, items };
}

/**
 * Why a list of items could not be told: `--query` that renames or picks fields leaves nothing to go by.
 * Undefined where this is no such list.
 */
export function whyNotTold(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return 'is an empty list that does not say of what';
  const [first] = value as readonly unknown[];
  if (Array.isArray(first) || typeof first === 'string') {
    return 'holds values without names, as --query with [] picks them; save the whole answer, without --query';
  }
  if (!isObject(first)) return undefined;
  const names = Object.keys(first)
    .slice(0, 4)
    .map((name) => name.slice(0, 40));
  return `holds a list of things with ${names.join(', ')}, from which Peerless cannot tell what they are; save the whole answer, without --query`;
}

/** True for nested values that PowerShell wrote as the name of their type, for want of depth. */
export const lacksDepth = (text: string): boolean => /"Amazon\.EC2\.Model\.\w+"/.test(text);
