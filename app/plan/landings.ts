/**
 * Where an attachment stands in a VPC: one subnet in every Availability Zone that has subnets. AWS advises a small
 * subnet for the attachment alone (a /28); one is made wherever the VPC has room for it.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 */
import { type Cidr, compareCidr, makeCidr, subtract } from '../base/cidr.ts';
import { by, byText, groupBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Topology } from '../topology/topology.ts';
import type { Landing } from './design-shapes.ts';

/** The smallest subnet AWS makes. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const SMALLEST = 28;
/** IPv6 subnets are from /44 to /64; this is the usual one. */
const IPV6_SUBNET = 64;

/** Interfaces of every subnet, by type of use. */
type Uses = ReadonlyMap<Ref, number>;
const uses = new WeakMap<Topology, Uses>();

function usesOf(topology: Topology): Uses {
  let known = uses.get(topology);
  if (!known) {
    const counts = new Map<Ref, number>();
    for (const eni of topology.all('network-interface')) {
      counts.set(eni.subnet, (counts.get(eni.subnet) ?? 0) + 1);
    }
    uses.set(topology, (known = counts));
  }
  return known;
}

/** Landings of a VPC, one a zone, sorted by zone; `ipv6` where the attachment is to carry it. */
export function landingsOf(topology: Topology, vpc: Ref, ipv6: boolean): Landing[] {
  const subnets = topology.subnetsOf(vpc);
  const place = topology.placeOf(vpc);
  const zones = groupBy(
    // Local and Wavelength Zones take no attachment; their subnets use the parent zone's.
    subnets.filter((s) => s.zone === '' || isZoneOf(s.zone, place.region)),
    (s) => s.zoneId,
  );
  const room = new Room(
    topology.cidrsOf(vpc),
    subnets.flatMap((s) => s.cidrs),
  );
  const seen = topology.saw('network-interface', place);
  return [...zones]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([zoneId, inZone]): Landing | Landing[] => {
      const { zone } = inZone[0]!;
      const free = seen ? freeOf(topology, inZone, ipv6) : undefined;
      if (free) return made(free, 'free');
      const cidr = room.take(4, SMALLEST);
      const six = ipv6 ? room.take(6, IPV6_SUBNET) : undefined;
      if (cidr && (six || !ipv6)) {
        return {
          zone,
          zoneId,
          subnet: `planned-subnet-${vpc}-${zoneId}`,
          cidr: cidr.text,
          ipv6Cidr: six?.text,
          how: 'new',
        };
      }
      // An attachment takes no subnet without IPv4.
      const four = inZone.filter((s) => s.cidrs.some((c) => c.family === 4));
      const both = ipv6 ? four.filter((s) => s.cidrs.some((c) => c.family === 6)) : [];
      const best = leastUsed(topology, both.length > 0 ? both : four);
      return best ? made(best, 'shared') : [];
    });
}

const isZoneOf = (zone: string, region: string): boolean =>
  zone.startsWith(region) && zone.length === region.length + 1;

const made = (subnet: Subnet, how: 'free' | 'shared'): Landing => ({
  zone: subnet.zone,
  zoneId: subnet.zoneId,
  subnet: subnet.id,
  cidr: subnet.cidrs[0]?.text ?? '',
  ipv6Cidr: subnet.cidrs.find((c) => c.family === 6)?.text,
  how,
});

/**
 * True where the network ACL of a subnet, or the default one that a new subnet gets, lets everything in and out: its
 * first entry each way allows all. Also where ACLs were not read: a gap tells that.
 */
export function isOpenTo(
  topology: Topology,
  vpc: Ref,
  subnet: Ref | undefined,
  ipv6: boolean,
): boolean {
  const own = topology.all('network-acl').filter((acl) => acl.vpc === vpc);
  const acl =
    (subnet === undefined ? undefined : own.find((a) => a.subnets.includes(subnet))) ??
    own.find((a) => a.isDefault);
  if (!acl) return true;
  const families = ipv6 ? [4, 6] : [4];
  return families.every((family) =>
    [true, false].every((egress) => {
      const [first] = acl.entries.filter((e) => e.egress === egress && e.cidr?.family === family);
      return first?.allow === true && first.protocol === '-1' && first.cidr?.length === 0;
    }),
  );
}

/** A small subnet in which nothing stands, and whose table sends nothing out of its way on arrival. */
function freeOf(topology: Topology, subnets: readonly Subnet[], ipv6: boolean): Subnet | undefined {
  return subnets
    .filter((s) => (usesOf(topology).get(s.id) ?? 0) === 0)
    .filter((s) => s.cidrs.some((c) => c.family === 4 && c.length >= SMALLEST - 1))
    .filter((s) => !ipv6 || s.cidrs.some((c) => c.family === 6))
    .filter((s) => topology.tableOf(s)?.routes.every((r) => r.target.kind === 'local') ?? false)
    .filter((s) => isOpenTo(topology, s.vpc, s.id, ipv6))
    .sort(by((s) => s.id))[0];
}

const leastUsed = (topology: Topology, subnets: readonly Subnet[]): Subnet | undefined =>
  [...subnets].sort(
    (a, b) =>
      (usesOf(topology).get(a.id) ?? 0) - (usesOf(topology).get(b.id) ?? 0) || byText(a.id, b.id),
  )[0];

/** The addresses of a VPC that no subnet has. */
class Room {
  #free: Cidr[];

  constructor(blocks: readonly Cidr[], taken: readonly Cidr[]) {
    this.#free = blocks.flatMap((block) => subtract(block, taken));
  }

  /** Takes a block of a length from the tightest place it fits in. */
  take(family: 4 | 6, length: number): Cidr | undefined {
    const [best] = this.#free
      .filter((cidr) => cidr.family === family && cidr.length <= length)
      .sort((a, b) => b.length - a.length || compareCidr(a, b));
    if (!best) return undefined;
    const cidr = makeCidr(best, length);
    this.#free = this.#free.flatMap((block) =>
      block === best ? subtract(block, [cidr]) : [block],
    );
    return cidr;
  }
}
