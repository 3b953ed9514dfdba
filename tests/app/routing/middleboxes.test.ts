/**
 * Appliances as next hops.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html (middlebox, GWLB endpoint)
 *               https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html (source/destination check)
 */
import { describe, expect, it } from 'vitest';
import { RoutingView } from '#app/routing/view.ts';
import { trace as traceWith } from '#app/routing/trace.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { trace, wayOf } from './ask.ts';

function front(options: { forwards?: boolean; instance?: string } = {}) {
  const world = new World();
  const a = world.region().vpc('a', '10.0.0.0/16');
  const [a1, a2, a3] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24'), a.subnet('10.0.3.0/24')];
  const fw = a3.eni('10.0.3.9', { name: 'fw', forwards: true, ...options });
  const table = a.table('front', a1);
  return { world, a, a1, a2, a3, fw, table };
}

describe('an interface as next hop', () => {
  it('with its source/destination check on drops what is not its own', () => {
    const { world, a1, a2, fw, table } = front({ forwards: false });
    table.route('10.0.2.0/24', fw);
    const answer = trace(world, a1, a2);
    expect(wayOf(answer)).toEqual(['filtered', 'subnet-a-1 [10.0.2.0/24 static eni-fw]', 'eni-fw']);
    expect(answer.blockers[0]?.change).toBe('Turn off the source/destination check of eni-fw.');
  });

  it('keeps what is sent to it', () => {
    const { world, a1, a3, fw, table } = front({ forwards: false });
    table.route('10.0.3.0/24', fw);
    const answer = trace(world, a1, [a3, '10.0.3.9']);
    expect([answer.outcome, answer.return.outcome]).toEqual(['delivered', 'delivered']);
    expect(trace(world, a1, [a3, '10.0.3.10']).outcome).toBe('filtered');
  });

  it('may be named by its instance', () => {
    const { world, a1, a2, table } = front({ instance: 'i-fw' });
    table.route('10.0.2.0/24', { kind: 'instance', id: 'i-fw' });
    expect(wayOf(trace(world, a1, a2))).toEqual([
      'delivered',
      'subnet-a-1 [10.0.2.0/24 static i-fw]',
      'i-fw',
      'subnet-a-3 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
  });

  it('that was not read: not to be told', () => {
    const { world, a1, a2, table } = front();
    table.route('10.0.2.0/24', { kind: 'network-interface', id: 'eni-unseen' });
    expect(trace(world, a1, a2).outcome).toBe('cannot-tell');
  });

  it('in a subnet whose own table leads back to it is a circle', () => {
    const { world, a1, a2, a3, fw, table } = front();
    table.route('10.0.2.0/24', fw).use(a3);
    expect(trace(world, a1, a2).outcome).toBe('loop');
  });

  it('forwards, or stops the answer, as asked; the answer says which', () => {
    const { world, a1, a2, fw, table } = front();
    table.route('10.0.2.0/24', fw);
    const view = new RoutingView(buildTopology(world.pages()));
    const query = { from: { subnet: a1.id }, to: { subnet: a2.id } };
    expect(traceWith(view, { ...query, middleboxes: 'forward' }).assumptions).toContain(
      'The appliance eni-fw forwards the traffic unchanged.',
    );
    const stopped = traceWith(view, { ...query, middleboxes: 'stop' });
    expect(stopped.outcome).toBe('cannot-tell');
    expect(stopped.reason).toBe('Whether the appliance eni-fw forwards 10.0.2.4 is not known.');
  });
});

describe('a Gateway Load Balancer endpoint as next hop', () => {
  it('leads on by the table of its own subnet, both ways', () => {
    const { world, a, a1, a2, a3, table } = front();
    const endpoint = a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [a3] });
    table.route('10.0.2.0/24', endpoint);
    a.table('back', a2).route('10.0.1.0/24', endpoint);
    const answer = trace(world, a1, a2);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [10.0.2.0/24 static vpce-a-fw]',
      'vpce-a-fw',
      'subnet-a-3 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'delivered',
      'subnet-a-2 [10.0.1.0/24 static vpce-a-fw]',
      'vpce-a-fw',
      'subnet-a-3 [10.0.0.0/16 local local]',
      'subnet-a-1',
    ]);
    expect(answer.assumptions.join(' ')).not.toContain('its replies');
  });

  it('passed one way only is said: an appliance that keeps state drops that', () => {
    const { world, a, a1, a2, a3, table } = front();
    table.route('10.0.2.0/24', a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [a3] }));
    expect(trace(world, a1, a2).assumptions.join(' ')).toContain(
      'The flow passes vpce-a-fw, its replies none',
    );
  });
});
