/**
 * What-if edits: what AWS does to routes when a peering, attachment or route changes, and the promise that an
 * edited routing answers exactly like one computed from nothing.
 */
import { describe, expect, it } from 'vitest';
import { firstHost } from '#app/base/cidr.ts';
import type { Edit } from '#app/routing/edit.ts';
import { EditError } from '#app/routing/edit.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildTopology } from '#app/topology/build.ts';
import { Topology } from '#app/topology/topology.ts';
import { World } from '#app/world/world.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';

const WORLDS = Number(process.env['PEERLESS_WORLDS'] ?? 150);

const CIDRS = [
  '10.0.0.0/8',
  '10.0.0.0/16',
  '10.1.0.0/16',
  '10.2.1.0/24',
  '0.0.0.0/0',
  '2001:db8::/32',
];

/** Something one could do to this network; undefined where the dice find nothing to do it to. */
function randomEdit(dice: Dice, topology: Topology): Edit | undefined {
  const table = dice.pick(topology.all('route-table'));
  const tgwTable = dice.pick(topology.all('tgw-route-table'));
  const peering = dice.pick(topology.all('vpc-peering'));
  const attachment = dice.pick(topology.all('tgw-attachment'));
  const destination = dice.pick(table?.routes.map((r) => r.destination) ?? []) ?? dice.pick(CIDRS)!;
  const link = dice.pick(topology.all('tgw-peering-attachment'));
  const tgw = dice.pick(topology.all('transit-gateway'));
  switch (dice.int(0, 12)) {
    case 9:
      return (
        link && {
          do: 'put',
          resource: { ...link, state: dice.chance(0.5) ? 'available' : 'deleting' },
        }
      );
    case 10: {
      const far = dice.pick(topology.all('transit-gateway'));
      if (!tgw || !far || tgw.id === far.id) return undefined;
      const side = ({ id, account, region }: typeof tgw) => ({
        tgw: id,
        account,
        region,
        coreNetwork: undefined,
      });
      return {
        do: 'put',
        resource: {
          kind: 'tgw-peering-attachment',
          id: `made-${tgw.id}-${far.id}`,
          account: tgw.account,
          region: tgw.region,
          name: '',
          tags: new Map(),
          raw: {},
          state: 'available',
          created: undefined,
          requester: side(tgw),
          accepter: side(far),
        },
      };
    }
    case 11: {
      // A gateway beyond a peering, not collected so far, or one that nobody knew of.
      const unseen = [link?.requester, link?.accepter].find(
        (end) => end && !topology.get('transit-gateway', end.tgw),
      );
      return (
        tgw && {
          do: 'put',
          resource: {
            ...tgw,
            ...(unseen ? { id: unseen.tgw, region: unseen.region } : { id: `made-${tgw.id}` }),
          },
        }
      );
    }
    case 0:
    case 1: {
      const anywhere = dice.pick(
        topology.all('route-table').flatMap((t) => t.routes.map((r) => r.target)),
      );
      return (
        table && anywhere && { do: 'put-route', table: table.id, destination, target: anywhere }
      );
    }
    case 2:
      return table && { do: 'drop-route', table: table.id, destination };
    case 3:
      return (
        tgwTable &&
        attachment && {
          do: 'put-tgw-route',
          table: tgwTable.id,
          cidr: dice.pick(CIDRS)!,
          attachment: dice.chance(0.3) ? 'blackhole' : attachment.id,
        }
      );
    case 4: {
      const cidr = dice.pick(tgwTable?.routes ?? [])?.cidr.text ?? dice.pick(CIDRS)!;
      return tgwTable && { do: 'drop-tgw-route', table: tgwTable.id, cidr };
    }
    case 5:
    case 6: {
      const verbs = ['associate', 'disassociate', 'propagate', 'stop-propagating'] as const;
      const own = dice.pick(topology.all('tgw-attachment').filter((a) => a.tgw === tgwTable?.tgw));
      return tgwTable && own && { do: dice.pick(verbs), table: tgwTable.id, attachment: own.id };
    }
    case 7:
      return (
        peering && {
          do: 'put',
          resource: { ...peering, state: dice.chance(0.5) ? 'active' : 'expired' },
        }
      );
    case 8:
      return peering && { do: 'drop', kind: 'vpc-peering', id: peering.id };
    default:
      return attachment && { do: 'drop', kind: 'tgw-attachment', id: attachment.id };
  }
}

/** Every pair of the matrix and every pair of subnets, as text. */
function answers(routing: Routing): string[] {
  const reach = routing.reach();
  const out: string[] = [];
  reach.vpcs.forEach((from, i) =>
    reach.vpcs.forEach((to, j) => {
      if (i !== j) out.push(`${from} ${to} ${JSON.stringify(reach.pair(i, j))}`);
    }),
  );
  const subnets = routing.topology.all('subnet');
  for (const from of subnets) {
    for (const to of subnets) {
      const a = from.cidrs[0];
      const b = to.cidrs.find((c) => c.family === a?.family);
      if (from === to || !a || !b) continue;
      out.push(
        `${from.id} ${to.id} ${JSON.stringify(reach.flow(from, firstHost(a), to, firstHost(b)))}`,
      );
    }
  }
  return out;
}

describe('an edited routing equals one computed from nothing', () => {
  it(
    `on ${WORLDS} random worlds, through a chain of edits`,
    { timeout: 60_000 + WORLDS * 200 },
    () => {
      const wrong: string[] = [];
      let edited = 0;
      for (let seed = 1; seed <= WORLDS && wrong.length < 5; seed++) {
        const dice = new Dice(seed + 77);
        let routing = createRouting(buildTopology(randomPages(seed)));
        routing.reach();
        for (let step = 0; step < 3; step++) {
          const edits = [1, 2].flatMap(() => randomEdit(dice, routing.topology) ?? []);
          let next: Routing;
          try {
            next = routing.whatIf(edits);
          } catch (error) {
            // Two edits of one step may contradict each other: drop a thing, then use it.
            if (error instanceof EditError) continue;
            throw error;
          }
          const whole = createRouting(new Topology(next.topology.parts));
          const [mine, anew] = [answers(next), answers(whole)];
          const at = mine.findIndex((line, i) => line !== anew[i]);
          if (at !== -1)
            wrong.push(`seed ${seed}: ${JSON.stringify(edits)}: ${mine[at]} but ${anew[at]}`);
          edited += edits.length;
          routing = next;
        }
      }
      expect(wrong).toEqual([]);
      expect(edited).toBeGreaterThan(WORLDS);
    },
  );
});

describe('a long row of edits', () => {
  it(
    'answers at its end, and on the way, like a network computed from nothing',
    { timeout: 120_000 },
    () => {
      const wrong: string[] = [];
      for (let seed = 1; seed <= 6; seed++) {
        const dice = new Dice(seed + 4711);
        let routing = createRouting(buildTopology(randomPages(seed)));
        const pairs = routing.reach().vpcs.length;
        for (let step = 1; step <= 300 && wrong.length === 0; step++) {
          const edit = randomEdit(dice, routing.topology);
          const next = edit ? routing.whatIf([edit]) : routing;
          // What an edit does not list as fresh is as it was: plans compare only what is.
          const fresh = new Set(next.reach().fresh);
          for (let i = 0; i < pairs && edit; i++) {
            for (let j = 0; j < pairs; j++) {
              if (i === j || fresh.has(i) || fresh.has(j)) continue;
              const [was, is] = [routing.reach().pair(i, j), next.reach().pair(i, j)];
              if (was.outcome !== is.outcome || was.return !== is.return)
                wrong.push(`seed ${seed}, step ${step}: ${JSON.stringify(edit)} changed ${i} ${j}`);
            }
          }
          routing = next;
          if (step % 50 !== 0) continue;
          const whole = createRouting(new Topology(routing.topology.parts));
          const [mine, anew] = [answers(routing), answers(whole)];
          const at = mine.findIndex((line, i) => line !== anew[i]);
          if (at !== -1) wrong.push(`seed ${seed}, step ${step}: ${mine[at]} but ${anew[at]}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('what AWS does', () => {
  function peered() {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const b = at.vpc('b', '10.1.0.0/16');
    const [from, to] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const pcx = world.peer(a, b);
    return { world, a, b, from, to, pcx };
  }
  const outcome = (routing: Routing, from: { id: string }, to: { id: string }) =>
    routing.trace({ from: { subnet: from.id }, to: { subnet: to.id } }).outcome;

  it('routes both ways over an active peering make it carry', () => {
    const { world, a, b, from, to, pcx } = peered();
    const before = createRouting(buildTopology(world.pages()));
    expect(outcome(before, from, to)).toBe('no-route');
    const target = { kind: 'vpc-peering', id: pcx.id } as const;
    const there = before.whatIf([
      { do: 'put-route', table: a.main.id, destination: '10.1.0.0/16', target },
    ]);
    expect(outcome(there, from, to)).toBe('no-return');
    const both = there.whatIf([
      { do: 'put-route', table: b.main.id, destination: '10.0.0.0/16', target },
    ]);
    expect(outcome(both, from, to)).toBe('delivered');
    expect(outcome(before, from, to)).toBe('no-route');
  });

  it('an edit gives the same answers as a world built that way', () => {
    const one = peered();
    const two = peered();
    two.a.main.route('10.1.0.0/16', two.pcx);
    two.b.main.route('10.0.0.0/16', two.pcx);
    const target = { kind: 'vpc-peering', id: one.pcx.id } as const;
    const edited = createRouting(buildTopology(one.world.pages())).whatIf([
      { do: 'put-route', table: one.a.main.id, destination: '10.1.0.0/16', target },
      { do: 'put-route', table: one.b.main.id, destination: '10.0.0.0/16', target },
    ]);
    expect(answers(edited)).toEqual(answers(createRouting(buildTopology(two.world.pages()))));
  });

  // https://docs.aws.amazon.com/vpc/latest/peering/delete-vpc-peering-connection.html
  it('routes over a deleted peering stay, as blackholes', () => {
    const { world, a, b, from, to, pcx } = peered();
    a.main.route('10.1.0.0/16', pcx);
    b.main.route('10.0.0.0/16', pcx);
    const after = createRouting(buildTopology(world.pages())).whatIf([
      { do: 'drop', kind: 'vpc-peering', id: pcx.id },
    ]);
    expect(outcome(after, from, to)).toBe('blackhole');
  });

  // https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
  it('a static route hides the propagated one of its prefix, and uncovers it again', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const b = at.vpc('b', '10.1.0.0/16');
    const [from, to] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const tgw = at.tgw('hub');
    const [ta, tb] = [tgw.attach(a, [from]), tgw.attach(b, [to])];
    const table = tgw.table('all').associate(ta, tb).propagate(ta, tb);
    for (const vpc of [a, b]) vpc.main.route('10.0.0.0/8', tgw);
    const before = createRouting(buildTopology(world.pages()));
    expect(outcome(before, from, to)).toBe('delivered');
    const hidden = before.whatIf([
      { do: 'put-tgw-route', table: table.id, cidr: '10.1.0.0/16', attachment: 'blackhole' },
    ]);
    expect(outcome(hidden, from, to)).toBe('blackhole');
    const shown = hidden.whatIf([{ do: 'drop-tgw-route', table: table.id, cidr: '10.1.0.0/16' }]);
    expect(outcome(shown, from, to)).toBe('delivered');
    const off = shown.whatIf([{ do: 'stop-propagating', table: table.id, attachment: tb.id }]);
    expect(outcome(off, from, to)).toBe('no-route');
    const alone = shown.whatIf([{ do: 'disassociate', table: table.id, attachment: ta.id }]);
    expect(outcome(alone, from, to)).toBe('no-association');
  });

  it('an edit of something that is not there says so', () => {
    const { world } = peered();
    const routing = createRouting(buildTopology(world.pages()));
    expect(() =>
      routing.whatIf([{ do: 'drop-route', table: 'rtb-none', destination: '10.0.0.0/8' }]),
    ).toThrow('there is no route-table rtb-none');
  });
});
