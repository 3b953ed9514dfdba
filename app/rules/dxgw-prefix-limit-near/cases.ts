/** Cases of dxgw-prefix-limit-near. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A Direct Connect gateway with so many prefixes for one hub, interfaces and hubs. */
function gateway({ prefixes = 1, interfaces = 1, hubs = 1 }) {
  const world = new World();
  const at = world.region();
  const dx = at.dxGateway('dx');
  for (let i = 0; i < hubs; i++) {
    const own = i === 0 ? prefixes : 1;
    dx.associate(
      at.tgw(`hub-${i}`),
      Array.from({ length: own }, (_, n) => `10.${i}.${n}.0/24`),
    );
  }
  for (let i = 0; i < interfaces; i++) dx.vif(`vif-${i}`);
  return world;
}

export default defineCases({
  quiet: [
    { title: 'a small one', world: () => gateway({}) },
    {
      title: 'just below what counts as near',
      world: () => gateway({ prefixes: 159, interfaces: 23, hubs: 4 }),
    },
    {
      title: 'near what AWS allows all, but the account team has raised it',
      world: () => gateway({ prefixes: 180 }),
      options: { prefixes: 400 },
    },
  ],
  loud: [
    {
      title: '160 prefixes for one gateway, of 200',
      world: () => gateway({ prefixes: 160 }),
      findings: [
        {
          message: 'dx (dxgw-dx) has 160 of 200 prefixes allowed for hub-0 (tgw-hub-0).',
          severity: 'warning',
          resources: ['dxgw-dx'],
        },
      ],
      mended: () => gateway({ prefixes: 100 }),
    },
    {
      title: 'interfaces and transit gateways, too',
      world: () => gateway({ interfaces: 24, hubs: 5 }),
      findings: [
        {
          message: 'dx (dxgw-dx) has 24 of 30 virtual interfaces and 5 of 6 transit gateways.',
          severity: 'warning',
          resources: ['dxgw-dx'],
          places: [
            { resource: 'dxgw-dx', detail: '24 of 30 virtual interfaces' },
            { resource: 'dxgw-dx', detail: '5 of 6 transit gateways' },
          ],
        },
      ],
    },
  ],
});
