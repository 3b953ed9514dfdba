/** Prefix lists that a plan offers: where less is left to keep, with what each table counts against its quota. */
import { describe, expect, it } from 'vitest';
import { mesh, planOf } from './meshes.ts';

describe('prefix lists', () => {
  it('are offered where tables of a VPC repeat the same rows, with what they count', () => {
    const { offers } = mesh(4, 3).plan();
    // Each VPC has 3 tables with 3 rows toward the gateway; no two VPCs have the same rows.
    expect(offers.length).toBe(4);
    for (const offer of offers) {
      expect(offer).toMatchObject({ maxEntries: 3, rowsBefore: 9, rowsAfter: 3 });
      expect(offer.tables.length).toBe(3);
    }
  });

  it('are not offered where each table has rows of its own', () => {
    expect(mesh(4).plan().offers).toEqual([]);
  });

  // https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html: a reference counts the most entries
  // of the list; https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html: 500 routes by default.
  it('say of each table its rows, and that its quota is used as much as before', () => {
    const { vpcs, plan } = mesh(4, 3);
    // The local route, 3 to the others, and a default route of its own.
    vpcs[0]!.main.route('0.0.0.0/0', vpcs[0]!.igw());
    const offer = plan().offers.find((o) => o.tables.includes(vpcs[0]!.main.id))!;
    const row = offer.perTable.find((t) => t.table === vpcs[0]!.main.id);
    expect(row).toEqual({
      table: vpcs[0]!.main.id,
      rowsBefore: 5,
      rowsAfter: 3,
      countedBefore: 5,
      countedAfter: 5,
      quota: 500,
    });
    expect(offer.perTable.map((t) => t.table)).toEqual(offer.tables);
  });

  it('stand for tables of several VPCs that reach the same', () => {
    const { world, at, vpcs } = mesh(0);
    const hubs = ['h0', 'h1', 'h2'].map((name, i) => at.vpc(name, `10.${100 + i}.0.0/16`));
    const spokes = ['s0', 's1', 's2', 's3'].map((name, i) => at.vpc(name, `10.${i}.0.0/16`));
    for (const vpc of [...hubs, ...spokes]) vpc.subnet(vpc.cidrs[0]!.replace('0.0/16', '0.0/24'));
    for (const spoke of spokes) for (const hub of hubs) world.peerRouted(hub, spoke);
    const { offers } = planOf(world, [...vpcs, ...hubs, ...spokes]);
    const sizes = offers.map((o) => [o.tables.length, o.entries.length, o.rowsBefore, o.rowsAfter]);
    // The spokes by one list of the hubs, the hubs by one of the spokes.
    expect(sizes).toEqual([
      [3, 4, 12, 3],
      [4, 3, 12, 4],
    ]);
  });

  it('are not offered where rows and entries would be as many as the rows were', () => {
    // 2 tables of 2 rows each: 4 rows, or 2 rows and 2 entries.
    expect(mesh(3, 2).plan().offers).toEqual([]);
    expect(mesh(4, 2).plan().offers.length).toBe(4);
  });

  it('are not offered where a table would count more than its quota', () => {
    const { vpcs, plan } = mesh(4, 3);
    const [a] = vpcs;
    const igw = a!.igw();
    for (let i = 0; i < 500; i++) {
      a!.main.route(`100.64.${Math.floor(i / 200)}.${i % 200}/32`, igw);
    }
    const { offers } = plan();
    expect(offers.length).toBe(3);
    expect(offers.flatMap((o) => o.tables)).not.toContain(a!.main.id);
  });
});
