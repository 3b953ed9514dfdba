/** The reachability matrix as the window asks for it: blocks together, a piece at a time, the same answers as Reach. */
import { describe, expect, it } from 'vitest';
import { engineInputs, MOST_CELLS_A_SIDE } from '#app/api/engine.ts';
import { analyze } from '#app/report.ts';
import { World } from '#app/world/world.ts';
import { reachCells, reachCounts, reachMatrix } from '#main/engine/reach.ts';

/** a-2 and a-10 are peered and routed both ways; a-2 routes to `far` over its peering, `far` has no way back. */
function estate() {
  const world = new World();
  const home = world.region('us-east-1', '111111111111');
  const ten = home.vpc('a-10', '10.10.0.0/16');
  const two = home.vpc('a-2', '10.2.0.0/16');
  const west = world.region('eu-west-1', '111111111111').vpc('z-west', '10.30.0.0/16');
  const far = world.region('us-east-1', '000000000000').vpc('far', '10.40.0.0/16');
  for (const vpc of [ten, two, west, far])
    vpc.subnet(`${vpc.cidrs[0]?.replace('/16', '/24')}`, 'a');
  const near = world.peer(two, ten);
  two.main.route('10.10.0.0/16', near);
  ten.main.route('10.2.0.0/16', near);
  two.main.route('10.40.0.0/16', world.peer(two, far));
  return analyze(world.snapshot());
}

describe('the matrix', () => {
  const report = estate();
  const { vpcs, counts, order } = reachMatrix(report);

  it('has its rows by account, Region and name, numbers in names by value', () => {
    expect(order).toEqual(['account', 'region', 'label']);
    expect(vpcs.map(({ account, region, label }) => `${account} ${region} ${label}`)).toEqual([
      '000000000000 us-east-1 far',
      '111111111111 eu-west-1 z-west',
      '111111111111 us-east-1 a-2',
      '111111111111 us-east-1 a-10',
    ]);
  });

  it('counts every ordered pair once, most first', () => {
    expect(counts).toEqual([
      { outcome: 'no-route', count: 9 },
      { outcome: 'delivered', count: 2 },
      { outcome: 'no-return', count: 1 },
    ]);
  });

  it('counts the pairs of some rows and columns alone', () => {
    // Of a-2 and far: a-2 has a route to far and to a-10, nobody else has one.
    expect(reachCounts(report, [2, 0], [0, 3, 2])).toEqual({
      counts: [
        { outcome: 'no-route', count: 2 },
        { outcome: 'delivered', count: 1 },
        { outcome: 'no-return', count: 1 },
      ],
      natted: 0,
    });
    expect(reachCounts(report, [1], [1]).counts).toEqual([]);
    expect(() => reachCounts(report, [0], [4])).toThrow(/there is no row 4/);
  });

  it('answers the rows and columns asked, in the order asked, and nothing where a VPC meets itself', () => {
    const { outcomes, cells } = reachCells(report, [2, 0], [0, 3, 2]);
    const said = cells.map((row) => row.map((cell) => cell?.map((code) => outcomes[code ?? -1])));
    expect(said).toEqual([
      [['no-return', 'no-route'], ['delivered', 'delivered'], undefined],
      [undefined, ['no-route', 'no-route'], ['no-route', 'delivered']],
    ]);
  });

  // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html#private-nat-overlapping-networks
  it('marks a pair of which some hosts arrive through a NAT gateway', () => {
    const world = new World();
    const at = world.region();
    const inner = at.vpc('inner', ['10.1.0.0/16', '100.64.0.0/24']);
    const far = at.vpc('far', '10.2.0.0/16');
    const hosts = inner.subnet('10.1.1.0/24');
    const door = inner.subnet('100.64.0.0/28');
    far.subnet('10.2.1.0/24');
    const peering = world.peer(inner, far);
    inner.table('hosts', hosts).route('10.2.0.0/16', inner.nat(door, { private: true }));
    inner.table('door', door).route('10.2.0.0/16', peering);
    far.main.route('100.64.0.0/28', peering);
    const found = analyze(world.snapshot());
    const row = (name: string) => reachMatrix(found).vpcs.findIndex((v) => v.label === name);
    const natted = (from: string, to: string) =>
      reachCells(found, [row(from)], [row(to)]).cells[0]?.[0]?.[2];
    expect(natted('inner', 'far')).toBe(1);
    expect(natted('far', 'inner')).toBe(undefined);
  });

  it('refuses a row that is not there, and more than it can say at once', () => {
    expect(() => reachCells(report, [4], [0])).toThrow(/4 rows; there is no row 4/);
    const many = Array.from({ length: MOST_CELLS_A_SIDE + 1 }, (_, i) => i);
    const ask = (rows: readonly number[]) =>
      engineInputs.reachCells.safeParse({ handle: 'h', rows, columns: [0] }).success;
    expect([ask(many), ask(many.slice(1)), ask([-1]), ask([0.5])]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});
