/**
 * Random meshes beside a gateway with a VPN that the plan builds on: what a VPC has with the networks behind the VPN stays
 * as it is, or the plan says so and names the VPC.
 */
import { describe, expect, it } from 'vitest';
import { makePlan } from '#app/plan/make.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildTopology } from '#app/topology/build.ts';
import { furnishedMesh } from '#tests/kit/random-mesh.ts';
import { Dice } from '#tests/kit/random-world.ts';
import { told } from './meshes.ts';

const OFFICES = ['172.16.0.0/16', '172.20.4.0/24'] as const;
const WORLDS = Number(process.env['PEERLESS_WORLDS'] ?? 60);
const FIRST = Number(process.env['PEERLESS_SEED'] ?? 1);
const SEEDS = Array.from({ length: WORLDS }, (_, i) => FIRST + i);

function estate(seed: number) {
  const { world, vpcs, made } = furnishedMesh(seed, seed % 2 === 0);
  const dice = new Dice(seed + 77);
  const at = world.region('us-east-1', '111111111111');
  const hub = at.tgw('hub');
  const tables = [hub.table('one'), hub.table('two')] as const;
  const office = hub.attachVpn(at.vpn('office', hub, { prefixes: OFFICES }));
  dice.pick(tables).associate(office);
  for (const table of tables) if (dice.chance(0.7)) table.propagate(office);
  for (const vpc of made.filter((v) => v.at.region === 'us-east-1')) {
    if (dice.chance(0.4)) for (const prefix of OFFICES) vpc.main.route(prefix, hub);
    const [subnet] = vpc.subnets;
    if (!subnet || dice.chance(0.5)) continue;
    const attached = hub.attach(vpc, [subnet]);
    if (dice.chance(0.9)) dice.pick(tables).associate(attached);
    for (const table of tables) if (dice.chance(0.5)) table.propagate(attached);
  }
  return { world, vpcs, hub };
}

/** How each subnet of a VPC fares with an address in each office. */
const fares = (routing: Routing, vpc: string): string[] =>
  routing.topology
    .subnetsOf(vpc)
    .filter((s) => !s.id.startsWith('planned-') && s.cidrs.some((c) => c.family === 4))
    .flatMap((s) =>
      ['172.16.0.9', '172.20.4.9'].map((ip) => {
        const { outcome } = routing.trace({ from: { subnet: s.id }, to: { ip } });
        // How what does not get out is dropped is not what people ask about.
        return `${s.id} ${ip} ${['exits', 'no-return'].includes(outcome) ? outcome : 'no'}`;
      }),
    );

describe('networks behind a VPN of a gateway that is built on', () => {
  let [changed, kept] = [0, 0];

  it.each(SEEDS)('fare as before, or are told: seed %i', (seed) => {
    const { world, vpcs, hub } = estate(seed);
    const routing = createRouting(buildTopology(world.pages()));
    const { plan, after } = makePlan({ routing, vpcs, mode: 'exact', reuse: [hub.id] });
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0, bySubnet: { lost: 0, gained: 0 } });
    const named = new Set(told(plan, 'on-premises').flatMap((w) => w.resources));
    for (const vpc of plan.design.members) {
      const [was, is] = [fares(routing, vpc), fares(after, vpc)];
      if (was.join() === is.join()) kept++;
      else {
        changed++;
        expect(named, `${vpc}: ${was.join()} now ${is.join()}`).toContain(vpc);
      }
    }
  });

  it('were tried both ways', () => {
    expect(kept).toBeGreaterThan(0);
    expect(changed).toBeGreaterThan(0);
  });
});
