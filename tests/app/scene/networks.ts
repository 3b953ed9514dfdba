/** Networks to look at: a hub of any size, ten Regions, an organization of many accounts, and random ones. */
import { Dice } from '#tests/kit/random-world.ts';
import { World } from '#app/world/world.ts';
import type { Tgw } from '#app/world/tgw.ts';
import type { WorldVpc } from '#app/world/vpc.ts';

/** `n` VPCs that are all peered with each other. */
export function fullMesh(n: number): World {
  const world = new World();
  const at = world.region();
  const vpcs = Array.from({ length: n }, (_, i) => at.vpc(`service-${i}`, `10.${i}.0.0/16`));
  vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peer(a, b)));
  return world;
}

/** `n` VPCs on one transit gateway, in turn in each of its route tables. */
export function hubOf(n: number, tables: readonly string[] = ['prod', 'dev', 'shared']): World {
  const world = new World();
  const at = world.region();
  const tgw = at.tgw('core');
  const made = tables.map((name) => tgw.table(name));
  for (let i = 0; i < n; i++) {
    const vpc = at.vpc(`app-${i}`, `10.${i >> 8}.${i & 255}.0/24`);
    made[i % made.length]!.associate(tgw.attach(vpc, []));
  }
  return world;
}

const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'eu-north-1',
  'ap-southeast-1',
  'ap-northeast-1',
  'sa-east-1',
] as const;

/** A transit gateway with four VPCs in each of ten Regions, peered in a ring and across; and old VPC peerings beside them. */
export function tenRegions(): World {
  const world = new World();
  const made = REGIONS.map((region, i) => {
    const at = world.region(region);
    const tgw = at.tgw(`core-${region}`);
    const table = tgw.table('all');
    for (let k = 0; k < 4; k++)
      table.associate(tgw.attach(at.vpc(`${region}-${k}`, `10.${8 * i + k}.0.0/16`), []));
    return { tgw, old: at.vpc(`${region}-old`, `10.${8 * i + 5}.0.0/16`) };
  });
  made.forEach(({ tgw, old }, i) => {
    world.peerTgw(tgw, made[(i + 1) % made.length]!.tgw);
    world.peer(old, made[(i + 3) % made.length]!.old);
  });
  world.peerTgw(made[0]!.tgw, made[5]!.tgw);
  return world;
}

/** A transit gateway with `each` VPCs in each of ten Regions. */
export function tenHubs(each: number): World {
  const world = new World();
  REGIONS.forEach((region, r) => {
    const at = world.region(region);
    const tgw = at.tgw(`hub-${r}`);
    const table = tgw.table('all');
    for (let k = 0; k < each; k++) {
      const n = r * each + k;
      table.associate(tgw.attach(at.vpc(`team-${r}-${k}`, `10.${n >> 8}.${n & 255}.0/24`), []));
    }
  });
  return world;
}

/** A network account with a transit gateway, and `n` accounts on it or peered with its shared VPC. */
export function organization(n: number): World {
  const world = new World();
  const hub = world.region('us-east-1', '100000000000');
  const tgw = hub.tgw('core');
  const [prod, dev] = [tgw.table('prod'), tgw.table('dev')];
  const shared = hub.vpc('shared-services', '10.255.0.0/16');
  prod.associate(tgw.attach(shared, []));
  let before: WorldVpc | undefined;
  for (let i = 0; i < n; i++) {
    const far = i % 3 === 0;
    const at = world.region(far ? 'eu-west-1' : 'us-east-1', String(200_000_000_000 + i));
    const mine = at.vpc(`team-${i}-prod`, `10.${i}.0.0/16`);
    const test = at.vpc(`team-${i}-dev`, `10.${100 + i}.0.0/16`);
    if (far) {
      world.peer(shared, mine);
      if (before) world.peer(before, test);
      before = test;
    } else {
      prod.associate(tgw.attach(mine, []));
      dev.associate(tgw.attach(test, []));
    }
  }
  return world;
}

/** A network account with peered gateways in two Regions, and `n` accounts with `each` VPCs in each of two route tables of both. */
export function landingZone(n: number, each: number): World {
  const world = new World();
  const hubs = ['us-east-1', 'eu-west-1'].map((region) => {
    const tgw = world.region(region, '100000000000').tgw(`core-${region.slice(0, 2)}`);
    return { region, tgw, tables: ['prod', 'dev'].map((name) => tgw.table(name)) };
  });
  world.peerTgw(hubs[0]!.tgw, hubs[1]!.tgw);
  let next = 0;
  for (let i = 0; i < n; i++)
    for (const { region, tgw, tables } of hubs)
      for (const table of tables)
        for (let k = 0; k < each; k++) {
          const at = world.region(region, String(200_000_000_000 + i));
          const cidr = `10.${next >> 8}.${next++ & 255}.0/24`;
          table.associate(tgw.attach(at.vpc(`team-${i}-${next}`, cidr), []));
        }
  return world;
}

/** A transit gateway in a network account, and `n` accounts with one VPC each on it, all in one Region. */
export function aVpcEach(n: number): World {
  const world = new World();
  const tgw = world.region('us-east-1', '100000000000').tgw('core');
  const table = tgw.table('all');
  for (let i = 0; i < n; i++) {
    const at = world.region('us-east-1', String(200_000_000_000 + i));
    table.associate(tgw.attach(at.vpc(`team-${i}`, `10.${i >> 8}.${i & 255}.0/24`), []));
  }
  return world;
}

const NAMES = [
  'a',
  'payments',
  'shared-services-production-eu',
  'a name that is much longer than any card is wide, as tags of some teams are',
  '共有サービス',
  'WWWWWWWWWWWWWWWWWWWWWW',
] as const;

/** Up to 40 VPCs in up to four accounts and three Regions, with gateways, VPN, meshes, stars, ghosts and long names. */
export function randomNetwork(seed: number): World {
  const dice = new Dice(seed);
  const world = new World();
  const accounts = ['111111111111', '222222222222', '333333333333', '444444444444'].slice(
    0,
    dice.int(1, 4),
  );
  const places = accounts.flatMap((account) =>
    REGIONS.slice(0, dice.int(1, 3)).map((region) => world.region(region, account)),
  );
  const at = () => dice.pick(places)!;
  const vpcs = Array.from({ length: dice.int(1, 40) }, (_, i) => {
    const more = dice.chance(0.3) ? [`100.${64 + (i % 60)}.0.0/16`] : [];
    return at().vpc(`${dice.pick(NAMES)}-${i}`, [`10.${i}.0.0/16`, ...more]);
  });
  const tgws: Tgw[] = Array.from({ length: dice.int(0, 4) }, (_, i) => at().tgw(`core-${i}`));
  tgws.forEach((tgw, i) => {
    const tables = Array.from({ length: dice.int(1, 3) }, (_, k) => tgw.table(`table-${k}`));
    for (const vpc of vpcs.filter((v) => v.at.region === tgw.at.region && dice.chance(0.5))) {
      const attachment = tgw.attach(vpc, []);
      if (dice.chance(0.85)) dice.pick(tables)!.associate(attachment);
    }
    if (dice.chance(0.5))
      tgw.attachVpn(tgw.at.vpn(`office-${i}`, tgw, { prefixes: ['192.168.0.0/16'] }));
    if (dice.chance(0.3))
      tgw.attachOther(`dx-${i}`, 'direct-connect-gateway', `dxgw-${i}`, ['172.16.0.0/12']);
    for (const other of tgws.slice(i + 1)) if (dice.chance(0.5)) world.peerTgw(tgw, other);
  });
  const peered = new Set<string>();
  const peer = (a: WorldVpc | undefined, b: WorldVpc | undefined): void => {
    if (!a || !b || a === b || peered.has([a.id, b.id].sort().join())) return;
    peered.add([a.id, b.id].sort().join());
    world.peer(a, b, dice.chance(0.1) ? { state: 'pending-acceptance' } : {});
  };
  if (dice.chance(0.6)) {
    const mesh = dice.some(vpcs, 0.3);
    mesh.forEach((a, i) => mesh.slice(i + 1).forEach((b) => dice.chance(0.9) && peer(a, b)));
  }
  for (let i = dice.int(0, 12); i > 0; i--) peer(dice.pick(vpcs), dice.pick(vpcs));
  if (dice.chance(0.4)) {
    const partner = world.unseen('999999999999').region('us-east-1', '999999999999');
    peer(dice.pick(vpcs), partner.vpc('partner', '10.250.0.0/16'));
  }
  return world;
}
