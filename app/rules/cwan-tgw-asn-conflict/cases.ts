/** Cases of cwan-tgw-asn-conflict. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A hub (ASN 64512) peered with a core network whose edges have the ASNs given. */
function peered(edges: Readonly<Record<string, number>>, state = 'available') {
  const world = new World();
  const at = world.region();
  at.coreNetwork('wan', { edges }).peer(at.tgw('hub'), { state });
  return world;
}

export default defineCases({
  quiet: [
    { title: 'different ASNs', world: () => peered({ 'us-east-1': 64900 }) },
    {
      title: 'the same ASN in a Region that the gateway is not in',
      world: () => peered({ 'us-east-1': 64900, 'eu-west-1': 64512 }),
    },
    { title: 'a peering that is gone', world: () => peered({ 'us-east-1': 64512 }, 'deleted') },
    {
      title: 'the same ASN, without a peering',
      world: () => {
        const world = new World();
        const at = world.region();
        at.coreNetwork('wan', { edges: { 'us-east-1': 64512 } });
        at.tgw('hub');
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'one ASN on both sides',
      world: () => peered({ 'us-east-1': 64512 }),
      findings: [
        {
          message:
            'hub (tgw-hub) and the edge of wan (core-network-wan) in us-east-1, which it is peered with, both have ASN 64512.',
          severity: 'error',
          resources: ['tgw-hub', 'core-network-wan'],
          path: ['tgw-hub', 'tgw-attach-hub-wan', 'core-network-wan'],
        },
      ],
      mended: () => {
        const world = new World();
        const at = world.region();
        at.coreNetwork('wan', { edges: { 'us-east-1': 64512 } }).peer(
          at.tgw('hub', { asn: 64513 }),
        );
        return world;
      },
    },
  ],
});
