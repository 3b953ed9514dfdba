/** Quota as it is applied to an account in a Region: what it may have of something, raised or not. */
import { defineKind, readBase, type ResourceBase } from './kind.ts';

export interface Quota extends ResourceBase {
  readonly kind: 'quota';
  /** `L-7E9ECCDB`. */
  readonly code: string;
  readonly value: number | undefined;
}

/**
 * Those that rules and plans ask for, by what they limit.
 * Sources: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html
 *          https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const QUOTAS = {
  gateways: 'L-A2478D36',
  tables: 'L-43872EB7',
  attachments: 'L-E0233F82',
  links: 'L-A1B5A36F',
  subnets: 'L-407747CB',
  vpcTables: 'L-589F43AA',
  vpcRoutes: 'L-93826ACB',
  peerings: 'L-7E9ECCDB',
} as const;

export default defineKind<Quota>({
  id: 'quota',
  title: 'Applied quota',
  plural: 'Applied quotas',
  prefixes: [],
  idField: 'QuotaArn',
  optional: true,
  call: {
    service: 'servicequotas',
    operation: 'ListServiceQuotas',
    list: 'Quotas',
    // Those of transit gateways are among those of EC2, those of VPCs stand by themselves.
    each: { argument: 'ServiceCode', values: ['ec2', 'vpc'] },
    only: { field: 'QuotaCode', values: Object.values(QUOTAS) },
    pageSize: 100,
  },
  read(item, context) {
    return {
      code: item.maybe('QuotaCode') ?? '',
      value: item.number('Value'),
      ...readBase('quota', item, context, 'QuotaArn'),
      name: item.maybe('QuotaName') ?? '',
    };
  },
  references: () => [],
});
