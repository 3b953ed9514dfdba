/**
 * What ends on a virtual private gateway and is not up, not read, or not shown.
 * Expectations: https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
 *               https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAssociation.html (states)
 */
import { describe, expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { reached, trace } from './ask.ts';

const OFFICE = '172.16.0.9';
const DOWN = ['DOWN', 'DOWN'] as const;

/** One VPC that leads to the office over a virtual private gateway, on which a VPN ends that is down. */
const build = () => {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16');
  const a1 = a.subnet('10.0.1.0/24');
  const vgw = at.vgw('a', a);
  a.main.propagate(vgw, ['172.16.0.0/12']);
  at.vpn('backup', vgw, { tunnels: DOWN });
  return { world, at, a1, vgw };
};

describe('where Direct Connect was not read, a VPN that is down says nothing of it', () => {
  const gap = 'call/111111111111/us-east-1/refused/UnauthorizedOperation';

  it('what was refused may be up: not to be told, with the gap, for reach too', () => {
    const { world, at, a1, vgw } = build();
    at.vif('own', vgw);
    world.refuse(at, 'DescribeVirtualInterfaces');
    const answer = trace(world, a1, OFFICE);
    expect([answer.outcome, answer.gaps]).toEqual(['cannot-tell', [gap]]);
    expect(answer.reason).toBe(
      'Every VPN tunnel on vgw-a is down; what of Direct Connect ends on it was not read.',
    );
    expect(answer.blockers[0]?.change).toBe(
      'Collect Direct Connect of the account and Region of vgw-a, or: Bring up a tunnel of vpn-backup.',
    );
    const far = at.vpc('far', '172.16.0.0/24').subnet('172.16.0.0/25');
    expect(reached(world, [a1, '10.0.1.9'], [far, OFFICE])[0]).toBe('cannot-tell');
  });

  it('the same where its associations were refused, and what is seen of Direct Connect is down', () => {
    const { world, at, a1, vgw } = build();
    at.vif('own', vgw, { type: 'private', bgp: ['down'] });
    const far = world.region('us-east-1', '222222222222').dxGateway('far');
    far.associate(vgw, ['10.0.0.0/16'], { asked: 'shown' }).vif('far');
    world.unseen('222222222222');
    world.refuse(at, 'DescribeDirectConnectGatewayAssociations');
    const answer = trace(world, a1, OFFICE);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.gaps).toContain(gap);
    expect(answer.reason).toBe(
      'All that is seen to end on vgw-a is down: vpn-backup, dxvif-own; what else of Direct Connect ends on it was not read.',
    );
  });

  it('all that was asked for and is down is: so is what a source does not ask for, which is said', () => {
    const read = build();
    read.at
      .dxGateway('dx')
      .associate(read.vgw, ['10.0.0.0/16'], { asked: 'shown' })
      .vif('vif', { bgp: ['down'] });
    expect(trace(read.world, read.a1, OFFICE).outcome).toBe('blackhole');
    const never = build();
    const pages = never.world.pages().filter((page) => page.service !== 'directconnect');
    const answer = createRouting(buildTopology(pages)).trace({
      from: { subnet: never.a1.id },
      to: { ip: OFFICE },
    });
    expect([answer.outcome, answer.assumptions]).toEqual([
      'blackhole',
      ['Direct Connect was not read: none is taken to end on vgw-a.'],
    ]);
  });
});

describe('who tells on-premises of the VPC', () => {
  /** Beside a Direct Connect gateway that is up and leaves the VPC out, another. */
  const two = () => {
    const built = build();
    built.at.dxGateway('dx').associate(built.vgw, ['10.9.0.0/16']).vif('vif');
    return built;
  };

  it('one of another account may, where AWS does not show what it allows', () => {
    for (const [asked, allowed, outcome] of [
      ['hidden', '10.0.0.0/16', 'exits'],
      ['hidden', '10.8.0.0/16', 'exits'],
      ['shown', '10.0.0.0/16', 'exits'],
      ['shown', '10.8.0.0/16', 'no-return'],
    ] as const) {
      const { world, a1, vgw } = two();
      const far = world.region('us-east-1', '222222222222').dxGateway('far');
      far.associate(vgw, [allowed], { asked }).vif('far');
      world.unseen('222222222222');
      expect([asked, allowed, trace(world, a1, OFFICE).outcome]).toEqual([asked, allowed, outcome]);
    }
  });

  it('one that is down does not, whatever it allows', () => {
    for (const [options, vif, outcome] of [
      [{}, { bgp: ['up'] }, 'exits'],
      [{}, { bgp: ['down'] }, 'no-return'],
      [{ state: 'associating' }, {}, 'no-return'],
      [{ state: 'disassociated' }, {}, 'no-return'],
      [{ state: 'updating' }, {}, 'exits'],
    ] as const) {
      const { world, at, a1, vgw } = two();
      at.dxGateway('other').associate(vgw, ['10.0.0.0/16'], options).vif('other', vif);
      const answer = trace(world, a1, OFFICE);
      expect([options, vif, answer.outcome]).toEqual([options, vif, outcome]);
      if (outcome === 'no-return') expect(answer.blockers[0]?.at).toBe('dxgw-dx');
    }
  });

  it('of one that is being deleted it is not known until when it does', () => {
    const { world, at, a1, vgw } = two();
    at.dxGateway('a-first').associate(vgw, ['10.0.0.0/16'], { state: 'disassociating' }).vif('b');
    const answer = trace(world, a1, OFFICE);
    // Out it goes by the one that is up; the replies may not find the way.
    expect([answer.outcome, answer.return.outcome, answer.return.reason]).toEqual([
      'exits',
      'cannot-tell',
      'Whether on-premises is told of 10.0.0.0/16, which holds 10.0.1.4, is not known: association dxassoc-dx-vgw-a of dxgw-dx with vgw-a lets only blocks inside 10.9.0.0/16 pass, and what else tells of it is being deleted (dxassoc-a-first-vgw-a): until when it does AWS does not say.',
    ]);
    expect(answer.blockers.map((b) => [b.outcome, b.at, b.change])).toEqual([
      [
        'cannot-tell',
        'dxgw-dx',
        'Allow 10.0.0.0/16, or a prefix that contains it, in association dxassoc-dx-vgw-a.',
      ],
    ]);
    expect(trace(world, OFFICE, a1).outcome).toBe('cannot-tell');
    // Beside one that stays it is no matter.
    at.dxGateway('third').associate(vgw, ['10.0.0.0/16']).vif('c');
    expect(trace(world, a1, OFFICE).blockers).toEqual([]);
  });
});

describe('an association carries traffic once it is associated', () => {
  it.each([
    ['associating', 'blackhole', 'Wait until dxassoc-dx-hub is associated.'],
    ['associated', 'exits', undefined],
    ['updating', 'exits', undefined],
    [
      'disassociating',
      'cannot-tell',
      'Associate dxgw-dx with tgw-hub again, or another Direct Connect gateway: one with a virtual interface that stays.',
    ],
  ])('%s, of a transit gateway: %s', (state, outcome, change) => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const hub = at.tgw('hub');
    const dx = at.dxGateway('dx').associate(hub, ['10.0.0.0/8'], { state });
    dx.vif('vif');
    const ta = hub.attach(a, [a1]);
    const td = hub.attachOther('dx', 'direct-connect-gateway', dx.id, ['172.16.0.0/12']);
    hub.table('all').associate(ta, td).propagate(ta, td);
    a.main.route('172.16.0.0/12', hub);
    const answer = trace(world, a1, OFFICE);
    expect([answer.outcome, answer.blockers[0]?.change]).toEqual([
      outcome,
      change?.replace('dxassoc-dx-hub', 'dxassoc-dx-tgw-hub'),
    ]);
  });

  it.each([
    ['associating', 'blackhole'],
    ['associated', 'exits'],
    ['disassociating', 'cannot-tell'],
  ])('%s, of a virtual private gateway: %s', (state, outcome) => {
    const { world, at, a1, vgw } = build();
    at.dxGateway('dx').associate(vgw, ['10.0.0.0/16'], { state }).vif('vif');
    const answer = trace(world, a1, OFFICE);
    expect(answer.outcome).toBe(outcome);
    if (outcome === 'blackhole') {
      expect(answer.reason).toBe(
        'Everything that ends on vgw-a is down: vpn-backup, dxassoc-dx-vgw-a (associating).',
      );
    }
  });

  it('one that is being taken apart is associated again, or another is', () => {
    const { world, at, a1, vgw } = build();
    at.dxGateway('dx').associate(vgw, ['10.0.0.0/16'], { state: 'disassociating' }).vif('vif');
    expect(trace(world, a1, OFFICE).blockers[0]?.change).toBe(
      'Associate dxgw-dx with vgw-a again, or another Direct Connect gateway: one with a virtual interface that stays.',
    );
    // Where an interface goes, too, one that stays on the gateway itself does as well.
    at.vif('own', vgw, { type: 'private', state: 'deleting', bgp: [] });
    expect(trace(world, a1, OFFICE).blockers[0]?.change).toBe(
      'Put a virtual interface that stays on vgw-a.',
    );
  });
});
