/**
 * The script of a plan, run by the real AWS CLI against the endpoint, and the network read back by the collector: it
 * has to become what the plan simulated. Who reaches whom is written here by hand, too.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePlan } from '#app/plan/make.ts';
import type { Plan } from '#app/plan/plan.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';
import awsCliWriter from '#app/writers/aws-cli.ts';
import { collect } from '#main/collect/collect.ts';
import { awsCli, awsCliMissing, bash, type Ran } from '#tests/kit/aws-cli.ts';
import { LONG } from '#tests/kit/long.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { type AwsFiles, awsFiles, keysOf } from '#tests/main/collect/aws-files.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';

const A = '111111111111';
const B = '222222222222';

let files: AwsFiles;
let endpoint: Endpoint | undefined;
beforeEach(() => {
  files = awsFiles();
  files.credentials(keysOf('a', A) + keysOf('b', B));
});
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
  files.remove();
});

interface Estate {
  readonly plan: Plan;
  readonly before: Routing;
  readonly after: Routing;
  /** Runs the script; fails the test where it fails. */
  readonly run: (...options: string[]) => Promise<Ran>;
  /** What the collector reads now. */
  readonly now: () => Promise<Routing>;
  /** Calls since the last time that changed something. */
  readonly writes: () => string[];
}

async function start(
  world: World,
  vpcs: readonly string[],
  reuse: readonly string[] = [],
): Promise<Estate> {
  const { folder, write } = scratch();
  const pages = world.pages();
  const before = createRouting(buildTopology(pages));
  const { plan, after } = makePlan({ routing: before, vpcs, mode: 'exact', reuse });
  const at = (endpoint = await startEndpoint({ pages }));
  const accounts = [...new Set(pages.map((p) => p.account))];
  const env = await awsCli(folder, at.url, accounts);
  const script = write(
    'plan.sh',
    awsCliWriter.write({
      plan,
      topology: before.topology,
      version: '0.0.0',
      source: { title: 'world', taken: '', checksum: '0' },
      look: {},
    }),
  );
  let seen = 0;
  return {
    plan,
    before,
    after,
    async run(...options) {
      const ran = await bash([script, ...options], env);
      expect(`${ran.status} ${ran.stderr}`).toBe('0 ');
      return ran;
    },
    async now() {
      const profiles = accounts.map((id) => (id === A ? 'a' : 'b'));
      const { pages } = await collect(
        { profiles, endpoint: at.url },
        {},
        new AbortController().signal,
      );
      return createRouting(buildTopology(pages));
    },
    writes() {
      const made = at.requests.slice(seen).map((r) => r.operation);
      seen = at.requests.length;
      return made.filter((name) => !/^\/?(describe|get|search|list)/i.test(name));
    },
  };
}

/** `a>b` for each ordered pair of these VPCs whose traffic arrives; `a?b` where only some does. */
function reachOf(routing: Routing, vpcs: readonly string[]): string[] {
  const reach = routing.reach();
  const place = (vpc: string): number => reach.vpcs.indexOf(vpc);
  return vpcs.flatMap((from) =>
    vpcs.flatMap((to) => {
      if (from === to) return [];
      const { outcome } = reach.pair(place(from), place(to));
      if (outcome === 'delivered') return `${from}>${to}`;
      return outcome === 'mixed' ? `${from}?${to}` : [];
    }),
  );
}

const counts = ({ topology }: Routing): Record<string, number> =>
  Object.fromEntries(
    (
      [
        'transit-gateway',
        'tgw-route-table',
        'tgw-vpc-attachment',
        'tgw-peering-attachment',
        'subnet',
        'route-table',
      ] as const
    ).map((kind) => [kind, topology.all(kind).length]),
  );

describe.skipIf(awsCliMissing !== undefined)(
  `the script of a plan${awsCliMissing ? ` (skipped: ${awsCliMissing})` : ''}`,
  () => {
    it('moves a mesh of two accounts and two Regions as simulated, is safe to run twice, and takes a step back', async () => {
      const world = new World({ ids: 'aws' });
      const [east, guest, west] = [
        world.region('us-east-1', A),
        world.region('us-east-1', B),
        world.region('us-west-2', A),
      ];
      const a = east.vpc('a', '10.0.0.0/16');
      const b = guest.vpc('b', '10.1.0.0/16');
      const c = west.vpc('c\'s $(touch /tmp/x) `id` "q"', '10.2.0.0/16');
      const lonely = east.vpc('lonely', '10.9.0.0/16');
      for (const vpc of [a, b, c, lonely])
        vpc.subnet(vpc.cidrs[0]!.replace('0.0/16', '0.0/24'), 'a');
      world.peerRouted(a, b);
      world.peerRouted(b, c);
      // Peered without routes: they do not reach each other, and must not over the gateway.
      world.peer(a, c);
      const vpcs = [a, b, c, lonely].map((v) => v.id);
      const by = (text: string): string[] =>
        text.split(' ').map((pair) => pair.replace(/\w/g, (n) => ({ a, b, c })[n as 'a'].id));
      const wanted = by('a>b b>a b>c c>b');

      const { plan, before, after, run, now, writes } = await start(world, vpcs.slice(0, 3));
      expect(reachOf(before, vpcs)).toEqual(wanted);
      expect(plan.proof).toMatchObject({ lost: 0, gained: 0 });

      await run();
      expect(endpoint!.requests).toEqual([]);

      await run('--apply', '--yes', '--phase', 'build');
      expect(writes()).toContain('CreateTransitGateway');
      const built = await now();
      expect(counts(built)).toEqual(counts(after));
      expect(reachOf(built, vpcs)).toEqual(wanted);

      const first = plan.steps.find((s) => s.phase === 'cut-over')!;
      await run('--apply', '--yes', '--step', first.id);
      expect(new Set(writes())).toEqual(new Set(['ReplaceRoute']));
      await run('--apply', '--yes', '--rollback', first.id);
      expect(new Set(writes())).toEqual(new Set(['ReplaceRoute']));
      expect(routesOf(await now())).toEqual(routesOf(built));

      await run('--apply', '--yes', '--from', first.id);
      await run('--apply', '--yes', '--phase', 'remove');
      const done = await now();
      expect(writes()).toContain('DeleteVpcPeeringConnection');
      expect(reachOf(done, vpcs)).toEqual(wanted);
      expect(reachOf(done, vpcs)).toEqual(reachOf(after, vpcs));
      expect(counts(done)).toEqual(counts(after));
      expect(done.topology.all('vpc-peering').filter((p) => p.state === 'active')).toEqual([]);

      await run('--apply', '--yes');
      await run('--apply', '--yes', '--phase', 'remove');
      expect(writes()).toEqual([]);
      expect([...endpoint!.unknownFields]).toEqual([]);
    }, 480_000);

    // Plans like it are carried out by the SDK each time (plan-driven.test.ts).
    it.skipIf(!LONG)(
      `builds on a gateway that is there and has default tables, with addresses that only some may reach${LONG ? '' : ' (skipped: PEERLESS_LONG is not set)'}`,
      async () => {
        const world = new World({ ids: 'aws' });
        const at = world.region('us-east-1', A);
        const [a, b, c, outsider] = ['a', 'b', 'c', 'outsider'].map((name, i) => {
          const vpc = at.vpc(name, [`10.${i}.0.0/16`, `2001:db8:${i}::/56`]);
          vpc.subnet([`10.${i}.1.0/24`, `2001:db8:${i}:1::/64`], 'a', `${name}-1`);
          return vpc;
        }) as [WorldVpc, WorldVpc, WorldVpc, WorldVpc];
        const hub = at.tgw('hub');
        const flat = hub.table('flat');
        hub.defaultTable = flat;
        const attached = [a, outsider].map((vpc) => hub.attach(vpc, vpc.subnets));
        flat.associate(...attached).propagate(...attached);
        a.main.route('10.3.0.0/16', hub);
        outsider.main.route('10.0.0.0/16', hub);
        for (const [one, two] of [
          [a, b],
          [b, c],
        ] as const)
          world.peerRouted(one, two);
        const vpcs = [a, b, c, outsider].map((v) => v.id);
        const wanted = [
          [a, b],
          [a, outsider],
          [b, a],
          [b, c],
          [c, b],
          [outsider, a],
        ].map(([from, to]) => `${from!.id}>${to!.id}`);
        const { plan, before, after, run, now, writes } = await start(world, vpcs.slice(0, 3), [
          hub.id,
        ]);
        const place = (pairs: readonly string[]): string[] => pairs.map((p) => p.replace('?', '>'));
        expect(place(reachOf(before, vpcs))).toEqual(wanted);
        expect(plan.design.gateways.map((g) => g.id)).toEqual([hub.id]);
        await run('--apply', '--yes');
        await run('--apply', '--yes', '--phase', 'remove');
        expect(writes()).not.toContain('CreateTransitGateway');
        const done = await now();
        expect(reachOf(done, vpcs)).toEqual(reachOf(after, vpcs));
        expect(place(reachOf(done, vpcs))).toEqual(wanted);
        expect(counts(done)).toEqual(counts(after));
      },
      480_000,
    );
  },
);

/** Every route of every VPC route table. */
const routesOf = ({ topology }: Routing): string[] =>
  topology
    .all('route-table')
    .flatMap((t) => t.routes.map((r) => `${t.id} ${r.destination} ${r.target.id} ${r.state}`))
    .sort();
