/** Random small networks, the same for the same seed: everything routing knows, put together without sense. */
import type { Page } from '#app/snapshot/page.ts';
import type { Tgw } from '#app/world/tgw.ts';
import type { Attached } from '#app/world/tgw-attachment.ts';
import type { WorldTable } from '#app/world/route-table.ts';
import type { WorldSubnet } from '#app/world/subnet.ts';
import type { Target } from '#app/world/target.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import type { PrefixListItem, WorldRegion } from '#app/world/region.ts';
import { World } from '#app/world/world.ts';

/** Numbers that look random and repeat for a seed (mulberry32, public domain). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 (included) to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly [T, ...T[]]): T;
  pick<T>(items: readonly T[]): T | undefined;
  pick<T>(items: readonly T[]): T | undefined {
    return items[this.int(0, items.length - 1)];
  }

  some<T>(items: readonly T[], probability: number): T[] {
    return items.filter(() => this.chance(probability));
  }
}

const ZONES = ['a', 'b', 'c'] as const;
const OPERATIONS = [
  'DescribeSubnets',
  'DescribeVpcs',
  'DescribeRouteTables',
  'DescribeVpcPeeringConnections',
  'DescribeTransitGatewayAttachments',
  'DescribeTransitGatewayVpcAttachments',
  'DescribeTransitGatewayPeeringAttachments',
  'DescribeTransitGatewayRouteTables',
  'GetTransitGatewayRouteTableAssociations',
  'GetTransitGatewayRouteTablePropagations',
  'SearchTransitGatewayRoutes',
  'GetManagedPrefixListEntries',
  'DescribeNatGateways',
  'DescribeNetworkInterfaces',
  'DescribeVpcEndpoints',
  'DescribeTransitGateways',
  'DescribeVpnConnections',
  'DescribeTransitGatewayPolicyTables',
  'GetTransitGatewayPolicyTableAssociations',
  'DescribeDirectConnectGateways',
] as const;

/** A VPC, and everything a route of it may lead to. */
interface Scene {
  readonly vpc: WorldVpc;
  readonly targets: Target[];
  /** Peerings with the VPC behind them. */
  readonly peers: { readonly pcx: Target; readonly far: WorldVpc }[];
}

export function randomPages(seed: number): Page[] {
  const dice = new Dice(seed);
  const world = new World();
  const accounts = ['111111111111', '222222222222'] as const;
  const regions = ['us-east-1', 'eu-west-1'] as const;
  const place = (): WorldRegion =>
    world.region(
      dice.chance(0.85) ? regions[0] : regions[1],
      dice.chance(0.8) ? accounts[0] : accounts[1],
    );

  const scenes: Scene[] = [];
  const count = dice.int(3, 8);
  // Dice of its own: what was there before this was thrown for stays as it was, for every seed.
  const other = new Dice(seed ^ 0x5bd1e995);
  const blocks = other.chance(0.3);
  for (let i = 0; i < count; i++) {
    const scene = randomVpc(dice, other, place(), i);
    if (blocks) blockPublicAccess(other, scene.vpc);
    scenes.push(scene);
  }
  const vpcs = scenes.map((s) => s.vpc);
  const lists = scenes
    .slice(0, dice.int(0, 2))
    .map((s, i) =>
      s.vpc.at.prefixList(`list${i}`, [
        ...new Set([dice.pick(prefixPool(dice, vpcs))!, dice.pick(prefixPool(dice, vpcs))!]),
      ]),
    );

  peer(dice, world, scenes);
  const gateways = randomGateways(dice, world, scenes, lists);
  for (const scene of scenes) routeTables(dice, scene, vpcs, lists, gateways);

  if (dice.chance(0.1)) world.unseen(accounts[1]);
  if (dice.chance(0.2)) {
    for (const operation of dice.some(OPERATIONS, 0.08)) world.refuse(place(), operation);
  }
  return damage(dice, world.pages());
}

function randomVpc(dice: Dice, other: Dice, at: WorldRegion, i: number): Scene {
  // Few numbers to choose from: blocks overlap often.
  const n = dice.chance(0.8) ? i : dice.int(0, 5);
  const block = dice.chance(0.12) ? `198.18.${n * 16}.0/20` : `10.${n}.0.0/16`;
  const secondary = dice.chance(0.2) ? [`100.64.${dice.int(0, 3)}.0/24`] : [];
  const six = dice.chance(0.3) ? `2600:1f00:0:${dice.chance(0.8) ? n : 0}00::/56` : undefined;
  const vpc = at.vpc(`v${i}`, [block, ...secondary, ...(six ? [six] : [])]);
  const base = block.startsWith('198') ? [198, 18, n * 16] : [10, n, 0];
  const subnets = dice.chance(0.05) ? 0 : dice.int(1, 3);
  const thirds = new Set<number>();
  for (let s = 0; s < subnets; s++) {
    const third = dice.int(1, 4);
    if (thirds.has(third)) continue;
    thirds.add(third);
    const v6 = six && dice.chance(0.8) ? [six.replace('00::/56', `0${third}::/64`)] : [];
    vpc.subnet(
      [`${base[0]}.${base[1]}.${base[2]! + third}.0/24`, ...v6],
      dice.pick(ZONES),
      `v${i}-${third}`,
    );
  }
  if (secondary[0] && dice.chance(0.8)) vpc.subnet(secondary[0], dice.pick(ZONES), `v${i}-100`);
  return { vpc, targets: nearTargets(dice, other, vpc), peers: [] };
}

/** Exclusions of single subnets make their modes differ. */
function blockPublicAccess(dice: Dice, vpc: WorldVpc): void {
  const modes = ['block-bidirectional', 'block-ingress', 'block-ingress', 'off', 'off'] as const;
  for (const subnet of vpc.subnets) {
    if (dice.chance(0.8)) subnet.blockPublicAccess(dice.chance(0.05) ? 'new' : dice.pick(modes));
  }
}

/** Gateways and appliances of a VPC itself. */
function nearTargets(dice: Dice, other: Dice, vpc: WorldVpc): Target[] {
  const out: Target[] = [];
  const subnet = (): WorldSubnet | undefined => dice.pick(vpc.subnets);
  const inside = (host: number, home: WorldSubnet) => home.cidr.replace(/0\/\d+$/, String(host));
  if (dice.chance(0.4)) {
    const igw = vpc.igw(undefined, { attached: dice.chance(0.9) });
    out.push(igw, vpc.eigw());
    // What a gateway's own table says must not matter between VPCs.
    if (dice.chance(0.2)) vpc.table('edge').gateways.push(igw);
  }
  for (let i = 0; i < dice.int(0, 2); i++) {
    const home = subnet();
    if (!home) continue;
    out.push(
      vpc.nat(home, {
        private: dice.chance(0.6),
        name: `${vpc.name}-nat${i}`,
        state: dice.chance(0.95) ? 'available' : 'failed',
      }),
    );
  }
  for (let i = 0; i < dice.int(0, 2); i++) {
    const home = subnet();
    if (!home) continue;
    const eni = home.eni(inside(77 + i, home), {
      name: `${vpc.name}-fw${i}`,
      forwards: dice.chance(0.8),
      ...(other.chance(0.7) && { publicIp: '203.0.113.9' }),
      instance: `i-${vpc.name}-${i}`,
    });
    out.push(dice.chance(0.8) ? eni : { kind: 'instance', id: `i-${vpc.name}-${i}` });
  }
  const home = subnet();
  if (home && dice.chance(0.3))
    out.push(vpc.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [home] }));
  if (dice.chance(0.2)) out.push(vpc.endpoint('s3'));
  if (dice.chance(0.3)) {
    const vgw = vpc.at.vgw(vpc.name, vpc, { attached: dice.chance(0.9) });
    const tunnels = [dice.chance(0.6) ? 'UP' : 'DOWN', dice.chance(0.3) ? 'UP' : 'DOWN'] as const;
    if (dice.chance(0.7)) vpc.at.vpn(vpc.name, vgw, { tunnels });
    if (dice.chance(0.4)) {
      const bgp = [dice.chance(0.5) ? 'up' : 'down'] as const;
      const dx = vpc.at.dxGateway(vpc.name).associate(vgw, ['10.0.0.0/8']);
      dx.vif(vpc.name, { type: 'private', bgp });
    }
    out.push(vgw);
  }
  if (dice.chance(0.05)) out.push({ kind: 'core-network', id: 'arn:aws:networkmanager::1:c/1' });
  return out;
}

/** Prefixes that mean something to one of the VPCs. */
function prefixPool(dice: Dice, vpcs: readonly WorldVpc[]): string[] {
  const vpc = dice.pick(vpcs)!;
  const wide = ['0.0.0.0/0', '10.0.0.0/8', '172.16.0.0/12', '100.64.0.0/22'];
  const six = [...vpc.cidrs.filter((c) => c.includes(':')), '::/0'];
  const subnets = vpc.subnets.map((s) => s.cidr);
  return dice.pick([
    vpc.cidrs.filter((c) => !c.includes(':')),
    wide,
    six,
    subnets.length > 0 ? subnets : wide,
    subnets.length > 0 ? subnets.map((s) => s.replace(/0\/24$/, '0/26')) : wide,
  ] as const);
}

function peer(dice: Dice, world: World, scenes: readonly Scene[]): void {
  const states = ['active', 'active', 'active', 'active', 'pending-acceptance', 'deleted'] as const;
  for (let i = 0; i < scenes.length; i++) {
    for (let j = i + 1; j < scenes.length; j++) {
      if (!dice.chance(0.35)) continue;
      const [a, b] = [scenes[i]!, scenes[j]!];
      const pcx = world.peer(a.vpc, b.vpc, { state: dice.pick(states) });
      a.targets.push(pcx);
      b.targets.push(pcx);
      a.peers.push({ pcx, far: b.vpc });
      b.peers.push({ pcx, far: a.vpc });
    }
  }
}

function randomGateways(
  dice: Dice,
  world: World,
  scenes: readonly Scene[],
  lists: readonly PrefixListItem[],
): Tgw[] {
  const gateways = Array.from({ length: dice.int(1, 3) }, (_, i) =>
    world.region(dice.chance(0.8) ? 'us-east-1' : 'eu-west-1', '111111111111').tgw(`hub${i}`),
  );
  const attached = new Map<Tgw, Attached[]>(gateways.map((tgw) => [tgw, []]));
  for (const tgw of gateways) {
    const list = attached.get(tgw)!;
    for (const { vpc, targets } of scenes) {
      if (vpc.at.region !== tgw.at.region || !dice.chance(0.7)) continue;
      const zones = new Map(vpc.subnets.map((s) => [s.zone, s]));
      const subnets = dice.some([...zones.values()], 0.8);
      list.push(
        tgw.attach(vpc, subnets, {
          ipv6: dice.chance(0.7),
          applianceMode: dice.chance(0.15),
          state: dice.chance(0.93) ? 'available' : dice.pick(['pendingAcceptance', 'deleted']),
        }),
      );
      targets.push(tgw, tgw);
    }
    if (dice.chance(0.3)) {
      const tunnels = dice.chance(0.7) ? (['UP', 'DOWN'] as const) : (['DOWN', 'DOWN'] as const);
      const vpn = tgw.at.vpn(tgw.name, tgw, { prefixes: ['172.16.0.0/12'], tunnels });
      list.push(tgw.attachVpn(vpn));
    }
    if (dice.chance(0.2))
      list.push(tgw.attachOther('dx', 'direct-connect-gateway', 'dxgw-1', ['10.0.0.0/8']));
  }
  for (let i = 0; i < gateways.length; i++) {
    for (let j = i + 1; j < gateways.length; j++) {
      if (!dice.chance(0.7)) continue;
      const link = world.peerTgw(gateways[i]!, gateways[j]!);
      attached.get(gateways[i]!)!.push(link);
      attached.get(gateways[j]!)!.push(link);
    }
  }
  const vpcs = scenes.map((s) => s.vpc);
  for (const tgw of gateways) {
    const list = attached.get(tgw)!;
    const isFlat = dice.chance(0.5);
    const tables = Array.from({ length: isFlat ? 1 : dice.int(1, 3) }, (_, i) =>
      tgw.table(`t${i}`),
    );
    const byPolicy = dice.chance(0.08) ? dice.some(list, 0.3) : [];
    if (byPolicy.length > 0) tgw.policyTable('pbr', ...byPolicy);
    for (const a of list)
      if (!byPolicy.includes(a) && dice.chance(0.96)) dice.pick(tables)!.associate(a);
    for (const table of tables) {
      table.propagate(...dice.some(list, isFlat ? 0.95 : 0.7).filter((a) => a.type !== 'peering'));
      for (const other of gateways) {
        const link = list.find((a) => a.type === 'peering' && attached.get(other)?.includes(a));
        if (!link || other === tgw || !dice.chance(0.8)) continue;
        for (const far of attached.get(other)!)
          for (const cidr of far.prefixes) if (dice.chance(0.7)) table.route(cidr, link);
      }
      const seen = new Set<string>();
      for (let i = 0; i < dice.int(0, isFlat ? 1 : 3); i++) {
        const prefix = dice.pick(prefixPool(dice, vpcs))!;
        const to = dice.pick(list);
        if (seen.has(prefix) || !to) continue;
        seen.add(prefix);
        if (dice.chance(0.2)) table.blackhole(prefix);
        else table.route(prefix, to);
      }
      const prefixes = dice.pick(lists);
      const to = dice.pick(list);
      if (prefixes && to && dice.chance(0.2))
        table.reference(prefixes, to, { named: dice.chance(0.5) });
    }
  }
  return gateways;
}

function routeTables(
  dice: Dice,
  scene: Scene,
  vpcs: readonly WorldVpc[],
  lists: readonly PrefixListItem[],
  gateways: readonly Tgw[],
): void {
  const { vpc, targets } = scene;
  for (let i = 0; i < dice.int(0, 2); i++) {
    const free = vpc.subnets.filter((s) => !vpc.tables.some((t) => t.subnets.includes(s)));
    vpc.table(`t${i}`, ...dice.some(free, 0.5));
  }
  for (const table of vpc.tables) {
    const seen = new Set<string>(vpc.cidrs);
    const route = (prefix: string, target: Target, state?: string) => {
      if (seen.has(prefix)) return;
      seen.add(prefix);
      table.route(prefix, target, state ? { state } : {});
    };
    sensible(dice, scene, table, route);
    for (let i = 0; i < dice.int(0, dice.chance(0.5) ? 1 : 5); i++) {
      const prefix = dice.pick(prefixPool(dice, vpcs))!;
      const target = dice.pick(targets);
      // Sometimes a state AWS does not explain, or one that was read before its target went.
      const state = dice.chance(0.1)
        ? dice.pick(['blackhole', 'filtered', 'active', 'active'])
        : '';
      if (target) route(prefix, target, state);
    }
    for (const list of dice.some(lists, 0.15)) {
      const target = dice.pick(targets);
      if (target) table.route(list, target);
    }
    // Now and then a route to a gateway the VPC is not attached to.
    const stray = dice.pick(gateways);
    if (stray && dice.chance(0.05)) table.route('10.128.0.0/9', stray);
    const vgw = targets.find((t) => t.kind === 'vpn-gateway');
    if (vgw && dice.chance(0.5))
      table.propagate(vgw, [
        ...new Set([dice.pick(prefixPool(dice, vpcs))!, dice.pick(prefixPool(dice, vpcs))!]),
      ]);
  }
}

/** Routes as somebody who means it would make them, so that much is delivered. */
function sensible(
  dice: Dice,
  { targets, peers }: Scene,
  table: WorldTable,
  route: (prefix: string, target: Target, state?: string) => void,
): void {
  const translates = targets.filter((t) => t.kind === 'nat-gateway');
  const inspects = targets.filter((t) => ['network-interface', 'vpc-endpoint'].includes(t.kind));
  const through = dice.pick(dice.chance(0.6) ? translates : inspects);
  const inFront = !table.main && through !== undefined && dice.chance(0.6);
  for (const { pcx, far } of peers) {
    if (!dice.chance(0.85)) continue;
    for (const cidr of far.cidrs)
      route(cidr, inFront && dice.chance(0.8) ? through : pcx, dice.chance(0.2) ? 'active' : '');
  }
  const inside = dice.pick(table.vpc.subnets);
  const box = dice.pick(inspects);
  if (inside && box && dice.chance(0.2)) route(inside.cidr, box);
  const igw = targets.find((t) => t.kind === 'internet-gateway');
  if (igw && dice.chance(0.4)) {
    route('0.0.0.0/0', igw);
    route('::/0', igw);
  }
  const hub = targets.find((t) => t.kind === 'transit-gateway');
  if (!hub || !dice.chance(0.85)) return;
  for (const prefix of dice.chance(0.5) ? ['0.0.0.0/0', '::/0'] : ['10.0.0.0/8', '2600::/16'])
    route(prefix, inFront ? through : hub);
}

/** What sources do to pages: calls missing, static routes only, no main table. */
function damage(dice: Dice, pages: readonly Page[]): Page[] {
  const gone = dice.chance(0.1) ? dice.pick(OPERATIONS) : undefined;
  const staticOnly = dice.chance(0.1);
  const noMain = dice.chance(0.05) ? `vpc-v${dice.int(0, 3)}` : undefined;
  return pages
    .filter((p) => p.operation !== gone)
    .map((page) => {
      if (staticOnly && page.operation === 'SearchTransitGatewayRoutes' && page.answer) {
        const routes = (page.answer as { Routes: { Type: string }[] }).Routes;
        return {
          ...page,
          args: { ...page.args, Filters: 'type=static' },
          answer: { Routes: routes.filter((r) => r.Type === 'static') },
        };
      }
      if (noMain && page.operation === 'DescribeRouteTables' && page.answer) {
        const tables = (
          page.answer as { RouteTables: { VpcId: string; Associations: { Main: boolean }[] }[] }
        ).RouteTables;
        return {
          ...page,
          answer: {
            RouteTables: tables.filter(
              (t) => t.VpcId !== noMain || !t.Associations.some((a) => a.Main),
            ),
          },
        };
      }
      return page;
    });
}
