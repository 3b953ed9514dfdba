/** Plans write commands: of a network whose ids, accounts, Regions or zones are no such things of AWS, none is made. */
import { expect, it } from 'vitest';
import { makePlan } from '#app/plan/make.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

interface Named {
  readonly vpc: string;
  readonly table: string;
  readonly peering: string;
  readonly account: string;
  readonly region: string;
  readonly zoneId: string;
}

/** Three VPCs that all reach each other, and what in it is called otherwise. */
function plannedWith(real: (world: Named) => string, other: string) {
  const world = new World();
  const at = world.region();
  const vpcs = ['a', 'b', 'c'].map((name, i) => at.vpc(name, `10.${i}.0.0/16`));
  const subnets = vpcs.map((vpc) => vpc.subnet(vpc.cidrs[0]!.replace('/16', '/24')));
  const table = vpcs[0]!.main.id;
  const peerings = [
    world.peerRouted(vpcs[0]!, vpcs[1]!),
    world.peerRouted(vpcs[0]!, vpcs[2]!),
    world.peerRouted(vpcs[1]!, vpcs[2]!),
  ];
  const { pages } = world.snapshot();
  const [vpc, peering] = [vpcs[0]!.id, peerings[0]!.id];
  const topology = buildTopology(pages);
  const { account, region } = topology.get('vpc', vpc)!;
  const { zoneId } = topology.get('subnet', subnets[0]!.id)!;
  const named: Named = { vpc, table, peering, account, region, zoneId };
  const text = JSON.stringify(pages);
  const was = JSON.stringify(real(named)).slice(1, -1);
  const is = JSON.stringify(other).slice(1, -1);
  expect(text).toContain(was);
  const mended = buildTopology(JSON.parse(text.replaceAll(was, is)) as readonly Page[]);
  const members = mended.all('vpc').map(({ id }) => id);
  return makePlan({ routing: createRouting(mended), vpcs: members, mode: 'exact' }).plan;
}

it('is made where they are', () => {
  const plan = plannedWith(({ vpc }) => vpc, 'vpc-0123456789abcdef0');
  expect(plan.design.replaced).toHaveLength(3);
});

it.each([
  // What bash runs when an account becomes the name of a variable.
  ['an account', ({ account }: Named) => account, '111122223333[$(touch x)]'],
  ['an account', ({ account }: Named) => account, '1111-2222'],
  ['a peering', ({ peering }: Named) => peering, 'pcx-1;touch x'],
  // The AWS CLI takes a value that begins so for an option of its own, and sends signed requests there.
  ['a peering', ({ peering }: Named) => peering, '--endpoint-url=http://127.0.0.1:1'],
  // The AWS CLI reads the file, or fetches the page, and sends what is in it.
  // https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
  ['a VPC', ({ vpc }: Named) => vpc, 'file:///etc/passwd'],
  ['a VPC', ({ vpc }: Named) => vpc, 'vpc-\u001b[31m'],
  ['a VPC', ({ vpc }: Named) => vpc, 'vpc-1\n::error::x'],
  ['a route table', ({ table }: Named) => table, '$(touch x)'],
  ['a Region', ({ region }: Named) => region, 'us-east-1;touch x'],
  ['a zone', ({ zoneId }: Named) => zoneId, 'use1-az1 --dry-run'],
])('is refused where %s is called otherwise', (_what, real, other) => {
  expect(() => plannedWith(real, other)).toThrow(RangeError);
  expect(() => plannedWith(real, other)).toThrow(/is no (id|account|Region) of AWS.*mend the file/);
});
