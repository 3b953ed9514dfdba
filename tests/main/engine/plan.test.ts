/** Plans as the window asks for them: made once, told in pages and pieces, drawn, and written to files. */
import { sceneIn } from '#tests/kit/scene.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { MOST_STEP_ROWS, planInputs, type PlanSummary, type StepRow } from '#app/api/plan.ts';
import type { Engine } from '#app/api/engine.ts';
import { LIST_PRICES } from '#app/mesh/prices.ts';
import { makePlan } from '#app/plan/make.ts';
import { pricesOver } from '#app/plan/price-file.ts';
import { analyze } from '#app/report.ts';
import { sceneAt } from '#app/scene/planned.ts';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { writers } from '#app/writers/index.gen.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { PlanFiles } from '#main/engine/plan-files.ts';
import { KEPT_PLANS } from '#main/engine/plans.ts';
import { fetched } from '#tests/kit/fetched.ts';

const start = (): Engine =>
  createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit: () => undefined,
  }).engine;

const snapshot = sampleEstate().snapshot();
const report = analyze(snapshot);
const mesh = report.findings.find((f) => f.rule === 'peering-mesh')!;
const members = mesh.data['members'] as string[];
const { plan: own } = makePlan({ routing: report.routing, vpcs: members, mode: 'exact' });
const exact = { mode: 'exact', keep: [] as string[] } as const;

/** A routed mesh of many, so that its steps take more than one page. */
function bigMesh(many: number): World {
  const world = new World();
  const at = world.region();
  const vpcs = Array.from({ length: many }, (_, i) => at.vpc(`v${i}`, `10.${i}.0.0/16`));
  for (const [i, vpc] of vpcs.entries()) {
    vpc.subnet(`10.${i}.0.0/24`);
    for (const peer of vpcs.slice(i + 1)) {
      const peering = world.peer(vpc, peer);
      vpc.main.route(peer.cidrs[0]!, peering);
      peer.main.route(vpc.cidrs[0]!, peering);
    }
  }
  return world;
}

describe('a plan of the sample estate', () => {
  const engine = start();
  let handle = '';
  let plan: PlanSummary;
  beforeAll(async () => {
    ({ handle } = await engine.open({ demo: true }));
    plan = await engine.plan({ handle, fingerprint: mesh.fingerprint, ...exact });
  });

  it('is the one that the core makes of the members of the mesh', () => {
    expect(plan).toMatchObject({
      mode: 'exact',
      modes: ['exact', 'full-mesh'],
      members: own.design.members,
      steps: own.steps.length,
      proof: own.proof,
      cost: own.cost,
      warnings: own.warnings,
      kept: own.design.kept,
    });
    expect(plan.phases.reduce((sum, { count }) => sum + count, 0)).toBe(plan.steps);
    expect(plan.phases.map((p) => p.phase)).toEqual(['build', 'cut-over', 'verify', 'remove']);
  });

  it('asked for again, in whatever order, is the same one', async () => {
    const again = await engine.plan({ handle, members: [...members].reverse(), ...exact });
    expect(again.plan).toBe(plan.plan);
  });

  it('counts attachments up and peerings down, from what is there to what is left', async () => {
    const { total, rows } = await engine.planSteps({ handle, plan: plan.plan, start: 0 });
    expect([total, rows.length]).toEqual([plan.steps, plan.steps]);
    expect(plan.before).toEqual({ attachments: 0, peerings: 21, routes: 0 });
    const up = (of: (row: StepRow) => number) =>
      rows.every((row, i) => i === 0 || of(row) >= of(rows[i - 1]!));
    expect(up((r) => r.attachments) && up((r) => -r.peerings) && up((r) => r.routes)).toBe(true);
    expect(rows.at(-1)).toMatchObject({ attachments: 7, peerings: plan.kept.length });
    expect(rows.reduce((sum, r) => sum + r.moved, 0)).toBe(rows.at(-1)!.routes);
    expect(rows.every((r) => r.lost + r.gained === 0)).toBe(true);
  });

  it('tells one step in full, every change a sentence', async () => {
    const first = plan.phases.find((p) => p.phase === 'cut-over')!.first;
    const step = await engine.planStep({ handle, plan: plan.plan, step: first });
    expect(step.phase).toBe('cut-over');
    expect(step.changes.length).toBe(step.moved);
    for (const change of step.changes) expect(change).toMatch(/ to peerless-.* instead of .*pcx-/);
    for (const back of step.rollback) expect(back).toMatch(/ to .*pcx-.* instead of peerless-/);
    const all = await Promise.all(
      Array.from({ length: plan.steps }, (_, i) =>
        engine.planStep({ handle, plan: plan.plan, step: i + 1 }),
      ),
    );
    // No id of our own making is told where there is a name for it.
    const told = all
      .flatMap((s) => [...s.changes, ...s.rollback])
      .filter((c) => /planned-(tgw|table|link|att)/.test(c));
    expect(told).toEqual([]);
  });

  it('is drawn in the picture that is there', async () => {
    const planned = await engine.planScene({ handle, plan: plan.plan });
    expect(sceneAt(planned, 0).scene.nodes).toEqual(sceneIn(await engine.scene({ handle })).nodes);
    expect(planned.touched.length).toBe(plan.steps);
  });

  it.each(writers.map(({ id, about }) => [id, about.extension]))(
    'is written as %s, by its writer',
    async (format, extension) => {
      const [file] = await engine.planFiles({ handle, plan: plan.plan, format });
      const text = writers
        .find((w) => w.id === format)!
        .write({
          plan: own,
          topology: report.topology,
          version: '1.2.3',
          source: {
            title: 'Sample estate',
            taken: snapshot.manifest.created,
            checksum: snapshotChecksum(snapshot),
          },
          look: { colour: false, columns: 100 },
        });
      expect(file?.name).toBe(`peerless-plan.${extension}`);
      expect((await fetched(engine, file!)).toString()).toBe(text);
    },
  );

  it('offers segments only where the configuration has some', async () => {
    const config = {
      name: 'c.json',
      text: JSON.stringify({
        segments: { environments: { pay: { name: 'payments-*' } }, reach: { pay: ['pay'] } },
      }),
    };
    await engine.configure({ handle, file: config });
    const again = await engine.plan({ handle, fingerprint: mesh.fingerprint, ...exact });
    expect(again.modes).toEqual(['exact', 'full-mesh', 'segments']);
    const bySegments = await engine.plan({
      handle,
      fingerprint: mesh.fingerprint,
      mode: 'segments',
      keep: [],
    });
    expect(bySegments.mode).toBe('segments');
    await engine.undo({ handle });
    await expect(
      engine.plan({ handle, fingerprint: mesh.fingerprint, mode: 'segments', keep: [] }),
    ).rejects.toThrow(/environments/);
  });

  it('says what there is to choose from: gateways of each Region, and peerings between members', async () => {
    const choices = await engine.planChoices({ handle, fingerprint: mesh.fingerprint });
    expect(choices.regions).toMatchObject([
      { region: 'us-east-1', vpcs: 4, gateways: [{ name: 'core-east', refused: undefined }] },
      { region: 'us-west-2', vpcs: 3, gateways: [{ name: 'core-west', refused: undefined }] },
    ]);
    expect(choices.peerings.map((p) => p.id).sort()).toEqual([...own.design.replaced].sort());
    expect(choices.peerings[0]!.between).toEqual(['payments-fraud', 'payments-gateway']);
  });

  it('is made with what the command line offers: a gateway, peerings kept, traffic, prices', async () => {
    const { routing, topology } = report;
    const vpc = (name: string) => topology.all('vpc').find((v) => v.name === name)!.id;
    const flows = 'from,to,gb_month\npayments-gateway,payments-vault,200000\n';
    const traffic = await engine.planFile({
      handle,
      what: 'traffic',
      from: { name: 'flows.csv', text: flows },
    });
    expect(traffic).toMatchObject({ name: 'flows.csv', holds: '1 row, 200,000 GB a month' });
    const prices = await engine.planFile({
      handle,
      what: 'prices',
      from: {
        name: 'p.yaml',
        text: 'asOf: 2026-11\nregions: { us-east-1: { processedGb: 0.03 }, us-esat-1: {} }',
      },
    });
    expect(prices.holds).toBe('2 Regions, as of 2026-11');
    expect(prices.warnings).toEqual([expect.stringContaining('Did you mean "us-east-1"?')]);
    const reuse = [topology.all('transit-gateway').find((t) => t.name === 'core-east')!.id];
    const keep = [own.design.replaced[0]!];
    const summary = await engine.plan({
      handle,
      members,
      mode: 'exact',
      ...{ keep, reuse, keepHot: true, keepFrom: 2000 },
      ...{ traffic: traffic.id, prices: prices.id },
    });
    const { plan: same } = makePlan({
      routing,
      vpcs: members,
      mode: 'exact',
      ...{ keep, reuse, keepHot: true, keepFrom: 2000 },
      traffic: [
        {
          from: vpc('payments-gateway'),
          to: vpc('payments-vault'),
          gbMonth: 200_000,
          sameZone: undefined,
        },
      ],
      prices: pricesOver(
        LIST_PRICES,
        { asOf: '2026-11', regions: { 'us-east-1': { processedGb: 0.03 } } },
        'p.yaml',
      ),
    });
    expect(summary).toMatchObject({ kept: same.design.kept, cost: same.cost, proof: same.proof });
    // $0.03 for each of 200,000 GB, against up to $0.02 over the peering.
    expect(summary.traffic).toMatchObject([{ hot: true, onGateway: { least: 6000, most: 6000 } }]);
    // Others stay because of what is attached to that gateway already.
    expect(summary.kept.map((k) => k.why)).toEqual(expect.arrayContaining(['asked', 'traffic']));
    expect(summary.gateways.map((g) => g.existing)).toEqual([true, false]);
  });

  it.each([
    [
      'a line of traffic about nobody',
      /^flows\.csv, line 2: "nobody" is no id, name or ARN of this network\.$/,
      'traffic' as const,
      { name: 'flows.csv', text: 'from,to,gb_month\nnobody,payments-vault,1\n' },
    ],
    [
      'prices that are none',
      /^p\.yaml:1: regions: what differs is wanted/,
      'prices' as const,
      { name: 'p.yaml', text: '{ asOf: 2026-11, regions: no }' },
    ],
    [
      'a file that is not there',
      /^\/nowhere\/flows\.csv does not exist; check the path\.$/,
      'traffic' as const,
      { path: '/nowhere/flows.csv' },
    ],
  ])('does not take %s', async (_name, message, what, from) => {
    await expect(engine.planFile({ handle, what, from })).rejects.toThrow(message);
  });

  it.each([
    [
      'a gateway that is none',
      /vpc-\w+ cannot be built on: that is not a transit gateway/,
      { reuse: [members[0]!] },
    ],
    [
      'a peering of others',
      /pcx-\w+ cannot be kept: it does not join two VPCs of this plan/,
      {
        keep: [
          report.topology
            .all('vpc-peering')
            .find((p) => !members.includes(p.requester.vpc) && !members.includes(p.accepter.vpc))!
            .id,
        ],
      },
    ],
    ['hot pairs without traffic', /Open a file of traffic first/, { keepHot: true }],
    ['a file that is not kept', /traffic is not kept any more/, { traffic: 'traffic-99' }],
  ])('refuses %s', async (_name, message, wish) => {
    await expect(engine.plan({ handle, members, ...exact, ...wish })).rejects.toThrow(message);
  });

  it.each([
    [
      'a finding that is no mesh',
      /Only a peering mesh/,
      () => {
        const other = report.findings.find((f) => f.rule !== 'peering-mesh')!;
        return engine.plan({ handle, fingerprint: other.fingerprint, ...exact });
      },
    ],
    [
      'a VPC that is not there',
      /There is no "vpc-0"/,
      () => engine.plan({ handle, members: ['vpc-0', members[0]!], ...exact }),
    ],
    [
      'a plan that is not kept',
      /not kept any more/,
      () => engine.planScene({ handle, plan: 'plan-99' }),
    ],
    [
      'a step past the last',
      /there is no step 999/,
      () => engine.planStep({ handle, plan: plan.plan, step: 999 }),
    ],
    [
      'a format of nobody',
      /no format "exe"; there are .*text/,
      () => engine.planFiles({ handle, plan: plan.plan, format: 'exe' }),
    ],
  ])('refuses %s with a sentence', async (_name, message, ask) => {
    await expect(ask()).rejects.toThrow(message);
  });
});

it('a long plan comes in pages, and none of its steps is left out', async () => {
  const engine = start();
  const { handle } = await engine.open({
    files: [{ name: 'big.peerless', text: writeSnapshot(bigMesh(30).snapshot()) }],
  });
  const ids = analyze(bigMesh(30).snapshot())
    .topology.all('vpc')
    .map((v) => v.id);
  const { plan, steps } = await engine.plan({ handle, members: ids, ...exact });
  expect(steps).toBeGreaterThan(MOST_STEP_ROWS);
  const rows: StepRow[] = [];
  while (rows.length < steps) {
    const page = await engine.planSteps({ handle, plan, start: rows.length });
    expect(page.rows.length).toBeLessThanOrEqual(MOST_STEP_ROWS);
    rows.push(...page.rows);
  }
  expect(new Set(rows.map((r) => r.id)).size).toBe(steps);
  expect((await engine.planSteps({ handle, plan, start: steps })).rows).toEqual([]);
});

it('the plan asked for longest ago is let go', async () => {
  const engine = start();
  const world = bigMesh(KEPT_PLANS + 3);
  const { handle } = await engine.open({
    files: [{ name: 'small.peerless', text: writeSnapshot(world.snapshot()) }],
  });
  const ids = analyze(world.snapshot())
    .topology.all('vpc')
    .map((v) => v.id);
  const ask = (many: number) => engine.plan({ handle, members: ids.slice(0, many), ...exact });
  const first = await ask(2);
  for (let i = 0; i < KEPT_PLANS; i++) await ask(3 + i);
  await expect(engine.planSteps({ handle, plan: first.plan, start: 0 })).rejects.toThrow(/kept/);
});

it('members, or a finding, but something; and a mode that there is', () => {
  const ok = (input: object) =>
    planInputs.plan.safeParse({ handle: 'h', ...exact, ...input }).success;
  expect(ok({})).toBe(false);
  expect(ok({ members: ['a'] })).toBe(false);
  expect(ok({ members: ['a', 'b'], mode: 'half' })).toBe(false);
  expect([ok({ members: ['a', 'b'] }), ok({ fingerprint: 'f' })]).toEqual([true, true]);
});

it('a file of traffic means the VPCs of the network that it is asked of', async () => {
  const of = (...ids: readonly string[]) => {
    const world = new World();
    const at = world.region();
    for (const [i, id] of ids.entries())
      at.vpc(id, `10.${i}.0.0/16`, { tags: { Name: NAMES[i]! } });
    return analyze(world.snapshot()).topology;
  };
  const NAMES = ['till', 'shop'];
  const files = new PlanFiles();
  const from = { name: 'flows.csv', text: 'from,to,gb_month\ntill,shop,5\n' };
  const { id } = await files.read('traffic', from, of('one', 'two'));
  const endsIn = async (topology: ReturnType<typeof of>) => {
    const [row] = await files.get('traffic', id)(topology);
    return [row?.from, row?.to];
  };
  expect(await endsIn(of('one', 'two'))).toEqual(['vpc-one', 'vpc-two']);
  // shop was made anew.
  expect(await endsIn(of('one', 'three'))).toEqual(['vpc-one', 'vpc-three']);
  await expect(endsIn(of('one'))).rejects.toThrow(/^flows\.csv, line 2: .*shop/);
});
