/** Estates that scene and exporter tests draw: worlds read through the real pages, rings asked for by hand. */
import { fingerprint } from '#app/rules/run.ts';
import type { Finding } from '#app/rules/rule.ts';
import type { Report } from '#app/report.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { createRouting } from '#app/routing/create.ts';
import { World } from '#app/world/world.ts';
import { sampleEstate } from '#app/world/sample.ts';
import type { WorldVpc } from '#app/world/vpc.ts';

/** A mesh finding as the rule words it, for the VPCs whose names begin so. */
export function meshOf(report: Report, prefix: string): Finding {
  const members = report.topology.all('vpc').filter((v) => v.name.startsWith(prefix));
  const ids = new Set(members.map((v) => v.id));
  const peerings = report.topology
    .all('vpc-peering')
    .filter((p) => p.state === 'active' && ids.has(p.requester.vpc) && ids.has(p.accepter.vpc));
  const joined = new Set(
    peerings.flatMap((p) => [
      `${p.requester.vpc} ${p.accepter.vpc}`,
      `${p.accepter.vpc} ${p.requester.vpc}`,
    ]),
  );
  const missing = members.flatMap((a, i) =>
    members.slice(i + 1).flatMap((b) => (joined.has(`${a.id} ${b.id}`) ? [] : [[a.id, b.id]])),
  );
  return {
    rule: 'peering-mesh',
    severity: 'warning',
    sure: true,
    message: `${members.length} VPCs form a mesh.`,
    resources: [...ids],
    path: [],
    places: [],
    gaps: [],
    data: {
      members: [...ids],
      peerings: peerings.map((p) => p.id),
      missing,
      unrouted: [],
      attachmentsNeeded: members.length,
    },
    fingerprint: fingerprint('peering-mesh', [...ids]),
  };
}

export function reportOf(
  world: World,
  meshes: readonly string[] = [],
  order = (pages: Page[]): Page[] => pages,
): Report {
  const snapshot = world.snapshot();
  const topology = buildTopology(order([...snapshot.pages]));
  const bare: Report = {
    manifest: snapshot.manifest,
    topology,
    routing: createRouting(topology),
    findings: [],
    suppressed: [],
    suppressions: { unused: [], expired: [] },
    notRun: [],
    gaps: topology.gaps,
    summary: { error: 0, warning: 0, info: 0, unsure: 0, suppressed: 0, baselined: 0 },
  };
  const findings = meshes.map((prefix) => meshOf(bare, prefix));
  return { ...bare, findings, summary: { ...bare.summary, warning: findings.length } };
}

/** Pages in another order, the same one every time. */
export const shuffled = (pages: Page[]): Page[] => {
  let seed = 7;
  return pages
    .map((page) => ({ page, key: (seed = (seed * 16807) % 2147483647) }))
    .sort((a, b) => a.key - b.key)
    .map(({ page }) => page);
};

const peerAll = (world: World, vpcs: readonly WorldVpc[]): void =>
  vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peer(a, b)));

/** A mesh of `n` in as many accounts: every container holds one member. */
export function spreadMesh(n: number): World {
  const world = new World();
  peerAll(
    world,
    Array.from({ length: n }, (_, i) =>
      world.region('us-east-1', String(100000000001 + i)).vpc(`m-${i}`, `10.${i}.0.0/16`),
    ),
  );
  return world;
}

/** A mesh of `n` in one Region, a star of `n`, a hub with `n` VPCs in each of two tables, and `n` loose VPCs. */
export function oneRegion(n: number): World {
  const world = new World();
  const at = world.region();
  const make = (name: string, second: number): WorldVpc[] =>
    Array.from({ length: n }, (_, i) => at.vpc(`${name}-${i}`, `10.${second + i}.0.0/16`));
  peerAll(world, make('m', 0));
  const [centre, ...spokes] = make('star', 50);
  if (centre) for (const spoke of spokes) world.peer(centre, spoke);
  const tgw = at.tgw('core');
  for (const name of ['prod', 'dev']) {
    const table = tgw.table(name);
    for (const vpc of make(name, name === 'prod' ? 100 : 150)) table.associate(tgw.attach(vpc, []));
  }
  tgw.attachVpn(at.vpn('office', tgw, { prefixes: ['192.168.0.0/16'] }));
  make('loose', 200);
  return world;
}

/** Two meshes that share Regions and accounts, a ring over three containers, links between everything. */
export function tangled(): World {
  const world = new World();
  const at = (region: string, account: string) => world.region(region, account);
  const a1 = at('us-east-1', '111111111111');
  const a2 = at('eu-west-1', '111111111111');
  const b1 = at('us-east-1', '222222222222');
  const c1 = at('us-east-1', '333333333333');
  const vpcs = (name: string, wheres: readonly (typeof a1)[], second: number): WorldVpc[] =>
    wheres.map((where, i) => where.vpc(`${name}-${i}`, `10.${second + i}.0.0/16`));
  const red = vpcs('red', [a1, a1, a2, a2, b1, b1], 0);
  const blue = vpcs('blue', [b1, b1, c1, c1, c1], 20);
  peerAll(world, red);
  peerAll(world, blue);
  const tgw = a1.tgw('core');
  const far = c1.tgw('far');
  world.peerTgw(tgw, far);
  const table = tgw.table('all');
  for (const vpc of [...vpcs('app', [a1, a1, b1, b1, b1], 40), ...red.slice(0, 1)])
    table.associate(tgw.attach(vpc, []));
  const [first, second] = [red[0], blue[0]];
  if (first && second) world.peer(first, second, { state: 'pending-acceptance' });
  const partner = world
    .unseen('999999999999')
    .region('us-east-1', '999999999999')
    .vpc('partner', '10.99.0.0/16');
  if (second) world.peer(second, partner);
  return world;
}

/** Every estate the laws are held against: its name, and how to get its report. */
export const estates: readonly {
  readonly name: string;
  readonly report: (order?: (p: Page[]) => Page[]) => Report;
}[] = [
  { name: 'empty', report: (order) => reportOf(new World(), [], order) },
  { name: 'sample', report: (order) => reportOf(sampleEstate(), ['payments-', 'dev-'], order) },
  { name: 'one Region, 4 of everything', report: (order) => reportOf(oneRegion(4), ['m-'], order) },
  {
    name: 'one Region, 25 of everything',
    report: (order) => reportOf(oneRegion(25), ['m-'], order),
  },
  { name: 'mesh of 7 in 7 accounts', report: (order) => reportOf(spreadMesh(7), ['m-'], order) },
  { name: 'tangled', report: (order) => reportOf(tangled(), ['red-', 'blue-'], order) },
];
