/**
 * The way back, carried out by the real AWS CLI against the endpoint: after everything was done and taken back, the
 * collector reads the network of the beginning. A peering that was deleted has another id, and nothing else differs.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPlanned } from '#app/plan/design-shapes.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { Topology } from '#app/topology/topology.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';
import { awsCliMissing, type Ran } from '#tests/kit/aws-cli.ts';
import { differences } from '#tests/kit/differences.ts';
import { LONG } from '#tests/kit/long.ts';
import { type AwsFiles, awsFiles } from '#tests/main/collect/aws-files.ts';
import { type CarriedOut, carryOut } from './carry-out.ts';

const A = '111111111111';
const B = '222222222222';

let files: AwsFiles;
let started: CarriedOut | undefined;
beforeEach(() => {
  files = awsFiles();
});
afterEach(async () => {
  await started?.endpoint.close();
  started = undefined;
  files.remove();
});

const begin = async (...input: [World, Parameters<typeof carryOut>[1], Record<string, string>]) =>
  (started = await carryOut(input[0], input[1], files, input[2]));

/** Fails the test where a run of the script failed. */
const well = ({ status, stdout, stderr }: Ran): string => {
  expect(`${status} ${stderr}`).toBe('0 ');
  return stdout;
};

/** Standing peerings, as `a-vpc b-vpc`. */
const peeringsOf = ({ topology }: Routing): Map<string, string> =>
  new Map(
    topology
      .all('vpc-peering')
      .filter((p) => p.state === 'active')
      .map((p) => [`${p.requester.vpc} ${p.accepter.vpc}`, p.id]),
  );

/** The network of these pages, with peerings under the ids that those between the same VPCs had before. */
function renamed(before: Routing, pages: readonly Page[]): Topology {
  const was = peeringsOf(before);
  let text = JSON.stringify(pages);
  for (const [pair, id] of peeringsOf(createRouting(buildTopology(pages)))) {
    // The old one is still shown, as deleted.
    text = text
      .replaceAll(was.get(pair)!, `${id}-old`)
      .replaceAll(new RegExp(`${id}(?!-old)`, 'g'), was.get(pair)!);
  }
  return buildTopology(JSON.parse(text) as Page[]);
}

const reachOf = (routing: Routing): string[] => {
  const reach = routing.reach();
  return reach.vpcs.flatMap((from, i) =>
    reach.vpcs.map((to, j) => `${from} ${to} ${i === j ? '' : reach.pair(i, j).outcome}`),
  );
};

describe.skipIf(awsCliMissing !== undefined)(
  `a rollback by the script of a plan${awsCliMissing ? ` (skipped: ${awsCliMissing})` : ''}`,
  () => {
    /** All of a plan done and taken back, peerings deleted and made anew. */
    const thereAndBack = async () => {
      const world = new World({ ids: 'aws' });
      const [east, guest, west] = [
        world.region('us-east-1', A),
        world.region('us-east-1', B),
        world.region('us-west-2', A),
      ];
      const a = east.vpc('a', '10.0.0.0/16');
      const b = guest.vpc('b', '10.1.0.0/16');
      const c = west.vpc('c', '10.2.0.0/16');
      for (const vpc of [a, b, c]) vpc.subnet(vpc.cidrs[0]!.replace('0.0/16', '0.0/24'), 'a');
      const named = world.peer(a, b, { name: 'a\'s $(touch /tmp/x) `id` "b"', dns: true });
      a.main.route(b.cidrs[0]!, named);
      b.main.route(a.cidrs[0]!, named);
      world.peerRouted(b, c);
      world.peer(a, c);
      const vpcs = [a, b, c].map((v) => v.id);
      const at = await begin(world, { vpcs, mode: 'exact' }, { [A]: 'a', [B]: 'b' });
      const { plan, run, before, now, writes } = at;
      const wanted = reachOf(before);

      well(await run());
      well(await run('--phase', 'remove'));
      expect(peeringsOf(await now())).toEqual(new Map());
      const cut = plan.steps.find((s) => s.phase === 'cut-over')!;
      const early = await run('--rollback', cut.id);
      expect(early.stderr).toMatch(
        /peering pcx-\w+ is deleted. Take the steps that deleted it back/,
      );
      writes();

      well(await run('--rollback-to', 'start'));
      const made = writes();
      for (const call of ['CreateVpcPeeringConnection', 'DeleteTransitGateway', 'DeleteSubnet']) {
        expect(made).toContain(call);
      }
      const back = await now();
      expect(reachOf(back)).toEqual(wanted);
      expect(differences(before.topology, renamed(before, await at.pages()))).toEqual([]);
      expect([...peeringsOf(back).keys()].sort()).toEqual([...peeringsOf(before).keys()].sort());
      const old = new Set(peeringsOf(before).values());
      expect([...peeringsOf(back).values()].filter((id) => old.has(id))).toEqual([]);

      // Twice is once.
      expect(well(await run('--rollback-to', 'start'))).toMatch(/was never made, or is gone/);
      expect(writes()).toEqual([]);

      expect([...at.endpoint.unknownFields]).toEqual([]);
      return { run, now, wanted };
    };

    it('gives back the network of the beginning, even after the peerings were deleted', async () => {
      await thereAndBack();
    }, 480_000);

    // What stands in for a peering is moved, and goes, like the one before it.
    it.skipIf(!LONG)(
      `can be followed by the plan again${LONG ? '' : ' (skipped: PEERLESS_LONG is not set)'}`,
      async () => {
        const { run, now, wanted } = await thereAndBack();
        well(await run());
        well(await run('--phase', 'remove'));
        const again = await now();
        expect(reachOf(again)).toEqual(wanted);
        expect(peeringsOf(again)).toEqual(new Map());
      },
      480_000,
    );

    it('leaves a gateway that was there as it was, and refuses half-built and half-used ones', async () => {
      const world = new World({ ids: 'aws' });
      const home = world.region('us-east-1', A);
      const away = world.region('us-east-1', B);
      const [a, b, c] = [home, home, away].map((at, i) => {
        const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`);
        for (const zone of ['a', 'b']) vpc.subnet(`10.${i}.${zone === 'a' ? 1 : 2}.0/24`, zone);
        return vpc;
      }) as [WorldVpc, WorldVpc, WorldVpc];
      const group = a.group('clients', {});
      b.group('servers', { inbound: [{ protocol: 'tcp', from: 443, to: 443, groups: [group] }] });
      const hub = home.tgw('hub', { groupReferencing: false });
      const flat = hub.table('flat');
      hub.defaultTable = flat;
      const attached = hub.attach(a, [a.subnets[0]!]);
      flat.associate(attached).propagate(attached);
      for (const [one, two] of [
        [a, b],
        [b, c],
        [a, c],
      ] as const)
        world.peerRouted(one, two);
      const vpcs = [a, b, c].map((v) => v.id);
      const input = { vpcs, mode: 'exact', reuse: [hub.id] } as const;
      const { plan, run, before, now, writes } = await begin(world, input, { [A]: 'a', [B]: 'b' });
      const kinds = new Set(plan.steps.flatMap((s) => s.changes).map((c) => c.do));
      for (const kind of ['add-landings', 'enable-references', 'share-gateway', 'disassociate'])
        expect(kinds).toContain(kind);
      const wanted = reachOf(before);
      const cut = plan.steps.filter((s) => s.phase === 'cut-over');
      const build = plan.steps.filter((s) => s.phase === 'build');

      // Never begun: nothing to take back, and nothing to send anybody over.
      well(await run('--rollback-to', 'start'));
      expect((await run('--step', cut[0]!.id)).stderr).toMatch(/is not made yet. Run the build/);
      expect(writes()).toEqual([]);

      // Half built: every id is there, but the table of its own is not filled. The default table is, by AWS itself.
      const fills = build.findIndex((s) =>
        s.changes.some((c) => c.do === 'propagate' && isPlanned(c.table)),
      );
      well(await run('--through', build[fills - 1]!.id));
      writes();
      expect((await run('--phase', 'cut-over')).stderr).toMatch(/the build is not complete: /);
      expect(writes()).toEqual([]);

      well(await run('--through', cut[0]!.id));
      writes();
      const attach = build.find((s) => s.changes.some((c) => c.do === 'create-attachment'))!;
      const refused = await run('--rollback', attach.id);
      expect(refused.stderr).toMatch(/still sends .* to tgw-\w+. Take the cut-over back first/);
      expect(refused.stderr).toContain(`--rollback-to ${build.at(-1)!.id} --apply`);
      expect(writes()).toEqual([]);

      well(await run('--rollback-to', build.at(-1)!.id));
      expect(new Set(writes())).toEqual(new Set(['ReplaceRoute']));
      // A single step of the build, beneath others: AWS is not even asked.
      const share = build.find((s) => s.changes.some((c) => c.do === 'share-gateway'))!;
      expect((await run('--rollback', share.id)).stderr).toMatch(/is used by an attachment/);
      expect(writes()).toEqual([]);

      well(await run());
      writes();
      well(await run('--rollback-to', 'start'));
      const made = writes();
      expect(made).not.toContain('DeleteTransitGateway');
      expect(made.join(' ')).toContain('/deleteresourceshare?');
      const back = await now();
      expect(differences(before.topology, back.topology)).toEqual([]);
      expect(reachOf(back)).toEqual(wanted);
      well(await run('--rollback-to', 'start'));
      expect(writes()).toEqual([]);
    }, 480_000);
  },
);
