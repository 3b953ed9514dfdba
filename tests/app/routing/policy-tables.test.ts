/**
 * Transit gateway policy tables: rules by source, protocol and ports that pick a route table.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-policy-tables-concepts.html
 */
import { describe, expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { blockersOf, routingOf, trace, wayOf } from './ask.ts';
import { hubWorld } from './hub-world.ts';

describe('an attachment with a policy table', () => {
  /** `a` goes by a policy table, `b` by the route table. */
  const build = () => {
    const scene = hubWorld({ ipv6: true });
    const { hub, ta, tb, table } = scene;
    table.associate(tb).propagate(ta, tb);
    return { ...scene, policy: hub.policyTable('pbr', ta) };
  };

  it('cannot be told, and the policy table is named', () => {
    const { world, a1, b1, policy } = build();
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'cannot-tell',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub',
    ]);
    expect(answer.reason).toContain('policy table tgw-ptb-hub-pbr');
    expect(blockersOf(answer)).toEqual([`forward: cannot-tell at ${policy.id}`]);
    // What arrives over the other attachment does not meet it; replies do.
    const other = trace(world, b1, a1);
    expect([other.outcome, other.return.outcome]).toEqual(['cannot-tell', 'cannot-tell']);
    expect(wayOf(other)).toContain('tgw-hub [10.0.0.0/16 propagated tgw-attach-hub-a]');
  });

  it('is the same in reach', () => {
    const reach = routingOf(build().world).reach();
    expect(reach.pair(0, 1)).toMatchObject({ outcome: 'cannot-tell', return: 'delivered' });
    expect(reach.pair(1, 0)).toMatchObject({ outcome: 'cannot-tell', return: 'cannot-tell' });
  });

  it('is told again once it is associated with a route table instead', () => {
    const { world, a1, b1, ta, table } = build();
    const routing = routingOf(world).whatIf([
      { do: 'associate', table: table.id, attachment: ta.id },
    ]);
    const ask = { from: { subnet: a1.id }, to: { subnet: b1.id } };
    expect(routing.trace(ask).outcome).toBe('delivered');
    expect(routing.reach().pair(0, 1).outcome).toBe('delivered');
  });
});

describe('an attachment without any table', () => {
  const build = () => {
    const scene = hubWorld();
    scene.table.associate(scene.tb).propagate(scene.ta, scene.tb);
    return scene;
  };

  it('is dropped; where policy tables were not read, the answer says what it takes for granted', () => {
    const { world, a1, b1 } = build();
    const read = trace(world, a1, b1);
    expect([read.outcome, read.assumptions.filter((a) => a.includes('policy'))]).toEqual([
      'no-association',
      [],
    ]);
    const pages = world.pages().filter((p) => p.operation !== 'DescribeTransitGatewayPolicyTables');
    const answer = createRouting(buildTopology(pages)).trace({
      from: { subnet: a1.id },
      to: { subnet: b1.id },
    });
    expect(answer.outcome).toBe('no-association');
    expect(answer.assumptions).toContain(
      'The policy tables of tgw-hub were not read: tgw-attach-hub-a is taken to be associated with none.',
    );
    expect(answer.gaps).toEqual([]);
  });

  it('names the gap where the list of policy tables was refused', () => {
    const { world, at, a1, b1 } = build();
    world.refuse(at, 'DescribeTransitGatewayPolicyTables');
    expect(trace(world, a1, b1).gaps).toHaveLength(1);
  });

  it('is not told where a policy table is there whose associations were refused', () => {
    const { world, at, a1, b1, hub } = build();
    hub.policyTable('pbr');
    world.refuse(at, 'GetTransitGatewayPolicyTableAssociations');
    expect(trace(world, a1, b1).outcome).toBe('cannot-tell');
  });
});
