/** Account and Region of every resource of Terraform: told by itself, by its provider, or by what it belongs to. */
import { UNKNOWN } from '../../snapshot/page.ts';
import { asAccount, asRegion, placeOfArn, regionOfZone } from '../place.ts';
import { Votes, votesOf } from '../placing.ts';
import type { Place } from './estate.ts';
import type { TfResource } from './resource.ts';

/** Attributes that name what a resource stands in. */
const PARENTS = [
  'vpc_id',
  'subnet_id',
  'route_table_id',
  'network_acl_id',
  'security_group_id',
  'network_interface_id',
  'vpn_gateway_id',
  'vpn_connection_id',
  'prefix_list_id',
  'dx_gateway_id',
] as const;

/** Attributes that name something which another account may own, so that they tell the Region alone. */
const SHARED = [
  'transit_gateway_id',
  'transit_gateway_route_table_id',
  'transit_gateway_attachment_id',
] as const;

/** True for what only the owner of a transit gateway can have; VPCs of others may be attached to it. */
const isOwners = ({ type }: TfResource): boolean =>
  type.startsWith('aws_ec2_transit_gateway') && !type.includes('vpc_attachment');

interface Own {
  account?: string | undefined;
  region?: string | undefined;
}

/** What a resource says of itself. Since version 6 of the provider it has its Region as an attribute. */
function own({ values }: TfResource): Own {
  const arn = placeOfArn(values.get('arn'));
  return {
    account:
      arn.account ??
      asAccount(values.get('owner_id')) ??
      asAccount(values.get('vpc_owner_id')) ??
      asAccount(values.get('owner_account_id')),
    region:
      asRegion(values.get('region')) ?? arn.region ?? regionOfZone(values.get('availability_zone')),
  };
}

/** Data sources that say who and where a provider is. */
const SURE = 1_000_000;

/** The place of each resource. What nothing tells is `unknown`, unless all of the files are in one account or Region. */
export function placesOf(resources: readonly TfResource[]): ReadonlyMap<TfResource, Place> {
  const known = new Map<TfResource, Own>();
  const byId = new Map<string, Own>();
  const accounts = new Map<string, Votes>();
  const regions = new Map<string, Votes>();
  const [allAccounts, allRegions] = [new Votes(), new Votes()];

  for (const r of resources) {
    const self = own(r);
    known.set(r, self);
    const id = r.values.text('id');
    if (id !== undefined && (r.mode === 'managed' || !byId.has(id))) byId.set(id, self);
    if (r.type === 'aws_caller_identity') {
      votesOf(accounts, r.provider).add(asAccount(r.values.get('account_id')), SURE);
    }
    if (r.type === 'aws_region') {
      const name = asRegion(r.values.text('region', 'name', 'id'));
      votesOf(regions, r.provider).add(name, SURE);
    }
    votesOf(regions, r.provider).add(r.region, SURE);
    votesOf(accounts, r.provider).add(r.account, SURE);
    // What is looked up may be somebody else's.
    if (r.mode === 'data') continue;
    votesOf(accounts, r.provider).add(self.account);
    votesOf(regions, r.provider).add(self.region);
  }
  for (const votes of accounts.values()) allAccounts.addAll(votes);
  for (const votes of regions.values()) allRegions.addAll(votes);

  const parent = (r: TfResource, names: readonly string[], field: keyof Own) => {
    for (const name of names) {
      const found = byId.get(r.values.text(name) ?? '')?.[field];
      if (found !== undefined) return found;
    }
    return undefined;
  };
  // Twice: a route is in the place of its table, which is in that of its VPC.
  for (let round = 0; round < 2; round++) {
    for (const r of resources) {
      const self = known.get(r)!;
      self.account ??=
        r.account ??
        accounts.get(r.provider)?.only() ??
        parent(r, isOwners(r) ? [...PARENTS, ...SHARED] : PARENTS, 'account') ??
        (round === 1 ? accounts.get(r.provider)?.most() : undefined);
      self.region ??=
        r.region ??
        regions.get(r.provider)?.only() ??
        parent(r, [...PARENTS, ...SHARED], 'region') ??
        (round === 1 ? regions.get(r.provider)?.most() : undefined);
    }
  }
  return new Map(
    [...known].map(([r, { account, region }]) => [
      r,
      {
        account: account ?? allAccounts.only() ?? UNKNOWN,
        region: region ?? allRegions.only() ?? UNKNOWN,
      },
    ]),
  );
}
