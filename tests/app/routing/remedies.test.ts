/**
 * Doing what every blocker says delivers, on random small worlds in which routes, associations, attachments, network
 * ACLs and security groups are missing or shut at random, and some routes are by prefix lists or lead to NAT gateways.
 * Where a blocker leaves a choice (which route table, which subnet, which link), the choice may bring blockers of its
 * own: those flows deliver after some rounds.
 * PEERLESS_WORLDS=n looks at n worlds.
 */
import { describe, expect, it } from 'vitest';
import type { Edit } from '#app/routing/edit.ts';
import type { Trace } from '#app/routing/outcome.ts';
import type { Routing } from '#app/routing/routing.ts';
import type { Attached } from '#app/world/tgw-attachment.ts';
import type { Target } from '#app/world/target.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';
import { Dice } from '#tests/kit/random-world.ts';
import { routingOf } from './ask.ts';
import { Remedies } from './remedies.ts';
import { HTTPS } from './two-subnets.ts';

const WORLDS = Number(process.env['PEERLESS_WORLDS'] ?? 60);
/** Rounds after which even a flow whose blockers left choices is through. */
const ROUNDS = 6;
/** Not mended by one change each: a circle of routes, or a VPC that must first be attached to a gateway. */
const BEYOND = /^(?:Renumber|Make one of the tables|Translate the source|Attach |Peer tgw-)/;

interface Host {
  readonly subnet: string;
  readonly ip: string;
}

function randomWorld(dice: Dice): { routing: Routing; hosts: Host[] } {
  const world = new World();
  const regions = ['us-east-1', dice.chance(0.3) ? 'eu-west-1' : 'us-east-1'] as const;
  const hosts: Host[] = [];
  const vpcs = ['a', 'b', 'c'].map((name, i) =>
    world.region(regions[i === 2 ? 1 : 0]).vpc(name, `10.${i}.0.0/16`),
  );
  const links = new Map<WorldVpc, Target[]>(vpcs.map((vpc) => [vpc, []]));
  vpcs.forEach((vpc, i) => {
    for (const [k, zone] of [
      [1, 'a'],
      [2, 'b'],
    ] as const) {
      const subnet = vpc.subnet(`10.${i}.${k}.0/24`, zone);
      const ip = `10.${i}.${k}.10`;
      const group = vpc.group(`${vpc.name}${k}`, {
        inbound: dice.pick([
          [],
          [{ cidrs: ['10.0.0.0/8'] }],
          [{ groups: [vpcs[0]!.defaultGroup] }],
        ]),
        outbound: dice.pick([[], [{ cidrs: ['0.0.0.0/0'] }]]),
      });
      subnet.eni(ip, { groups: [group] });
      hosts.push({ subnet: subnet.id, ip });
    }
    const any = { number: 100, allow: true, cidr: '0.0.0.0/0' };
    for (const subnet of dice.some(vpc.subnets, 0.4)) {
      const entries = dice.some([any, { ...any, egress: true }], 0.4);
      vpc.acl(`for-${subnet.id}`, entries, subnet);
    }
  });
  for (const [x, y] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    if (!dice.chance(0.4)) continue;
    const state = dice.chance(0.8) ? 'active' : 'pending-acceptance';
    const pcx = world.peer(vpcs[x]!, vpcs[y]!, { state });
    for (const n of [x, y]) links.get(vpcs[n]!)!.push(pcx);
  }
  hubs(dice, world, vpcs, links);
  for (const vpc of vpcs) {
    const tables = [vpc.main, ...(dice.chance(0.4) ? [vpc.table('own', vpc.subnets[0]!)] : [])];
    const appliance = vpc.subnets[1]!.eni(vpc.subnets[1]!.cidr.replace('0/24', '99'), {
      forwards: dice.chance(0.5),
    });
    // In the subnet of the main table.
    const nat = vpc.nat(vpc.subnets[1]!, {
      private: true,
      ip: vpc.subnets[1]!.cidr.replace('0/24', '88'),
    });
    for (const table of tables) {
      const one = dice.pick(links.get(vpc)!);
      if (one && dice.chance(0.6)) {
        // One list for all others, whichever of them its target leads to.
        const others = vpcs.filter((other) => other !== vpc).map((other) => other.cidrs[0]!);
        table.route(vpc.at.prefixList(`for-${table.id}`, others), one);
        continue;
      }
      for (const [i] of vpcs.entries()) {
        const target = dice.pick(links.get(vpc)!);
        if (vpcs[i] === vpc || !target || !dice.chance(0.6)) continue;
        const own = table !== vpc.main;
        const via = own && dice.chance(0.2) ? appliance : own && dice.chance(0.3) ? nat : target;
        table.route(`10.${i}.0.0/16`, via);
      }
    }
  }
  return { routing: routingOf(world), hosts };
}

/** A hub in each Region, peered where there are two; attachments, associations and routes here and there. */
function hubs(dice: Dice, world: World, vpcs: readonly WorldVpc[], links: Map<WorldVpc, Target[]>) {
  const made = [...new Set(vpcs.map((vpc) => vpc.at))].map((at) => {
    const tgw = at.tgw(`hub-${at.region}`);
    return { at, tgw, table: tgw.table('main'), other: tgw.table('other') };
  });
  for (const vpc of vpcs) {
    const hub = made.find(({ at }) => at === vpc.at)!;
    if (!dice.chance(0.9)) continue;
    const [s1, s2] = vpc.subnets as [(typeof vpc.subnets)[0], (typeof vpc.subnets)[0]];
    const state = dice.chance(0.9) ? 'available' : 'pendingAcceptance';
    const subnets = dice.pick([[s1], [s2], [s1, s2], [s1, s2]]);
    const attached = hub.tgw.attach(vpc, subnets, { state });
    links.get(vpc)!.push(hub.tgw);
    join(dice, hub, attached);
    if (dice.chance(0.1)) hub.table.blackhole(vpc.cidrs[0]!);
  }
  const [first, second] = made;
  if (first && second) {
    const link = world.peerTgw(first.tgw, second.tgw);
    join(dice, first, link);
    join(dice, second, link);
    if (dice.chance(0.5)) first.table.route(vpcs[2]!.cidrs[0]!, link);
    if (dice.chance(0.5)) second.table.route(vpcs[0]!.cidrs[0]!, link);
  }
}

function join(
  dice: Dice,
  hub: {
    table: { associate(a: Attached): unknown; propagate(a: Attached): unknown };
    other: { associate(a: Attached): unknown };
  },
  attached: Attached,
) {
  if (dice.chance(0.8)) (dice.chance(0.85) ? hub.table : hub.other).associate(attached);
  if (dice.chance(0.6)) hub.table.propagate(attached);
}

const say = (answer: Trace): string =>
  [
    answer.outcome,
    ...answer.blockers.map((b) => `${b.direction} ${b.message} => ${b.change}`),
  ].join('\n  ');

describe('doing what every blocker says', () => {
  it('delivers, at once where no blocker leaves a choice', { timeout: 600_000 }, () => {
    const tally = { atOnce: 0, later: 0, beyond: 0 };
    for (let seed = 0; seed < WORLDS; seed++) {
      const dice = new Dice(seed);
      const { routing: start, hosts } = randomWorld(dice);
      for (const from of hosts) {
        const to = dice.pick(hosts)!;
        if (to.subnet === from.subnet) continue;
        let routing = start;
        let answer = routing.trace({ from, to, ...HTTPS });
        const story = [`seed ${seed}: ${from.ip} to ${to.ip}: ${say(answer)}`];
        for (let round = 1; answer.outcome !== 'delivered'; round++) {
          if (answer.blockers.some((b) => BEYOND.test(b.change))) {
            tally.beyond++;
            break;
          }
          const remedies = new Remedies(routing, answer).all();
          const edits: Edit[] = remedies.flatMap((remedy) => remedy.edits);
          routing = routing.whatIf(edits);
          answer = routing.trace({ from, to, ...HTTPS });
          story.push(`round ${round}: ${say(answer)}`);
          const opens = remedies.flatMap((remedy) => remedy.opens ?? []);
          if (opens.length === 0 || round === ROUNDS)
            expect(answer.outcome, story.join('\n')).toBe('delivered');
          if (answer.outcome !== 'delivered') continue;
          // What a list led the right way, and all else of this host that arrived, still does; a choice may cost some of it.
          for (const other of round === 1 && opens.length === 0 ? hosts : []) {
            const flow = { from, to: other, ...HTTPS };
            if (other === from || start.trace(flow).outcome !== 'delivered') continue;
            const now = routing.trace(flow);
            expect(now.outcome, [...story, `breaks ${other.ip}: ${say(now)}`].join('\n')).toBe(
              'delivered',
            );
          }
          if (round === 1) tally.atOnce++;
          else tally.later++;
        }
      }
    }
    // Most flows are mended by what is said at first; nothing holds by never happening.
    expect(tally.atOnce).toBeGreaterThan(2 * WORLDS);
    expect(tally.later).toBeGreaterThan(0);
    expect(tally.beyond).toBeLessThan(tally.atOnce / 2);
  });
});
