/** Estates of any size for the bench: VPCs on transit gateways in several Regions, plus meshes of 25. The same every time. */
import type { WorldRegion } from '#app/world/region.ts';
import type { Attached, Tgw, TgwTable } from '#app/world/tgw.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';

/** As many as hubs at the largest size; every index below has one. */
const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-central-1',
  'ap-southeast-1',
  'ap-southeast-2',
];

/** VPCs on one transit gateway, and VPCs of one mesh. */
const PER_HUB = 500;
const PER_MESH = 25;

interface Hub {
  readonly at: WorldRegion;
  readonly tgw: Tgw;
  readonly prod: TgwTable;
  readonly dev: TgwTable;
  /** Every address of the Region's hub. */
  readonly block: string;
}

/** The i-th VPC of a hub: 512 blocks of /22 fit into the hub's /13. */
const hubBlock = (hub: number, i: number): string =>
  `10.${hub * 8 + Math.floor(i / 64)}.${(i % 64) * 4}.0/22`;

/** The n-th VPC of all meshes. */
const meshBlock = (n: number): string => `172.${16 + Math.floor(n / 64)}.${(n % 64) * 4}.0/22`;

/** A VPC with a subnet in each of two Availability Zones. */
function vpcAt(at: WorldRegion, name: string, cidr: string): WorldVpc {
  const vpc = at.vpc(name, cidr);
  const [first = '', second = '', third = ''] = cidr.split('.');
  vpc.subnet(`${first}.${second}.${third}.0/24`, 'a');
  vpc.subnet(`${first}.${second}.${Number(third) + 1}.0/24`, 'b');
  return vpc;
}

function hubAt(world: World, index: number): Hub {
  const at = world.region(REGIONS[index % REGIONS.length], '111122223333');
  const tgw = at.tgw(`hub-${index}`);
  return {
    at,
    tgw,
    prod: tgw.table('prod'),
    dev: tgw.table('dev'),
    block: `10.${index * 8}.0.0/13`,
  };
}

/** Two thirds production, one third development; the two never meet. */
function spokes(hub: Hub, index: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const dev = i % 3 === 2;
    const cidr = hubBlock(index, i);
    const vpc = vpcAt(hub.at, `${dev ? 'dev' : 'prod'}-${index}-${i}`, cidr);
    const attached = hub.tgw.attach(vpc, vpc.subnets);
    const table = dev ? hub.dev : hub.prod;
    table.associate(attached).propagate(attached);
    vpc.main.route('10.0.0.0/8', hub.tgw);
  }
}

/** Every hub peered with every other; production crosses Regions, development does not. */
function crossings(world: World, hubs: readonly Hub[]): void {
  for (const [i, a] of hubs.entries()) {
    for (const b of hubs.slice(i + 1)) {
      const link: Attached = world.peerTgw(a.tgw, b.tgw);
      a.prod.associate(link).route(b.block, link);
      b.prod.associate(link).route(a.block, link);
    }
  }
}

function mesh(world: World, index: number): void {
  const at = world.region(REGIONS[index % REGIONS.length], '444455556666');
  const members: WorldVpc[] = [];
  for (let i = 0; i < PER_MESH; i++) {
    const vpc = vpcAt(at, `mesh-${index}-${i}`, meshBlock(index * PER_MESH + i));
    for (const other of members) world.peerRouted(other, vpc);
    members.push(vpc);
  }
}

/** So many VPCs on transit gateways of 500 each, and one mesh of 25 more for every 500 (at least one). */
export function benchEstate(vpcs: number): World {
  const world = new World();
  const hubs: Hub[] = [];
  for (let index = 0, left = vpcs; left > 0; index++, left -= PER_HUB) {
    const hub = hubAt(world, index);
    spokes(hub, index, Math.min(PER_HUB, left));
    hubs.push(hub);
  }
  crossings(world, hubs);
  for (let index = 0; index < Math.max(1, Math.floor(vpcs / PER_HUB)); index++) mesh(world, index);
  return world;
}
