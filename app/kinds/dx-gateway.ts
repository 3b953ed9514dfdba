/** Direct Connect gateway with its associations to gateways in AWS, and the virtual interfaces attached to it. */
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import { defineKind, readBase, refer, type Reference, type ResourceBase } from './kind.ts';
import { ASSOCIATIONS, type DxAssociation, readAssociation } from './parts/dx-association.ts';

export type { DxAssociation } from './parts/dx-association.ts';

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
      ...ASSOCIATIONS,
      as: 'associations',
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
      associations: detail('associations')?.map(readAssociation),
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
