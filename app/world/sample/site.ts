/** A site: a VPC as this company builds them, with its tiers over two or three Availability Zones. */
import type { Peering } from '../peering.ts';
import type { WorldRegion } from '../region.ts';
import type { Tgw } from '../tgw.ts';
import type { Attached } from '../tgw-attachment.ts';
import type { WorldTable } from '../route-table.ts';
import type { WorldSubnet } from '../subnet.ts';
import type { Target } from '../target.ts';
import type { WorldVpc } from '../vpc.ts';

export interface SiteOptions {
  /** Letters of the Availability Zones; `ab` unless given. */
  readonly zones?: string;
  /** An internet gateway with public subnets, and a NAT gateway in the first zone or in every one. */
  readonly internet?: boolean | 'every-zone';
  /** A /28 in every zone for a transit gateway attachment. */
  readonly attached?: boolean;
  /** Further blocks: secondary IPv4, IPv6. */
  readonly more?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Site {
  readonly vpc: WorldVpc;
  readonly app: readonly WorldSubnet[];
  readonly data: readonly WorldSubnet[];
  readonly attach: readonly WorldSubnet[];
  /** Used by the app and data subnets. */
  readonly private: WorldTable;
  /** Used by the public subnets, where there are any. */
  readonly public: WorldTable | undefined;
  /** Used by the attachment subnets, where there are any: one table, or one a zone where each has a NAT gateway. */
  readonly attachTables: readonly WorldTable[];
  /** Of the first zone. */
  readonly nat: Target | undefined;
  readonly nats: readonly Target[];
}

/**
 * Builds a VPC over 10.x.0.0/16. The main table stays local only and no subnet uses it, as AWS advises:
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 */
export function site(
  at: WorldRegion,
  name: string,
  /** The first two numbers of its block: `10.20`. */
  base: string,
  options: SiteOptions = {},
): Site {
  const vpc = at.vpc(name, [`${base}.0.0/16`, ...(options.more ?? [])], {
    tags: options.tags ?? {},
  });
  const zones = Array.from(options.zones ?? 'ab');
  const subnets = (tier: string, cidr: (index: number) => string) =>
    zones.map((zone, i) => vpc.subnet(cidr(i), zone, `${name}-${tier}-${zone}`));

  const app = subnets('app', (i) => `${base}.${16 + 16 * i}.0/20`);
  const data = subnets('data', (i) => `${base}.${64 + i}.0/24`);
  const privateTable = vpc.table('private', ...app, ...data);

  let publicTable: WorldTable | undefined;
  const nats: Target[] = [];
  const zonal = options.internet === 'every-zone';
  if (options.internet) {
    const open = subnets('public', (i) => `${base}.${i}.0/24`);
    publicTable = vpc.table('public', ...open).route('0.0.0.0/0', vpc.igw());
    for (const subnet of zonal ? open : open.slice(0, 1))
      nats.push(vpc.nat(subnet, zonal ? { name: `${name}-nat-${subnet.zone}` } : {}));
  }
  const attach = options.attached ? subnets('attach', (i) => `${base}.255.${16 * i}/28`) : [];
  // The gateway puts an interface of its own into each.
  attach.forEach((subnet, i) => {
    subnet.eni(subnet.firstHost, {
      name: `${name}-tgw-${zones[i]!}`,
      type: 'transit_gateway',
      groups: [],
    });
  });
  const attachTables = zonal
    ? attach.map((subnet) => vpc.table(`attach-${subnet.zone}`, subnet))
    : attach.length > 0
      ? [vpc.table('attach', ...attach)]
      : [];
  return {
    vpc,
    app,
    data,
    attach,
    private: privateTable,
    public: publicTable,
    attachTables,
    nat: nats[0],
    nats,
  };
}

/** Peers two sites and routes every block of each in the private table of the other. */
export function join(a: Site, b: Site, name?: string): Peering {
  const peering = a.vpc.at.world.peer(a.vpc, b.vpc, { dns: true, ...(name ? { name } : {}) });
  send(a, b, peering);
  send(b, a, peering);
  return peering;
}

/** Routes every block of `to` over a peering in the private table of `from`. */
export function send(from: Site, to: Site, peering: Peering): void {
  const dual = from.vpc.cidrs.some((cidr) => cidr.includes(':'));
  for (const cidr of to.vpc.cidrs) {
    // Pod ranges are the same in every cluster and never leave their VPC.
    if (cidr.startsWith('100.64.') || (cidr.includes(':') && !dual)) continue;
    from.private.route(cidr, peering);
  }
}

/** Attaches a site to a transit gateway, with a subnet in each of its zones. */
export const attach = (tgw: Tgw, { vpc, attach: subnets }: Site): Attached =>
  tgw.attach(vpc, subnets);
