/** Transit gateway policy table: decides by source, protocol and ports which route table answers. Its rules are not read. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface PolicyTableMember {
  readonly attachment: Ref;
  /** `associated`, `associating`, … */
  readonly state: string;
}

export interface TgwPolicyTable extends ResourceBase {
  readonly kind: 'tgw-policy-table';
  readonly tgw: Ref;
  readonly state: string;
  /** Undefined where the call was not observed: then a gap says so. */
  readonly associations: readonly PolicyTableMember[] | undefined;
}

/** A deleted table is listed for some time, but can no longer be asked. */
const isGone = (state: unknown): boolean => state === 'deleted' || state === 'deleting';

export default defineKind<TgwPolicyTable>({
  id: 'tgw-policy-table',
  title: 'Transit gateway policy table',
  plural: 'Transit gateway policy tables',
  prefixes: ['tgw-ptb-'],
  idField: 'TransitGatewayPolicyTableId',
  optional: true,
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayPolicyTables',
    list: 'TransitGatewayPolicyTables',
    pageSize: 1000,
  },
  details: [
    {
      service: 'ec2',
      operation: 'GetTransitGatewayPolicyTableAssociations',
      as: 'associations',
      argument: 'TransitGatewayPolicyTableId',
      list: 'Associations',
      pageSize: 1000,
      when: (item) => !isGone(item.State),
    },
  ],
  read(item, context) {
    const state = item.maybe('State') ?? 'available';
    const associations = isGone(state) ? [] : context.detail('associations');
    return {
      tgw: item.text('TransitGatewayId'),
      state,
      associations: associations?.map((a) => ({
        attachment: a.maybe('TransitGatewayAttachmentId') ?? '',
        state: a.maybe('State') ?? 'associated',
      })),
      ...readBase('tgw-policy-table', item, context, 'TransitGatewayPolicyTableId'),
    };
  },
  references: (table) => [
    ...refer('transit-gateway', table.tgw, { account: table.account, region: table.region }),
    ...(table.associations ?? [])
      .filter((a) => a.state !== 'disassociated')
      .flatMap((a) => refer('tgw-attachment', a.attachment, { region: table.region })),
  ],
});
