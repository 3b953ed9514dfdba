/** Finds what is referred to but was never seen. */
import type { Cidr } from '../base/cidr.ts';
import { by, byText, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { kinds, type KindId, type Resource } from '../kinds/index.gen.ts';
import type { Kind } from '../kinds/kind.ts';
import { UNKNOWN } from '../snapshot/page.ts';
import type { Ghost, ResourceMaps } from './topology.ts';

interface Found {
  readonly kind: KindId;
  readonly places: Map<string, { account: string; region: string }>;
  readonly by: Set<Ref>;
}

const known = (text: string | undefined): string =>
  text === undefined || text === UNKNOWN ? '' : text;

export function findGhosts(maps: ResourceMaps): Ghost[] {
  const found = new Map<Ref, Found>();
  for (const map of Object.values(maps) as ReadonlyMap<Ref, Resource>[]) {
    for (const resource of map.values()) {
      const kind = kinds[resource.kind] as unknown as Kind;
      for (const ref of kind.references(resource)) {
        if (maps[ref.kind].has(ref.id)) continue;
        let entry = found.get(ref.id);
        if (!entry) {
          entry = { kind: ref.kind, places: new Map(), by: new Set() };
          found.set(ref.id, entry);
        }
        entry.by.add(resource.id);
        const place = { account: known(ref.account), region: known(ref.region) };
        entry.places.set(`${place.account}/${place.region}`, place);
      }
    }
  }
  const vpcs = new Set([...found].flatMap(([id, { kind }]) => (kind === 'vpc' ? id : [])));
  const cidrs = vpcs.size > 0 ? peerCidrs(maps, vpcs) : new Map<Ref, Cidr[]>();
  return [...found].map(([id, { kind, places, by: referrers }]) => {
    // The view that knows most: with an account, then by text.
    const place = [...places.values()].sort(
      (a, b) => byText(b.account, a.account) || byText(b.region, a.region),
    )[0];
    return {
      kind,
      id,
      account: place?.account ?? '',
      region: place?.region ?? '',
      cidrs: cidrs.get(id) ?? [],
      referredBy: uniq(referrers),
    };
  });
}

/** Blocks of some VPCs as their active peerings tell them. */
function peerCidrs(maps: ResourceMaps, vpcs: ReadonlySet<Ref>): Map<Ref, Cidr[]> {
  const out = new Map<Ref, Map<string, Cidr>>();
  for (const peering of [...maps['vpc-peering'].values()].sort(by((p) => p.id))) {
    if (peering.state !== 'active') continue;
    for (const side of [peering.requester, peering.accepter]) {
      if (!vpcs.has(side.vpc)) continue;
      const blocks = out.get(side.vpc) ?? new Map<string, Cidr>();
      for (const cidr of side.cidrs) blocks.set(cidr.text, cidr);
      out.set(side.vpc, blocks);
    }
  }
  return new Map([...out].map(([vpc, blocks]) => [vpc, [...blocks.values()]]));
}
