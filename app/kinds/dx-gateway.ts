/** Direct Connect gateway with its associations to gateways in AWS, and the virtual interfaces attached to it. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import { defineKind, readBase, refer, type Reference, type ResourceBase } from './kind.ts';

export interface DxAssociation {
  readonly id: string;
  /** `associated`, `updating`, `disassociating`, … */
  readonly state: string;
  /** The transit or virtual private gateway; '' where it is a core network. */
  readonly gateway: Ref;
  /** `transitGateway`, `virtualPrivateGateway` or a word AWS adds later; '' where it is a core network. */
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly coreNetwork: Ref | undefined;
  /**
   * For a transit gateway what is advertised on-premises, for a virtual private gateway a filter on its VPC's blocks.
   * https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
   */
  readonly allowed: readonly Cidr[];
}

export interface DxAttachment {
  readonly interface: Ref;
  readonly account: string;
  readonly region: string;
  /** `attached`, … */
  readonly state: string;
}

export interface DxGateway extends ResourceBase {
  readonly kind: 'dx-gateway';
  readonly state: string;
  readonly asn: number | undefined;
  /** Each is undefined where its call was not observed: then a gap says so. */
  readonly associations: readonly DxAssociation[] | undefined;
  readonly attachments: readonly DxAttachment[] | undefined;
}

const isGone = (state: unknown): boolean => state === 'deleted' || state === 'deleting';

const DX = {
  service: 'directconnect',
  scope: 'global',
  argument: 'directConnectGatewayId',
  pageSize: 100,
  when: (item: Readonly<Record<string, unknown>>) => !isGone(item.directConnectGatewayState),
} as const;

const association = (item: Fields): DxAssociation => {
  const gateway = item.object('associatedGateway');
  return {
    id: item.maybe('associationId') ?? '',
    state: item.maybe('associationState') ?? 'associated',
    gateway: gateway?.maybe('id') ?? item.maybe('virtualGatewayId') ?? '',
    type: gateway?.maybe('type') ?? (item.has('virtualGatewayId') ? 'virtualPrivateGateway' : ''),
    account: gateway?.maybe('ownerAccount') ?? item.maybe('virtualGatewayOwnerAccount') ?? '',
    region: gateway?.maybe('region') ?? item.maybe('virtualGatewayRegion') ?? '',
    coreNetwork: item.object('associatedCoreNetwork')?.maybe('id'),
    allowed: item
      .list('allowedPrefixesToDirectConnectGateway')
      .flatMap((prefix) => prefix.cidr('cidr') ?? []),
  };
};

const attachment = (item: Fields): DxAttachment => ({
  interface: item.maybe('virtualInterfaceId') ?? '',
  account: item.maybe('virtualInterfaceOwnerAccount') ?? '',
  region: item.maybe('virtualInterfaceRegion') ?? '',
  state: item.maybe('attachmentState') ?? 'attached',
});

export default defineKind<DxGateway>({
  id: 'dx-gateway',
  title: 'Direct Connect gateway',
  plural: 'Direct Connect gateways',
  prefixes: [],
  idField: 'directConnectGatewayId',
  optional: true,
  call: {
    service: 'directconnect',
    operation: 'DescribeDirectConnectGateways',
    list: 'directConnectGateways',
    scope: 'global',
    pageSize: 100,
  },
  details: [
    {
      ...DX,
      as: 'associations',
      operation: 'DescribeDirectConnectGatewayAssociations',
      list: 'directConnectGatewayAssociations',
    },
    {
      ...DX,
      as: 'attachments',
      operation: 'DescribeDirectConnectGatewayAttachments',
      list: 'directConnectGatewayAttachments',
    },
  ],
  read(item, context) {
    const state = item.maybe('directConnectGatewayState') ?? 'available';
    const detail = (as: string) => (isGone(state) ? [] : context.detail(as));
    const base = readBase('dx-gateway', item, context, 'directConnectGatewayId', 'ownerAccount');
    return {
      state,
      asn: item.number('amazonSideAsn'),
      associations: detail('associations')?.map(association),
      attachments: detail('attachments')?.map(attachment),
      ...base,
      name: base.name || (item.maybe('directConnectGatewayName') ?? ''),
    };
  },
  references(gateway) {
    const out: Reference[] = [];
    for (const { state, gateway: id, type, account, region, coreNetwork } of gateway.associations ??
      []) {
      if (state === 'disassociated') continue;
      const kind = type === 'transitGateway' ? 'transit-gateway' : 'vpn-gateway';
      out.push(...refer(kind, id, { account, region }), ...refer('core-network', coreNetwork));
    }
    for (const { state, interface: id, account, region } of gateway.attachments ?? [])
      if (state !== 'detached') out.push(...refer('dx-virtual-interface', id, { account, region }));
    return out;
  },
});
