/** What an account shares, and what AWS grants it: resource shares and applied quotas of a World. */
import type { WorldRegion } from './region.ts';
import { makeTags } from './tags.ts';
import type { Tgw } from './tgw.ts';

export interface WorldPrincipal {
  /** An account id or an ARN. */
  readonly id: string;
  readonly external?: boolean;
}

/** Shares a transit gateway with AWS RAM. Nothing is attached by that. */
export function addShare(
  at: WorldRegion,
  name: string,
  tgw: Tgw,
  principals: readonly WorldPrincipal[],
): void {
  const arn = `arn:aws:ram:${at.region}:${at.account}:resource-share/${at.world.id('rs', name)}`;
  const resource = `arn:aws:ec2:${at.region}:${at.account}:transit-gateway/${tgw.id}`;
  at.add(
    'resource-share',
    arn,
    () => ({
      resourceShareArn: arn,
      name,
      owningAccountId: at.account,
      allowExternalPrincipals: true,
      status: 'ACTIVE',
      tags: makeTags(name).map(({ Key, Value }) => ({ key: Key, value: Value })),
    }),
    {
      ListPrincipals: () =>
        principals.map(({ id, external = false }) => ({ id, external, resourceShareArn: arn })),
      ListResources: () => [
        { arn: resource, type: 'ec2:TransitGateway', resourceShareArn: arn, status: 'AVAILABLE' },
      ],
    },
  );
}

/** A quota as it is applied. `service`: `ec2` or `vpc`. */
export function addQuota(
  at: WorldRegion,
  service: string,
  code: string,
  value: number,
  name: string,
): void {
  const arn = `arn:aws:servicequotas:${at.region}:${at.account}:${service}/${code}`;
  at.add('quota', arn, () => ({
    ServiceCode: service,
    QuotaArn: arn,
    QuotaCode: code,
    QuotaName: name,
    Value: value,
    Adjustable: true,
    GlobalQuota: false,
  }));
}
