/** Estates of any size for the bench: VPCs on transit gateways in several Regions, plus meshes of 25. The same every time. */
import type { WorldRegion } from '#app/world/region.ts';
import type { Tgw } from '#app/world/tgw.ts';
import type { Attached } from '#app/world/tgw-attachment.ts';
import type { TgwTable } from '#app/world/tgw-table.ts';
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

/** The n-th VPC of all meshes; past 1,024 of them the blocks leave 172.16.0.0/12 for 100.64.0.0/10 and 11.0.0.0/8. */
function meshBlock(n: number): string {
  const third = (n % 64) * 4;
  const second = Math.floor(n / 64);
  if (second < 16) return `172.${16 + second}.${third}.0/22`;
  return second < 80 ? `100.${48 + second}.${third}.0/22` : `11.${second - 80}.${third}.0/22`;
}

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
function spokes(hub: Hub, index: number, count: number): WorldVpc[] {
  const vpcs: WorldVpc[] = [];
  for (let i = 0; i < count; i++) {
    const dev = i % 3 === 2;
    const cidr = hubBlock(index, i);
    // As long as names are in large organizations: what it takes to cut them counts.
    const name = `${dev ? 'dev' : 'prod'}-eu-west-1-team-${i % 50}-app-${index}-${i}-vpc`;
    const vpc = vpcAt(hub.at, name, cidr);
    const attached = hub.tgw.attach(vpc, vpc.subnets);
    const table = dev ? hub.dev : hub.prod;
    table.associate(attached).propagate(attached);
    vpc.main.route('10.0.0.0/8', hub.tgw);
    vpcs.push(vpc);
  }
  return vpcs;
}

/** Interfaces in each subnet, and sets of security groups among them. */
const PER_SUBNET = 10;
const SETS = 5;

/** Interfaces in every subnet; one set of groups lets in HTTPS, the others what their own VPC sends. */
function inhabit(vpc: WorldVpc): void {
  const sets = Array.from({ length: SETS }, (_, i) => [
    vpc.group(`${vpc.name}-${i}`, {
      inbound:
        i === 0
          ? [{ protocol: 'tcp', from: 443, to: 443, cidrs: ['10.0.0.0/8'] }]
          : [{ protocol: '-1', cidrs: vpc.cidrs }],
      outbound: [{ protocol: '-1', cidrs: ['0.0.0.0/0'] }],
    }),
  ]);
  for (const subnet of vpc.subnets) {
    const network = subnet.cidr.replace(/[.]0[/].*$/, '');
    for (let i = 0; i < PER_SUBNET; i++)
      subnet.eni(`${network}.${i + 10}`, { groups: sets[i % SETS]! });
  }
}

/** So many VPCs on one transit gateway, with hosts in all of them. */
export function hostsEstate(vpcs: number): World {
  const world = new World();
  for (const vpc of oneHub(world, vpcs)) inhabit(vpc);
  return world;
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

/** What an estate is made of; `regions` is the one the bar in the README speaks of. */
export const SHAPES = ['regions', 'hub', 'meshes', 'mixed'] as const;
export type Shape = (typeof SHAPES)[number];

/** Transit gateways of 500 VPCs each, in as many Regions, peered with each other. */
function hubs(world: World, vpcs: number): void {
  const all: Hub[] = [];
  for (let index = 0, left = vpcs; left > 0; index++, left -= PER_HUB) {
    const hub = hubAt(world, index);
    spokes(hub, index, Math.min(PER_HUB, left));
    all.push(hub);
  }
  crossings(world, all);
}

/** One transit gateway for every VPC: 5,000 attachments are its quota. */
function oneHub(world: World, vpcs: number): WorldVpc[] {
  const hub = hubAt(world, 0);
  const all: WorldVpc[] = [];
  for (let index = 0, left = vpcs; left > 0; index++, left -= PER_HUB) {
    all.push(...spokes(hub, index, Math.min(PER_HUB, left)));
  }
  return all;
}

function meshes(world: World, count: number): void {
  for (let index = 0; index < count; index++) mesh(world, index);
}

/**
 * An estate of so many VPCs.
 * - regions: on transit gateways of 500 each, peered over Regions, and one mesh of 25 more for every 500
 * - hub: all on one transit gateway
 * - meshes: all in meshes of 25
 * - mixed: half on one transit gateway, half in meshes
 */
export function benchEstate(vpcs: number, shape: Shape = 'regions'): World {
  const world = new World();
  switch (shape) {
    case 'regions':
      hubs(world, vpcs);
      meshes(world, Math.max(1, Math.floor(vpcs / PER_HUB)));
      break;
    case 'hub':
      oneHub(world, vpcs);
      break;
    case 'meshes':
      meshes(world, Math.ceil(vpcs / PER_MESH));
      break;
    case 'mixed':
      oneHub(world, Math.floor(vpcs / 2));
      meshes(world, Math.ceil(vpcs / 2 / PER_MESH));
      break;
  }
  return world;
}
