/** Networks with what is asked of them, and who has to reach whom afterwards: written down by hand, from the intent. */
import type { WorldRegion } from '#app/world/region.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';
import type { Scenario } from './plan-scenario.ts';

const A = '111111111111';
const B = '222222222222';
const C = '333333333333';

/** A VPC of 10.N.0.0/16 with a subnet in each of these zones. */
function vpcAt(at: WorldRegion, name: string, n: number, zones = 'a'): WorldVpc {
  const vpc = at.vpc(name, `10.${n}.0.0/16`);
  Array.from(zones).forEach((zone, i) => vpc.subnet(`10.${n}.${i + 1}.0/24`, zone));
  return vpc;
}

const namesOf = (vpcs: Readonly<Record<string, WorldVpc>>) =>
  Object.fromEntries(Object.entries(vpcs).map(([name, { id }]) => [name, id]));

/**
 * p and q are production, s is shared, d is development. p and d are peered, against that. What s routes to p is wider
 * than p, and covers q and o too: o is nobody's, talks to q alone, and must not be led to over a gateway.
 */
export function segments(): Scenario {
  const world = new World({ ids: 'aws' });
  const [home, guest] = [world.region('us-east-1', A), world.region('us-east-1', B)];
  const p = vpcAt(home, 'prod-p', 1);
  const q = home.vpc('prod-q', ['10.2.0.0/16', '2001:db8:2::/56']);
  const s = vpcAt(home, 'shared', 3);
  const d = vpcAt(guest, 'dev', 4);
  const o = guest.vpc('own', ['10.5.0.0/16', '2001:db8:5::/56']);
  for (const [vpc, n] of [
    [q, 2],
    [o, 5],
  ] as const)
    vpc.subnet([`10.${n}.1.0/24`, `2001:db8:${n}:1::/64`], 'a');
  const wide = world.peer(s, p);
  s.main.route('10.0.0.0/13', wide);
  p.main.route('10.3.0.0/16', wide);
  world.peerRouted(p, d);
  world.peerRouted(q, o);
  const vpcs = { p, q, s, d, o };
  return {
    world,
    names: namesOf(vpcs),
    input: { vpcs: Object.values(vpcs).map((v) => v.id), mode: 'segments' },
    segments: {
      environments: {
        prod: [{ name: 'prod-p' }, { name: 'prod-q' }],
        shared: { name: 'shared' },
        dev: { name: 'dev' },
      },
      reach: { prod: ['shared'] },
    },
    before: 'p>s s>p p>d d>p q>o o>q',
    // p and q are one environment, and q may reach s: opened. p and d may not: closed. o and q stay as they are.
    wanted: 'p>s s>p q>o o>q p>q q>p q>s s>q',
    tries: [
      'create-route',
      'delete-route',
      'create-tgw-blackhole',
      'delete-peering',
      'share-gateway',
    ],
  };
}

/**
 * Three in a row over two Regions and two accounts; everybody is to reach everybody. a and c have IPv6, which c sends
 * to nobody today; c has a second block.
 */
export function fullMesh(): Scenario {
  const world = new World({ ids: 'aws' });
  const a = world.region('us-east-1', A).vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
  const b = vpcAt(world.region('us-east-1', B), 'b', 2);
  const c = world
    .region('us-west-2', A)
    .vpc('c', ['10.3.0.0/16', '10.103.0.0/20', '2001:db8:3::/56']);
  a.subnet(['10.1.1.0/24', '2001:db8:1:1::/64']);
  c.subnet(['10.3.1.0/24', '2001:db8:3:1::/64']);
  c.subnet('10.103.1.0/24');
  world.peerRouted(a, b);
  world.peerRouted(b, c);
  const vpcs = { a, b, c };
  return {
    world,
    names: namesOf(vpcs),
    input: { vpcs: Object.values(vpcs).map((v) => v.id), mode: 'full-mesh' },
    before: 'a>b b>a b>c c>b',
    wanted: 'a>b b>a b>c c>b a>c c>a',
    tries: ['create-gateway', 'create-link', 'create-tgw-route', 'create-route', 'delete-peering'],
  };
}

/**
 * A gateway that is there: a hangs on it in one of its two zones, b's account knows it by a share, c's does not. Groups
 * of a let in a group of b over the peering.
 */
export function hub(): Scenario {
  const world = new World({ ids: 'aws' });
  const [home, known, stranger] = [A, B, C].map((id) => world.region('us-east-1', id)) as [
    WorldRegion,
    WorldRegion,
    WorldRegion,
  ];
  const a = vpcAt(home, 'a', 0, 'ab');
  const b = vpcAt(known, 'b', 1, 'b');
  const c = vpcAt(stranger, 'c', 2, 'ab');
  const old = vpcAt(known, 'old', 3);
  // What stands in the second zone of a does not talk to old: no way there may open with the attachment.
  a.table('second', a.subnets[1]!);
  world.peerRouted(a, b);
  world.peerRouted(a, c);
  const clients = b.group('clients', {});
  a.group('servers', {
    inbound: [{ protocol: 'tcp', from: 443, to: 443, groups: [clients] }],
  });
  const tgw = home.tgw('hub', { groupReferencing: false });
  const flat = tgw.table('flat');
  const attached = [a, old].map((vpc) => tgw.attach(vpc, [vpc.subnets[0]!]));
  flat.associate(...attached).propagate(...attached);
  a.main.route('10.3.0.0/16', tgw);
  old.main.route('10.0.0.0/16', tgw);
  const vpcs = { a, b, c };
  return {
    world,
    names: namesOf({ ...vpcs, o: old }),
    input: { vpcs: Object.values(vpcs).map((v) => v.id), mode: 'exact', reuse: [tgw.id] },
    before: 'a>b b>a a>c c>a a?o o?a',
    wanted: 'a>b b>a a>c c>a a?o o?a',
    tries: ['add-landings', 'enable-references', 'share-gateway', 'create-attachment'],
  };
}

/** A gateway with a default table in one Region, none in the other: a new one is made there, and peered with it. */
export function newLink(): Scenario {
  const world = new World({ ids: 'aws' });
  const [east, west] = [world.region('us-east-1', A), world.region('us-west-2', B)];
  const [a, b, outsider] = [vpcAt(east, 'a', 0), vpcAt(west, 'b', 1), vpcAt(east, 'out', 3)];
  const c = vpcAt(east, 'c', 2);
  world.peerRouted(a, b);
  world.peerRouted(a, c);
  const tgw = east.tgw('hub', { asn: 64601 });
  const flat = tgw.table('flat');
  tgw.defaultTable = flat;
  const attached = [a, outsider].map((vpc) => tgw.attach(vpc, vpc.subnets));
  flat.associate(...attached).propagate(...attached);
  a.main.route('10.3.0.0/16', tgw);
  outsider.main.route('10.0.0.0/16', tgw);
  const vpcs = { a, b, c };
  return {
    world,
    names: namesOf({ ...vpcs, o: outsider }),
    input: { vpcs: Object.values(vpcs).map((v) => v.id), mode: 'exact', reuse: [tgw.id] },
    before: 'a>b b>a a>c c>a a>o o>a',
    // The outsider shares its table with a, which learns the way to b and c: its own routes keep it from both.
    wanted: 'a>b b>a a>c c>a a>o o>a',
    tries: [
      'create-gateway',
      'create-link',
      'disassociate',
      'stop-propagating',
      'create-tgw-route',
    ],
  };
}

/** Two gateways that are peered already, with tables for what comes over; a third VPC is joined to one of them. */
export function oldLink(): Scenario {
  const world = new World({ ids: 'aws' });
  const [east, west] = [world.region('us-east-1', A), world.region('us-west-2', B)];
  const [a, b, c] = [vpcAt(east, 'a', 0), vpcAt(west, 'b', 1), vpcAt(east, 'c', 2)];
  world.peerRouted(a, b);
  world.peerRouted(c, b);
  const [here, there] = [east.tgw('here', { asn: 64601 }), west.tgw('there', { asn: 64602 })];
  const link = world.peerTgw(here, there);
  here.table('arrivals').associate(link);
  const flat = there.table('flat');
  const attached = there.attach(b, b.subnets);
  flat.associate(attached, link).propagate(attached);
  const vpcs = { a, b, c };
  return {
    world,
    names: namesOf(vpcs),
    input: {
      vpcs: Object.values(vpcs).map((v) => v.id),
      mode: 'exact',
      reuse: [here.id, there.id],
    },
    before: 'a>b b>a b>c c>b',
    wanted: 'a>b b>a b>c c>b',
    tries: ['create-attachment', 'create-tgw-route', 'propagate', 'replace-route'],
  };
}

/** Second blocks and IPv6, within a Region and over to another; b has no IPv6. */
export function families(): Scenario {
  const world = new World({ ids: 'aws' });
  const [east, west] = [world.region('us-east-1', A), world.region('us-west-2', A)];
  const make = (at: WorldRegion, name: string, n: number, six: boolean) => {
    const vpc = at.vpc(name, [
      `10.${n}.0.0/16`,
      `10.${100 + n}.0.0/20`,
      ...(six ? [`2001:db8:${n}::/56`] : []),
    ]);
    vpc.subnet([`10.${n}.1.0/24`, ...(six ? [`2001:db8:${n}:1::/64`] : [])], 'a');
    vpc.subnet(`10.${100 + n}.0.0/24`, 'a');
    return vpc;
  };
  const vpcs = {
    a: make(east, 'a', 1, true),
    b: make(east, 'b', 2, false),
    c: make(east, 'c', 3, true),
    w: make(west, 'w', 4, true),
  };
  const { a, b, c, w } = vpcs;
  for (const [from, to] of [
    [a, b],
    [a, c],
    [c, w],
  ] as const)
    world.peerRouted(from, to);
  const all = 'a>b b>a a>c c>a c>w w>c';
  return {
    world,
    names: namesOf(vpcs),
    input: { vpcs: Object.values(vpcs).map((v) => v.id), mode: 'exact' },
    before: all,
    wanted: all,
    tries: ['create-landing', 'create-link', 'create-tgw-route', 'replace-route'],
  };
}

/** a's route to b is wider than b, and covers c, whom a does not reach and must not over the gateway. */
export function blackholes(): Scenario {
  const world = new World({ ids: 'aws' });
  const at = world.region('us-east-1', A);
  const [a, b, c, d] = [vpcAt(at, 'a', 0), vpcAt(at, 'b', 1), vpcAt(at, 'c', 2), vpcAt(at, 'd', 9)];
  const wide = world.peer(a, b);
  a.main.route('10.0.0.0/13', wide);
  b.main.route('10.0.0.0/16', wide);
  world.peerRouted(b, c);
  world.peerRouted(c, d);
  const vpcs = { a, b, c, d };
  const all = 'a>b b>a b>c c>b c>d d>c';
  return {
    world,
    names: namesOf(vpcs),
    input: { vpcs: Object.values(vpcs).map((v) => v.id), mode: 'exact' },
    before: all,
    wanted: all,
    tries: ['create-tgw-blackhole', 'replace-route'],
  };
}

/** By what they are about. */
export const SCENARIOS: readonly (readonly [string, () => Scenario])[] = [
  ['segments, with a pair opened and a pair closed', segments],
  ['a full mesh of two Regions', fullMesh],
  ['a gateway that is there, in more zones and more accounts', hub],
  ['a gateway that is there, and a new one in another Region', newLink],
  ['two gateways that are peered already', oldLink],
  ['second blocks and IPv6', families],
  ['a route wider than its peer', blackholes],
];
