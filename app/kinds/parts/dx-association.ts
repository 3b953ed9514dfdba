/**
 * Association of a Direct Connect gateway, as the owner of either end is shown it.
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAssociation.html
 */
import type { Cidr } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { Fields } from '../fields.ts';
import { type DetailCall, refer, type Reference } from '../kind.ts';

export interface DxAssociation {
  readonly id: string;
  /** `associated`, `updating`, `disassociating`, … */
  readonly state: string;
  /** The Direct Connect gateway, and who owns it; '' where not told. */
  readonly dxGateway: Ref;
  readonly dxAccount: string;
  /** The transit or virtual private gateway; '' where it is a core network. */
  readonly gateway: Ref;
  /** `transitGateway`, `virtualPrivateGateway` or a word AWS adds later; '' where it is a core network. */
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly coreNetwork: Ref | undefined;
  /**
   * For a transit gateway what is advertised on-premises, for a virtual private gateway a filter on its VPC's blocks.
   * Undefined where the answer does not show them.
   * https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
   */
  readonly allowed: readonly Cidr[] | undefined;
}

const ALLOWED = 'allowedPrefixesToDirectConnectGateway';

export function readAssociation(item: Fields): DxAssociation {
  const gateway = item.object('associatedGateway');
  return {
    id: item.maybe('associationId') ?? '',
    state: item.maybe('associationState') ?? 'associated',
    dxGateway: item.maybe('directConnectGatewayId') ?? '',
    dxAccount: item.maybe('directConnectGatewayOwnerAccount') ?? '',
    gateway: gateway?.maybe('id') ?? item.maybe('virtualGatewayId') ?? '',
    type: gateway?.maybe('type') ?? (item.has('virtualGatewayId') ? 'virtualPrivateGateway' : ''),
    account: gateway?.maybe('ownerAccount') ?? item.maybe('virtualGatewayOwnerAccount') ?? '',
    region: gateway?.maybe('region') ?? item.maybe('virtualGatewayRegion') ?? '',
    coreNetwork: item.object('associatedCoreNetwork')?.maybe('id'),
    allowed: item.has(ALLOWED)
      ? item.list(ALLOWED).flatMap((prefix) => prefix.cidr('cidr') ?? [])
      : undefined,
  };
}

/** How the list of associations is asked for, by whatever end. */
export const ASSOCIATIONS = {
  service: 'directconnect',
  operation: 'DescribeDirectConnectGatewayAssociations',
  list: 'directConnectGatewayAssociations',
  pageSize: 100,
} as const;

/**
 * The same, asked of the owner of a transit or virtual private gateway, who is shown the Direct Connect gateway of another
 * account. Whom a gateway is shared with is not asked. `owner`: field that names its account.
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGatewayAssociations.html
 */
export const associationsOfSide: DetailCall = {
  ...ASSOCIATIONS,
  as: 'direct-connect',
  argument: 'associatedGatewayId',
  hides: 'dx-gateway',
  optional: true,
  when: ({ OwnerId: owner, State: state }, account) =>
    (owner === undefined || owner === account) && state !== 'deleted' && state !== 'deleting',
};

/** The Direct Connect gateways at the other end. */
export const dxGatewaysIn = (associations: readonly DxAssociation[] | undefined): Reference[] =>
  (associations ?? [])
    .filter(({ state }) => state !== 'disassociated')
    .flatMap(({ dxGateway, dxAccount }) =>
      refer('dx-gateway', dxGateway, dxAccount === '' ? {} : { account: dxAccount }),
    );
