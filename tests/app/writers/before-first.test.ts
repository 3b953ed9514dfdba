/** What people read of a plan before and beside its steps: what stays, whom a warning concerns, who asks and who accepts. */
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { makePlan } from '#app/plan/make.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { writers } from '#app/writers/index.gen.ts';
import awsCli from '#app/writers/aws-cli.ts';
import json from '#app/writers/json.ts';
import markdown from '#app/writers/markdown.ts';
import terraform from '#app/writers/terraform.ts';
import text from '#app/writers/text.ts';
import { mesh } from '../plan/meshes.ts';
import { runOf, twoByTwo } from './plans.ts';

const planning = (world: World, vpcs: readonly { id: string }[], keep: readonly string[] = []) => {
  const routing = createRouting(buildTopology(world.pages()));
  const { plan } = makePlan({ routing, vpcs: vpcs.map((v) => v.id), mode: 'exact', keep });
  return { plan, topology: routing.topology };
};

const meshRun = (size: number, keep: readonly number[] = [], tables = 1) => {
  const { world, vpcs, peerings } = mesh(size, tables);
  const kept = keep.map((i) => peerings[i]!.id);
  return { run: runOf(planning(world, vpcs, kept)), vpcs, peerings };
};

describe('the headline', () => {
  it('says which pairs stay, and why', () => {
    const { run } = meshRun(4, [0]);
    const [, , third] = text.write(run).split('\n');
    expect(third).toBe('1 peering of 6 stays: v0 and v1 (as asked)');
    expect(markdown.write(run)).toContain('1 peering of 6 stays');
  });

  it('counts those it does not name', () => {
    const { run } = meshRun(4, [0, 1, 2, 3, 4]);
    const [, , third] = text.write(run).split('\n');
    expect(third).toMatch(/^5 peerings of 6 stay: .*; and 1 more, below$/);
  });

  it('says so where nothing moves, and why, and what would help; no script is there to write', () => {
    const { run, peerings } = meshRun(3, [0, 1, 2]);
    expect(text.write(run).trim().split('\n')).toEqual([
      'Nothing moves, 3 peerings stay',
      '',
      'Stays on peering',
      '- v0 and v1: Kept as asked.',
      '- v0 and v2: Kept as asked.',
      '- v1 and v2: Kept as asked.',
      '',
      'What would let them move',
      '- Plan again without keeping it.',
    ]);
    const runbook = markdown.write(run);
    expect(runbook).toMatch(/^# Nothing moves, 3 peerings stay\n/);
    for (const { id } of peerings) expect(runbook).toContain(`| ${id} | `);
    expect(runbook).toContain('## What would let them move\n\n- Plan again without keeping it.');
    expect(runbook).not.toMatch(/Proved|plan\.sh|## Cost/);
    const { design } = JSON.parse(json.write(run)) as { design: { kept: { next: string }[] } };
    expect(design.kept.map((k) => k.next)).toEqual(
      peerings.map(() => 'Plan again without keeping it.'),
    );
    expect(writers.filter((w) => w.carriesOut).map((w) => w.id)).toEqual(['aws-cli', 'terraform']);
  });

  it('of peerings that carry nothing tells of no gateway', () => {
    const world = new World();
    const at = world.region();
    const vpcs = ['a', 'b', 'c'].map((name, i) => at.vpc(name, `10.${i}.0.0/16`));
    for (const vpc of vpcs) vpc.subnet(vpc.cidrs[0]!.replace('0.0/16', '1.0/24'));
    vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peer(a, b)));
    const run = runOf({ ...planning(world, vpcs) });
    const said = text.write(run);
    expect(said).toMatch(/^3 peerings deleted, no transit gateway needed\n/);
    expect(said).toContain('Delete 2 peerings of a');
    const files = [markdown, awsCli, terraform].map((writer) => writer.write(run));
    const heads = files.map((file) => file.split('\n').find((line) => line.includes('deleted')));
    expect(heads).toEqual([
      '# Peerings that carry nothing: 3 peerings deleted, no transit gateway needed',
      expect.stringMatching(/: 3 peerings deleted, no transit gateway needed, in 3 steps\.$/),
      expect.stringMatching(/: 3 peerings deleted, no transit gateway needed\.$/),
    ]);
    expect(`${said}${files[0]!}`).not.toMatch(/9,001|sent over the gateway/);
  });

  it('counts apart what carries nothing: without a route, or with one beside the peer alone', () => {
    const world = new World();
    const at = world.region();
    const vpcs = ['a', 'b', 'c', 'd'].map((name, i) => at.vpc(name, `10.${i}.0.0/16`));
    for (const vpc of vpcs) vpc.subnet(vpc.cidrs[0]!.replace('0.0/16', '1.0/24'));
    const [a, b, c, d] = vpcs;
    const idle = [world.peer(a!, b!), world.peer(c!, d!)];
    c!.main.route('10.50.0.0/16', idle[1]!);
    for (const [one, other] of [
      [a, c],
      [a, d],
      [b, c],
      [b, d],
    ] as const)
      world.peerRouted(one!, other!);
    const run = runOf({ ...planning(world, vpcs) });
    const title = '4 VPCs off 4 peerings, and 2 that carry nothing, onto 1 transit gateway';
    expect(text.write(run).split('\n')[0]).toBe(title);
    expect(markdown.write(run)).toContain(`# From VPC peering to transit gateway: ${title}`);
    const { design } = JSON.parse(json.write(run)) as {
      design: { idle: string[]; replaced: string[] };
    };
    expect([design.idle, design.replaced.length]).toEqual([idle.map((p) => p.id), 6]);
  });

  it('says nothing of it where all move', () => {
    expect(text.write(meshRun(3).run)).not.toContain(' stay');
  });
});

describe('a warning', () => {
  it('names the resources that its words do not, and says how many more there are', () => {
    // 28 peerings within a Region, of which 12 are named.
    const { run, peerings } = meshRun(8);
    const line = text
      .write(run)
      .split('\n')
      .find((l) => l.includes('9,001'))!;
    expect(peerings.filter((p) => line.includes(p.id)).length).toBe(12);
    expect(line).toContain(' and 16 more (--format json lists all of them).');
    const { blockers } = JSON.parse(json.write(run)) as {
      blockers: { kind: string; resources: string[] }[];
    };
    const mtu = blockers.find((b) => b.kind === 'mtu')!;
    expect(mtu.resources.length).toBe(28);
  });
});

describe('a step that takes two accounts', () => {
  it('says who asks and who accepts, in text and in the runbook', () => {
    const run = runOf(twoByTwo());
    const asks =
      /Account 222222222222, which owns b, asks for the attachment; account 111111111111, which owns .*, accepts it\./;
    expect(text.write(run)).toMatch(asks);
    expect(markdown.write(run).replaceAll('\\', '')).toMatch(asks);
    expect(text.write(run)).toContain(
      'Account 111111111111 asks for the peering in eu-west-1; account 111111111111 accepts it in us-east-1.',
    );
    expect(text.write(run)).toMatch(
      /Account 111111111111 shares .*; account 222222222222 accepts the invitation of AWS RAM/,
    );
  });

  it('says nothing of it where one account does all', () => {
    expect(markdown.write(meshRun(3).run)).not.toContain('**Who:**');
  });
});

describe('the runbook', () => {
  it('invents no times, and says what each check shows', () => {
    const out = markdown.write(meshRun(3).run);
    expect(out.match(/^\*\*How long:\*\* not known/gm)?.length).toBe(3);
    expect(out).toContain('# shows: 10.1.0.0/16  $TGW_US_EAST_1  active');
    expect(out).toContain('# shows: pcx-v0-v1  deleted');
  });

  it('shows of each table what a prefix list does, and does not do', () => {
    const { run } = meshRun(4, [], 3);
    const out = markdown.write(run);
    expect(out).toContain('No room is won');
    expect(out).toContain('| v0-main | 4 | 2 | 4 | 4 | 500 |');
    expect(text.write(run)).toContain(
      '    v0-main: 4 rows, with the list 2; 4 of 500 routes counted, with the list 4',
    );
  });
});

it('a name that means harm stays text in what is said beside the steps', () => {
  const evil = '\u202e`$(touch x)`\n<b>';
  const world = new World({ ids: 'aws' });
  const [a, b] = [
    world.region('us-east-1', '111111111111').vpc(evil, '10.0.0.0/16'),
    world.region('us-east-1', '222222222222').vpc(`${evil}2`, '10.1.0.0/16'),
  ];
  a.subnet('10.0.0.0/24');
  b.subnet('10.1.0.0/24');
  world.peerRouted(a, b);
  const routing = createRouting(buildTopology(world.pages()));
  const { plan } = makePlan({ routing, vpcs: [a.id, b.id], mode: 'exact' });
  const run = runOf({ plan, topology: routing.topology });
  expect(text.write(run)).not.toMatch(/[\u202e]|\n<b>/);
  const kinds = new Set<string>();
  void marked.walkTokens(marked.lexer(markdown.write(run)), (token) => void kinds.add(token.type));
  expect(kinds).not.toContain('html');
  expect(markdown.write(run)).not.toContain('\u202e');
});
