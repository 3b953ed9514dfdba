/** Cases of vpn-route-limit-near. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function office(on: 'vgw' | 'tgw', ...accepted: number[]) {
  const world = new World();
  const at = world.region();
  if (on === 'vgw') {
    const a = at.vpc('a', '10.1.0.0/16');
    a.subnet('10.1.0.0/24');
    at.vpn('office', at.vgw('gate', a), { accepted });
  } else {
    const hub = at.tgw('hub');
    hub.attachVpn(at.vpn('office', hub, { accepted }));
  }
  return world;
}

export default defineCases({
  quiet: [
    { title: 'a few routes', world: () => office('vgw', 5, 5) },
    {
      title: 'more than a virtual private gateway takes, on a transit gateway',
      world: () => office('tgw', 799, 799),
    },
    {
      title: 'the share asked for is higher',
      options: { percent: 95 },
      world: () => office('vgw', 90, 90),
    },
  ],
  loud: [
    {
      title: 'eighty on a virtual private gateway',
      world: () => office('vgw', 80, 12),
      mended: () => office('vgw', 12, 12),
      findings: [
        {
          message: 'office (vpn-office) to gate (vgw-gate) has 80 of at most 100 routes.',
          severity: 'warning',
          resources: ['vpn-office', 'vgw-gate', 'cgw-office'],
          places: [{ resource: 'vpn-office', detail: '203.0.113.10: 80 routes accepted' }],
        },
      ],
    },
    {
      title: 'nine hundred on a transit gateway',
      world: () => office('tgw', 900, 880),
      findings: [
        {
          message: 'office (vpn-office) to hub (tgw-hub) has 900 of at most 1000 routes.',
          severity: 'warning',
          resources: ['vpn-office', 'tgw-hub', 'cgw-office'],
        },
      ],
    },
  ],
});
