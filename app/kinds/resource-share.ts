/** AWS RAM resource share that an account owns: what it shares, and with whom. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, type ResourceBase } from './kind.ts';

export interface SharedWith {
  /** An account id, or the ARN of an organization, an organizational unit, a role or a user. */
  readonly principal: string;
  /** True where AWS says that it is outside of the organization. */
  readonly external: boolean;
}

export interface ResourceShare extends ResourceBase {
  readonly kind: 'resource-share';
  /** True where it may be shared outside of the organization. */
  readonly allowsExternal: boolean;
  /** ARNs. Each is undefined where its call was not observed: then a gap says so. */
  readonly resources: readonly Ref[] | undefined;
  readonly principals: readonly SharedWith[] | undefined;
}

const RAM = {
  service: 'ram',
  argument: 'resourceShareArns',
  fixed: { resourceOwner: 'SELF' },
  pageSize: 500,
} as const;

export default defineKind<ResourceShare>({
  id: 'resource-share',
  title: 'Resource share',
  plural: 'Resource shares',
  prefixes: [],
  idField: 'resourceShareArn',
  optional: true,
  call: {
    service: 'ram',
    operation: 'GetResourceShares',
    list: 'resourceShares',
    fixed: { resourceOwner: 'SELF', resourceShareStatus: 'ACTIVE' },
    pageSize: 500,
  },
  details: [
    { ...RAM, as: 'principals', operation: 'ListPrincipals', list: 'principals' },
    { ...RAM, as: 'resources', operation: 'ListResources', list: 'resources' },
  ],
  read(item, context) {
    const base = readBase('resource-share', item, context, 'resourceShareArn', 'owningAccountId');
    return {
      allowsExternal: item.flag('allowExternalPrincipals') ?? false,
      resources: context.detail('resources')?.map((resource) => resource.maybe('arn') ?? ''),
      principals: context.detail('principals')?.map((principal) => ({
        principal: principal.maybe('id') ?? '',
        external: principal.flag('external') ?? false,
      })),
      ...base,
      name: base.name || (item.maybe('name') ?? ''),
    };
  },
  references: () => [],
});
