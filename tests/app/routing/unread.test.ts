/**
 * What was not read cannot be told: never a no.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/sharing-azs.html
 */
import { describe, expect, it } from 'vitest';
import { buildTopology } from '#app/topology/build.ts';
import { createRouting } from '#app/routing/create.ts';
import { World } from '#app/world/world.ts';
import { routingOf, trace, wayOf } from './ask.ts';
import { hubWorld } from './hub-world.ts';

describe('what was not read', () => {
  it('routes refused: derived from propagations, but not sure, and the gap is named', () => {
    const { world, at, a1, b1, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb);
    world.refuse(at, 'SearchTransitGatewayRoutes');
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'cannot-tell',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub [10.1.0.0/16 propagated tgw-attach-hub-b]',
    ]);
    expect(answer.reason).toContain('the routes of tgw-rtb-hub-main were not read');
    expect(answer.gaps).toEqual(['call/111111111111/us-east-1/refused/UnauthorizedOperation']);
  });

  it('association refused: not known, never no association', () => {
    const { world, at, a1, b1, ta, tb, table } = hubWorld();
    table.propagate(ta, tb);
    world.refuse(at, 'GetTransitGatewayRouteTableAssociations');
    const answer = trace(world, a1, b1);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.gaps).toHaveLength(1);
  });

  it("a gateway's own account not collected: its tables are not known to those it is shared with", () => {
    for (const associated of [true, false]) {
      const world = new World();
      const owner = world.region('us-east-1', '999999999999');
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
      const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
      const hub = owner.tgw('hub');
      const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
      const table = hub.table('main').propagate(ta, tb);
      if (associated) table.associate(ta, tb);
      a.main.route('10.0.0.0/8', hub);
      b.main.route('10.0.0.0/8', hub);
      world.unseen('999999999999');
      const answer = trace(world, a1, b1);
      expect([answer.outcome, answer.return.outcome]).toEqual(['cannot-tell', 'cannot-tell']);
      expect(answer.gaps).toEqual([`peer/${hub.id}`]);
      const [gap, ...others] = buildTopology(world.pages()).gaps;
      expect(others).toEqual([]);
      expect(gap?.message).toBe(
        `${hub.id} belongs to account 999999999999, us-east-1, which was not collected: its route tables are not known. Collect that account too.`,
      );
    }
  });

  it('a shared gateway that nothing is attached to hides nothing', () => {
    const world = new World();
    world.region('us-east-1', '999999999999').tgw('hub');
    world.region().vpc('a', '10.0.0.0/16');
    world.unseen('999999999999');
    const { gaps } = buildTopology(world.pages());
    expect(gaps).toEqual([]);
  });

  it('a core network cannot be told', () => {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const arn = 'arn:aws:networkmanager::111111111111:core-network/core-network-1';
    a.main.route('10.0.0.0/8', { kind: 'core-network', id: arn });
    const answer = trace(world, a1, '10.9.0.9');
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.reason).toContain('Cloud WAN');
  });

  it('of a core network no more than the attachment is told, and its segment', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const wan = at.coreNetwork('wan');
    a.main.route('10.0.0.0/8', wan.target);
    const loose = trace(world, a1, '10.9.0.9');
    expect(loose.reason).toContain('to which vpc-a is not seen to be attached');
    const attachment = wan.attach(a, { segment: 'prod' });
    const answer = trace(world, a1, '10.9.0.9');
    expect(wayOf(answer)).toEqual([
      'cannot-tell',
      `subnet-a-1 [10.0.0.0/8 static ${wan.arn}]`,
      attachment.id,
      wan.id,
    ]);
    expect(answer.reason).toContain('segment prod, AVAILABLE');
    const { topology } = routingOf(world);
    const ofVpc = topology.all('core-network-attachment').filter((x) => x.resource === a.id);
    expect(ofVpc).toMatchObject([{ id: attachment.id, coreNetwork: wan.id, segment: 'prod' }]);
  });

  it('of a core network the route of the segment at that edge is told, and not followed', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.9.0.0/16')];
    const a1 = a.subnet('10.0.1.0/24');
    const edges = { 'us-east-1': 64901, 'eu-west-1': 64902 };
    const wan = at.coreNetwork('wan', { edges, segments: { prod: undefined } });
    a.main.route('10.0.0.0/8', wan.target);
    wan.attach(a, { segment: 'prod' });
    const to = wan.attach(b, { segment: 'prod' });
    const [here, there] = ['us-east-1', 'eu-west-1'] as const;
    wan
      .route('prod', here, '10.0.0.0/8', { type: 'STATIC', to: { edge: there } })
      .route('prod', here, '10.9.0.0/16', { type: 'PROPAGATED', to })
      .route('prod', here, '10.8.0.0/16', { type: 'STATIC', state: 'BLACKHOLE' })
      .route('prod', there, '10.9.0.0/24', { type: 'STATIC', state: 'BLACKHOLE' });
    const told = (ip: string) => {
      const { outcome, reason } = trace(world, a1, ip);
      return `${outcome}: ${reason.slice(reason.indexOf('): ') + 3)}`;
    };
    expect(told('10.9.0.9')).toBe(
      `cannot-tell: segment prod in us-east-1 sends 10.9.0.0/16 to ${to.id}, and is not followed further.`,
    );
    expect(told('10.7.0.9')).toContain('sends 10.0.0.0/8 to its edge in eu-west-1');
    expect(told('10.8.0.9')).toContain('segment prod in us-east-1 drops 10.8.0.0/16 (blackhole).');
    world.refuse(at, 'GetNetworkRoutes');
    const answer = trace(world, a1, '10.9.0.9');
    expect(answer.reason).toContain('the routes of a Cloud WAN core network were not read');
    expect(answer.gaps).toEqual(['call/111111111111/global/refused/UnauthorizedOperation']);
  });

  it('behind the peering of a transit gateway with a core network', () => {
    const { world, at, a1, hub, ta, table } = hubWorld();
    const link = hub.attachOther('wan', 'peering', 'core-network-wan', []);
    const side = (more: object) => ({ OwnerId: at.account, Region: at.region, ...more });
    at.add('tgw-peering-attachment', link.id, () => ({
      TransitGatewayAttachmentId: link.id,
      State: 'available',
      RequesterTgwInfo: side({ CoreNetworkId: 'core-network-wan' }),
      AccepterTgwInfo: side({ TransitGatewayId: hub.id }),
    }));
    table.associate(ta).route('10.9.0.0/16', link);
    const answer = trace(world, a1, '10.9.0.9');
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.reason).toContain('core-network-wan');
  });

  it('VPCs that overlap: only the one attached first propagates, and static routes alone do not tell which', () => {
    const { world, at, a1, b1, hub, ta, tb, table } = hubWorld();
    const c = at.vpc('c', '10.1.0.0/20');
    const tc = hub.attach(c, [c.subnet('10.1.9.0/24')]);
    table.associate(ta, tb, tc).propagate(ta, tb, tc);
    const pages = world
      .pages()
      .map((p) =>
        p.operation === 'SearchTransitGatewayRoutes'
          ? { ...p, args: { ...p.args, Filters: 'type=static' }, answer: { Routes: [] } }
          : p,
      );
    const routing = createRouting(buildTopology(pages));
    const ask = (from: { id: string }, to: { id: string }) =>
      routing.trace({ from: { subnet: from.id }, to: { subnet: to.id } });
    expect(ask(a1, b1).outcome).toBe('cannot-tell');
    expect(ask(a1, b1).reason).toContain('only the one attached first propagates');
    // Propagations of VPCs that overlap nothing are as good as read.
    expect(ask(b1, a1).hops.at(-1)?.id).toBe('subnet-a-1');
  });
});
