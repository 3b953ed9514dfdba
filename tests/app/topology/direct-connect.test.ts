/** Associations of Direct Connect gateways, told by the owner of either end. */
import { describe, expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { anonymize } from '#app/snapshot/anonymize.ts';
import { Names } from '#app/snapshot/anonymize-names.ts';
import { buildTopology } from '#app/topology/build.ts';
import { dxEndsOf, dxLinks, dxLinksOf } from '#app/topology/direct-connect.ts';
import type { Topology } from '#app/topology/topology.ts';
import { World } from '#app/world/world.ts';

const [OWN, PARTNER] = ['111111111111', '222222222222'];

interface Asked {
  readonly asked?: 'shown' | 'hidden';
  /** The account of the Direct Connect gateway was not collected. */
  readonly alone?: boolean;
}

/** A transit gateway and a virtual private gateway on a Direct Connect gateway of another account. */
function build({ asked, alone = false }: Asked): World {
  const world = new World();
  if (alone) world.unseen(PARTNER);
  const at = world.region('eu-west-1', OWN);
  const vpc = at.vpc('a', '10.1.0.0/16');
  const options = asked ? { asked } : {};
  world
    .region('us-east-1', PARTNER)
    .dxGateway('dx')
    .associate(at.tgw('hub'), ['10.0.0.0/8'], options)
    .associate(at.vgw('a', vpc), ['10.1.0.0/16'], options);
  return world;
}

const said = (topology: Topology) =>
  dxLinks(topology).map(({ dx, seen, association: { gateway, allowed } }) => [
    gateway,
    dx,
    seen !== undefined,
    allowed?.map((cidr) => cidr.text),
  ]);

describe('where only the account of the gateways was collected', () => {
  const topology = buildTopology(build({ asked: 'shown', alone: true }).pages());

  it('they are there, with their allowed prefixes, and the Direct Connect gateway is a ghost of the other account', () => {
    expect(said(topology)).toEqual([
      ['tgw-hub', 'dxgw-dx', false, ['10.0.0.0/8']],
      ['vgw-a', 'dxgw-dx', false, ['10.1.0.0/16']],
    ]);
    expect(topology.ghost('dxgw-dx')).toMatchObject({
      kind: 'dx-gateway',
      account: PARTNER,
      referredBy: ['tgw-hub', 'vgw-a'],
    });
  });

  it('a picture draws the Direct Connect gateway as a ghost', () => {
    const world = build({ asked: 'shown', alone: true });
    const at = world.region('eu-west-1', OWN);
    world.items.push({
      kind: 'tgw-attachment',
      id: 'tgw-attach-dx',
      account: OWN,
      region: at.region,
      alsoSeenBy: [],
      item: () => ({
        TransitGatewayAttachmentId: 'tgw-attach-dx',
        TransitGatewayId: 'tgw-hub',
        ResourceType: 'direct-connect-gateway',
        ResourceId: 'dxgw-dx',
        State: 'available',
      }),
    });
    const drawn = buildScene(analyze(world.snapshot())).nodes.find((n) => n.id === 'dxgw-dx');
    expect(drawn).toMatchObject({ shape: 'direct-connect', ghost: true });
  });

  it('Direct Connect is a way out of the virtual private gateway that is not seen to be down', () => {
    expect(dxEndsOf(topology, 'vgw-a')).toEqual([{ id: 'dxgw-dx', state: 'up' }]);
  });

  it('prefixes that AWS does not show are not known, which is not the same as none', () => {
    const hidden = buildTopology(build({ asked: 'hidden', alone: true }).pages());
    expect(said(hidden)).toEqual([
      ['tgw-hub', 'dxgw-dx', false, undefined],
      ['vgw-a', 'dxgw-dx', false, undefined],
    ]);
  });

  it('a source that never asked has neither the associations nor a gap', () => {
    const silent = buildTopology(build({ alone: true }).pages());
    expect(said(silent)).toEqual([]);
    expect(silent.gapsHiding(['dx-gateway', 'vpn-gateway', 'transit-gateway'])).toEqual([]);
  });

  it('a refusal hides Direct Connect gateways, and not the gateway that was asked for', () => {
    const world = build({ asked: 'shown', alone: true });
    world.refuse(world.region('eu-west-1', OWN), 'DescribeDirectConnectGatewayAssociations');
    const refused = buildTopology(world.pages());
    expect(said(refused)).toEqual([]);
    expect(refused.gapsHiding(['dx-gateway'])).toHaveLength(1);
    expect(refused.gapsHiding(['vpn-gateway', 'transit-gateway'])).toEqual([]);
  });
});

describe('anonymized', () => {
  it('they lead from the same to the same', () => {
    const world = build({ asked: 'shown', alone: true });
    const key = new Uint8Array(32).fill(7);
    const names = new Names(key);
    const topology = buildTopology(anonymize(world.snapshot(), key).snapshot.pages);
    expect(
      dxLinks(topology)
        .map(({ dx, association: a }) => [a.gateway, dx])
        .sort(),
    ).toEqual(
      [
        [names.id('tgw-hub'), names.id('dxgw-dx')],
        [names.id('vgw-a'), names.id('dxgw-dx')],
      ].sort(),
    );
  });
});

describe('where both accounts were collected', () => {
  it.each([['shown'], ['hidden'], [undefined]] as const)(
    'each association is one, as the owner of the Direct Connect gateway tells it (%s)',
    (asked) => {
      const topology = buildTopology(build(asked ? { asked } : {}).pages());
      expect(said(topology)).toEqual([
        ['tgw-hub', 'dxgw-dx', true, ['10.0.0.0/8']],
        ['vgw-a', 'dxgw-dx', true, ['10.1.0.0/16']],
      ]);
      expect(dxLinksOf(topology, 'tgw-hub')).toHaveLength(1);
      expect(topology.ghosts).toEqual([]);
    },
  );

  it('what one end does not show is taken from the other', () => {
    const world = build({ asked: 'shown' });
    world.refuse(world.region('us-east-1', PARTNER), 'DescribeDirectConnectGatewayAssociations');
    expect(said(buildTopology(world.pages()))).toEqual([
      ['tgw-hub', 'dxgw-dx', true, ['10.0.0.0/8']],
      ['vgw-a', 'dxgw-dx', true, ['10.1.0.0/16']],
    ]);
  });
});
