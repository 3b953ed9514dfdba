/**
 * Everything that would have to change is listed, not only the first thing.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { blockersOf, trace } from './ask.ts';

describe('every blocker is listed', () => {
  it('a missing route, a missing propagation and a missing way back, all three', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const hub = at.tgw('hub');
    const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    hub.table('main').associate(ta, tb).propagate(ta);
    const answer = trace(world, a1, b1);
    expect(blockersOf(answer)).toEqual([
      'forward: no-route at rtb-a-main',
      'forward: no-route at tgw-rtb-hub-main',
      'return: no-route at rtb-b-main',
    ]);
    expect(answer.blockers.map((blocker) => blocker.change)).toEqual([
      'Add a route for 10.1.0.0/16 to tgw-hub in rtb-a-main.',
      'Propagate the attachment of vpc-b into tgw-rtb-hub-main, or add a static route.',
      'Add a route for 10.0.0.0/16 to tgw-hub in rtb-b-main.',
    ]);
  });

  it('and nothing more: doing what each says delivers', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const hub = at.tgw('hub');
    const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    hub.table('main').associate(ta, tb).propagate(ta, tb);
    a.main.route('10.1.0.0/16', hub);
    b.main.route('10.0.0.0/16', hub);
    expect(trace(world, a1, b1).blockers).toEqual([]);
  });

  it('a zone without attachment, no association and a far attachment that waits, all three', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const a1 = a.subnet('10.0.1.0/24', 'a');
    const a2 = a.subnet('10.0.2.0/24', 'b');
    const b1 = b.subnet('10.1.1.0/24');
    const hub = at.tgw('hub');
    hub.attach(a, [a1]);
    hub.attach(b, [b1], { state: 'pendingAcceptance' });
    hub.table('main');
    a.main.route('10.1.0.0/16', hub);
    const answer = trace(world, a2, b1);
    expect(blockersOf(answer).filter((b) => b.startsWith('forward'))).toEqual([
      'forward: no-attachment-in-az at tgw-attach-hub-a',
      'forward: no-association at tgw-attach-hub-a',
      'forward: blackhole at tgw-attach-hub-b',
    ]);
  });
});
