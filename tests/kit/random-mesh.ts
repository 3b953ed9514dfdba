/**
 * Random meshes of peerings: partial routing, one-sided policies, secondary blocks, IPv6, wide and dead routes; on
 * request, what stands beside them: VPN gateways, network ACLs, prefix lists, Local Zones, ways to the internet.
 */
import { World } from '#app/world/world.ts';
import type { Peering } from '#app/world/peering.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { Dice } from '#tests/kit/random-world.ts';

export interface RandomMesh {
  readonly world: World;
  readonly vpcs: readonly string[];
  readonly made: readonly WorldVpc[];
  readonly peerings: readonly Peering[];
}

/** `wide`: some routes are wider than the peer, or beside it. */
export function randomMesh(seed: number, wide: boolean): RandomMesh {
  const dice = new Dice(seed);
  const world = new World();
  const regions = [
    world.region('us-east-1', '111111111111'),
    world.region('us-east-1', '222222222222'),
    world.region('us-west-2', '111111111111'),
  ] as const;
  const overlap = dice.chance(0.25);
  const vpcs: WorldVpc[] = [];
  for (let i = 0; i < dice.int(3, 7); i++) {
    const cidrs = [overlap && i === 1 ? '10.0.0.0/16' : `10.${i}.0.0/16`];
    if (dice.chance(0.3)) cidrs.push(`10.${100 + i}.0.0/20`);
    if (dice.chance(0.4)) cidrs.push(`2001:db8:${i}::/56`);
    const vpc = dice.pick(regions).vpc(`v${i}`, cidrs);
    const six = cidrs.find((c) => c.includes(':'));
    const subnets = [0, 1, 2].slice(0, dice.int(1, 3)).map((n) => {
      const four = `10.${cidrs[0]!.split('.')[1]}.${n}.0/24`;
      const both = six && dice.chance(0.7) ? [four, six.replace('::/56', `:${n}::/64`)] : [four];
      return vpc.subnet(both, dice.pick(['a', 'b']), `v${i}-${n}`);
    });
    if (cidrs.some((c) => c.startsWith('10.10')))
      vpc.subnet(`10.${100 + i}.0.0/24`, 'a', `v${i}-x`);
    if (subnets.length > 1 && dice.chance(0.6)) vpc.table(`v${i}-t`, ...dice.some(subnets, 0.6));
    vpcs.push(vpc);
  }
  const used = new Set<string>();
  const peerings: Peering[] = [];
  vpcs.forEach((a, i) => {
    for (const b of vpcs.slice(i + 1)) {
      // AWS refuses a peering of VPCs that share addresses.
      if (a.cidrs.some((c) => b.cidrs.includes(c)) || dice.chance(0.2)) continue;
      const pcx = world.peer(a, b);
      peerings.push(pcx);
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        for (const table of from.tables) {
          // AWS refuses a second route of one destination.
          const add = (destination: string) => {
            const name = `${table.id} ${destination}`;
            if (!used.has(name)) table.route(destination, pcx);
            used.add(name);
          };
          if (dice.chance(0.2)) continue;
          for (const cidr of to.cidrs) if (dice.chance(0.85)) add(cidr);
          if (dice.chance(0.2)) add(to.cidrs[0]!.replace('0.0/16', '1.0/24'));
          // Wider than the peer, or beside it: what lies outside is dropped by the peering.
          if (wide && dice.chance(0.1))
            add(dice.pick(['10.0.0.0/8', '10.0.0.0/13', '10.4.0.0/14']));
          if (wide && dice.chance(0.1)) add(dice.pick(['192.168.0.0/16', '10.5.0.0/16']));
        }
      }
    }
  });
  return { world, vpcs: vpcs.map((v) => v.id), made: vpcs, peerings };
}

/** The same mesh, with some of what real VPCs hold beside peerings. */
export function furnishedMesh(seed: number, wide: boolean): RandomMesh {
  const mesh = randomMesh(seed, wide);
  const { world, made, peerings } = mesh;
  const dice = new Dice(seed + 1_000_003);
  made.forEach((vpc, i) => {
    const office = `192.168.${i}.0/24`;
    if (dice.chance(0.25)) {
      const vgw = vpc.at.vgw(vpc.name, vpc);
      vpc.at.vpn(vpc.name, vgw, { prefixes: [office], tunnels: [dice.pick(['UP', 'DOWN']), 'UP'] });
      for (const table of vpc.tables) {
        if (dice.chance(0.5)) table.propagate(vgw, [office, '10.0.0.0/9']);
        else if (dice.chance(0.5)) table.route(office, vgw);
      }
    }
    if (dice.chance(0.25)) {
      const [subnet] = vpc.subnets;
      const from = dice.pick(made)!.cidrs[0]!;
      vpc.acl(
        `${vpc.name}-shut`,
        [
          { number: 10, allow: false, cidr: from },
          { number: 20, allow: true, cidr: '0.0.0.0/0' },
          { number: 20, allow: true, cidr: '0.0.0.0/0', egress: true },
        ],
        subnet!,
      );
    }
    if (dice.chance(0.2)) {
      const zone = vpc.at.region === 'us-east-1' ? '-bos-1a' : '-lax-1a';
      vpc.subnet(`10.${vpc.cidrs[0]!.split('.')[1]}.200.0/24`, zone, `${vpc.name}-local`);
    }
    if (dice.chance(0.3)) vpc.main.route('0.0.0.0/0', vpc.igw());
  });
  let lists = 0;
  for (const pcx of peerings) {
    for (const [from, to] of [
      [pcx.requester, pcx.accepter],
      [pcx.accepter, pcx.requester],
    ] as const) {
      if (!dice.chance(0.15)) continue;
      const narrow = to.cidrs[0]!.replace('0.0/16', '1.0/24');
      const entries = dice.some([to.cidrs[0]!, narrow, ...(wide ? ['10.0.0.0/12'] : [])], 0.6);
      const list = from.at.prefixList(`list${lists++}`, entries.length > 0 ? entries : [narrow]);
      dice.pick(from.tables)!.route(list, pcx);
    }
  }
  if (lists > 0 && dice.chance(0.1)) world.refuse(made[0]!.at, 'GetManagedPrefixListEntries');
  return mesh;
}
