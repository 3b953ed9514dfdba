/** Files of what a window shows: the network, a step of a plan, a side of a comparison; each says which it is. */
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine, EngineEvents } from '#app/api/engine.ts';
import type { PlanSummary } from '#app/api/plan.ts';
import { plannedPicture } from '#app/exports/parts/plan-picture.ts';
import { makePlan } from '#app/plan/make.ts';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { plannedScene } from '#app/scene/planned-make.ts';
import type { Scene } from '#app/scene/scene.ts';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { fetched } from '#tests/kit/fetched.ts';
import { twoWorlds } from '#tests/kit/two-worlds.ts';

/** Three VPCs that all reach each other: three attachments, three peerings to take away. */
function mesh(): World {
  const world = new World();
  const at = world.region();
  const vpcs = ['a', 'b', 'c'].map((name, i) => at.vpc(name, `10.${i}.0.0/16`));
  for (const vpc of vpcs) vpc.subnet(vpc.cidrs[0]!.replace('/16', '/24'));
  for (const [i, vpc] of vpcs.entries())
    for (const peer of vpcs.slice(i + 1)) world.peerRouted(vpc, peer);
  return world;
}

function start() {
  let ended: (said: EngineEvents['compared']) => void = () => undefined;
  const { engine } = createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit: (event, data) => {
      if (event === 'compared') ended(data as EngineEvents['compared']);
    },
  });
  const open = async (world: World, name: string): Promise<string> =>
    (await engine.open({ files: [{ name, text: writeSnapshot(world.snapshot()) }] })).handle;
  const compare = async (before: string, after: string): Promise<string> => {
    const said = new Promise<EngineEvents['compared']>((resolve) => (ended = resolve));
    await engine.compare({ before, after });
    return (await said).summary!.diff;
  };
  return { engine, open, compare };
}

type Shows = NonNullable<Parameters<Engine['export']>[0]['shows']>;

async function textOf(
  engine: Engine,
  asked: { readonly handle: string; readonly format: string; readonly shows: Shows },
): Promise<{ readonly name: string; readonly text: string }> {
  const [file, ...more] = await engine.export(asked);
  expect(more).toEqual([]);
  const bytes = new Uint8Array(await fetched(engine, file!));
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const text = isZip
    ? Object.values(unzipSync(bytes))
        .map((part) => strFromU8(part))
        .join('\n')
    : Buffer.from(bytes).toString();
  return { name: file!.name, text };
}

const times = (text: string, part: string): number => text.split(part).length - 1;

describe('a step of a plan', () => {
  const { engine, open } = start();
  const world = mesh();
  const checksum = snapshotChecksum(world.snapshot());
  const members = analyze(world.snapshot())
    .topology.all('vpc')
    .map(({ id }) => id);
  let handle = '';
  let plan: PlanSummary;
  beforeAll(async () => {
    handle = await open(world, 'mesh.json');
    plan = await engine.plan({ handle, members, mode: 'exact', keep: [] });
  });
  const at = (step: number, format = 'svg') =>
    textOf(engine, { handle, format, shows: { plan: plan.plan, step } });

  it('before the first is the network, and says whose plan it is not yet', async () => {
    const { name, text } = await at(0);
    expect(name).toBe('peerless-plan-step-0.svg');
    expect(text).toContain(`Plan of ${plan.steps} steps, before the first; `);
    expect(text).toContain(checksum);
    expect(text).not.toContain('Made by the plan');
    expect(text).not.toContain('Transit gateway<');
  });

  it('after the last has the gateway and its three attachments, marked as made, and no peering', async () => {
    const { text } = await at(plan.steps);
    expect(text).toContain(', as planned<');
    expect(text).toContain(`Plan of ${plan.steps} steps, after the last; `);
    // The tooltip of the gateway and of each attachment says so, and the legend once.
    expect(times(text, 'Made by the plan')).toBe(1 + 3 + 1);
    expect(text).not.toContain('vpc-peering');
    // Those are the words of a comparison.
    expect(text).not.toContain('snapshot\n');
    expect(text).not.toContain('only in the newer');
  });

  it('bears no badge: findings are those of today', () => {
    const report = analyze(sampleEstate().snapshot());
    const found = report.findings.find(({ rule }) => rule === 'peering-mesh')!;
    const vpcs = found.data['members'] as string[];
    const made = makePlan({ routing: report.routing, vpcs, mode: 'exact' }).plan;
    const planned = plannedScene(buildScene(report, { findings: true }), report.topology, made);
    const marked = ({ nodes, edges, hulls }: Scene): number =>
      [...nodes, ...edges, ...hulls].filter(
        (part) => part.badge !== undefined || ('links' in part && part.links !== undefined),
      ).length;
    expect(marked(planned.scene)).toBeGreaterThan(20);
    for (const step of [0, 1, made.steps.length])
      expect(marked(plannedPicture(planned, made.steps, step))).toBe(0);
  });

  it('shows everything where it was drawn, also when a box was moved since', async () => {
    const drawn = await engine.planScene({ handle, plan: plan.plan });
    const [vpc] = drawn.scene.nodes.filter(({ shape }) => shape === 'vpc');
    const { text } = await at(1);
    await engine.keepViews({ handle, now: { moved: { [vpc!.id]: { x: 0, y: 0 } } }, views: [] });
    expect((await at(1)).text).toBe(text);
    await engine.keepViews({ handle, now: {}, views: [] });
  });

  it('in between names its step, and shows what no route leads over yet', async () => {
    const steps = await engine.planSteps({ handle, plan: plan.plan, start: 0 });
    const last = plan.phases.find(({ phase }) => phase === 'build')!.count;
    const { name, text } = await at(last);
    expect(name).toBe(`peerless-plan-step-${last}.svg`);
    expect(text).toContain(
      `Plan of ${plan.steps} steps, after step ${last}: ${steps.rows[last - 1]!.title}`,
    );
    // All is built and nothing is cut over: three attachments that carry nothing, and the legend says what that looks like.
    expect(times(text, 'stroke-dasharray="2 5"')).toBe(3 + 1);
    expect(text).toContain('No route leads over it<');
  });

  it.each(['drawio', 'vsdx'])('is marked in %s, where it can be edited', async (format) => {
    const { name, text } = await at(plan.steps, format);
    expect(name).toBe(`peerless-plan-step-${plan.steps}.${format}`);
    expect(text).toContain('Made by the plan');
    expect(text).toContain(`Plan of ${plan.steps} steps, after the last`);
    const { text: before } = await at(0, format);
    expect(before).not.toContain('Made by the plan');
  });

  it('that is not there, and a format that draws no marks, are refused by name', async () => {
    await expect(at(plan.steps + 1)).rejects.toThrow(
      `The plan has ${plan.steps} steps; there is no step ${plan.steps + 1}.`,
    );
    await expect(at(1, 'csv')).rejects.toThrow(
      'A plan or a comparison is not drawn as csv; drawio, pdf, png, svg, vsdx can.',
    );
  });

  it('is offered by the formats that draw it', async () => {
    const offered = await engine.formats({});
    const marks = offered.filter((format) => format.marks).map(({ id }) => id);
    expect(marks.sort()).toEqual(['drawio', 'pdf', 'png', 'svg', 'vsdx']);
  });
});

describe('a comparison', () => {
  const { engine, open, compare } = start();
  const pair = twoWorlds();
  let handle = '';
  let diff = '';
  beforeAll(async () => {
    const before = await open(pair.before, 'older.json');
    handle = await open(pair.after, 'newer.json');
    diff = await compare(before, handle);
  });
  const of = (showing: 'before' | 'both' | 'after', format = 'svg') =>
    textOf(engine, { handle, format, shows: { diff, showing } });

  it('of both sides has what is gone and what is new, and says where each comes from', async () => {
    const { name, text } = await of('both');
    expect(name).toBe('peerless-diff-both.svg');
    for (const words of ['>gone<', '>new<', '>renamed<', 'Removed: only in the older snapshot'])
      expect(text).toContain(words);
    const [older, newer] = [pair.before, pair.after].map((world) =>
      snapshotChecksum(world.snapshot()),
    );
    expect(text).toContain(
      `Older: older.json, of 2026-01-05 09:00 UTC; ${older}; newer: newer.json`,
    );
    expect(text).toContain(`of 2026-02-05 09:00 UTC; ${newer}`);
  });

  it.each([
    ['before', '>gone<', '>new<'],
    ['after', '>new<', '>gone<'],
  ] as const)('of the side %s has what is there', async (showing, there, away) => {
    const { name, text } = await of(showing);
    expect(name).toBe(`peerless-diff-${showing}.svg`);
    expect(text).toContain(there);
    expect(text).not.toContain(away);
  });

  it.each(['drawio', 'vsdx'])('is marked in %s', async (format) => {
    const { text } = await of('both', format);
    expect(text).toContain('Removed: only in the older snapshot');
    expect(text).toContain('Older: older.json');
  });
});
