/** Cases of tgw-duplicate-asn. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];

/** Gateways, one a Region, with these ASNs. */
function gateways(...asns: readonly number[]) {
  const world = new World();
  const hubs = asns.map((asn, i) => world.region(REGIONS[i]).tgw(`hub-${i}`, { asn }));
  return { world, hubs };
}

/** Three in a row, peered. */
function row(...asns: readonly number[]) {
  const { world, hubs } = gateways(...asns);
  world.peerTgw(hubs[0]!, hubs[1]!);
  world.peerTgw(hubs[1]!, hubs[2]!);
  return world;
}

/** Two on one Direct Connect gateway. */
function onDx(...asns: readonly number[]) {
  const { world, hubs } = gateways(...asns);
  for (const hub of hubs) hub.attachOther('dx', 'direct-connect-gateway', 'dxgw-1', []);
  return { world, hubs };
}

export default defineCases({
  quiet: [
    { title: 'an ASN each', world: () => row(64512, 64513, 64514) },
    {
      title: 'the default ASN on two gateways that never meet',
      world: () => gateways(64512, 64512).world,
    },
    {
      title: 'peered with a third, which has another: their routes do not meet',
      world: () => row(64512, 64513, 64512),
    },
    {
      title: 'a peering that was deleted',
      world: () => {
        const { world, hubs } = gateways(64512, 64512);
        world.peerTgw(hubs[0]!, hubs[1]!, { state: 'deleted' });
        return world;
      },
    },
    { title: 'on one Direct Connect gateway, an ASN each', world: () => onDx(64512, 64513).world },
  ],
  loud: [
    {
      title: 'three in a row, nobody gave them another: one finding',
      world: () => row(64512, 64512, 64512),
      mended: () => row(64512, 64513, 64514),
      findings: [
        {
          message:
            'hub-0 (tgw-hub-0), hub-1 (tgw-hub-1) and hub-2 (tgw-hub-2) are peered and all have ASN 64512.',
          severity: 'info',
          resources: ['tgw-hub-0', 'tgw-hub-1', 'tgw-hub-2'],
          places: [0, 1, 2].map((i) => ({ resource: `tgw-hub-${i}`, detail: 'ASN 64512' })),
        },
      ],
    },
    {
      title: 'two on one Direct Connect gateway, peered as well: the worse is told',
      world: () => {
        const { world, hubs } = onDx(64512, 64512);
        world.peerTgw(hubs[0]!, hubs[1]!);
        return world;
      },
      findings: [
        {
          message:
            'hub-0 (tgw-hub-0) and hub-1 (tgw-hub-1) share a Direct Connect gateway and all have ASN 64512: their paths cannot be told apart on-premises.',
          severity: 'error',
          resources: ['tgw-hub-0', 'tgw-hub-1'],
        },
      ],
    },
  ],
});
