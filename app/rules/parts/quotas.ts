/** Quotas as they are applied to an account in a Region, where they were read. */
import { QUOTAS } from '../../kinds/quota.ts';
import type { Topology } from '../../topology/topology.ts';

export type QuotaName = keyof typeof QUOTAS;

/** Looks one up; undefined where it was not read. */
export function appliedQuotas(
  topology: Topology,
): (
  quota: QuotaName,
  at: { readonly account: string; readonly region: string },
) => number | undefined {
  const values = new Map(
    topology
      .all('quota')
      .map(({ account, region, code, value }) => [`${account}/${region}/${code}`, value]),
  );
  return (quota, { account, region }) => values.get(`${account}/${region}/${QUOTAS[quota]}`);
}
