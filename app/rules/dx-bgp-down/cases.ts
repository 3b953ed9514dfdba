/** Cases of dx-bgp-down. */
import type { VifOptions } from '../../world/direct-connect.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A Direct Connect gateway with interfaces. */
function gateway(...vifs: readonly VifOptions[]) {
  const world = new World();
  const at = world.region();
  const dx = at.dxGateway('dx').associate(at.tgw('hub'), ['10.0.0.0/8']);
  vifs.forEach((options, i) => dx.vif(`vif-${i}`, options));
  return { world, at, dx };
}

export default defineCases({
  quiet: [
    { title: 'up', world: () => gateway({}).world },
    {
      title: 'one session of two is up: IPv6 is not used',
      world: () => gateway({ bgp: ['up', 'down'] }).world,
    },
    { title: 'nobody knows', world: () => gateway({ bgp: ['unknown'] }).world },
    {
      title: 'not accepted yet: there is no session to be expected',
      world: () => gateway({ state: 'confirming', bgp: ['down'] }).world,
    },
    { title: 'deleted', world: () => gateway({ state: 'deleted', bgp: ['down'] }).world },
  ],
  loud: [
    {
      title: 'the only interface of a gateway is down',
      world: () => gateway({ state: 'down', bgp: ['down'] }).world,
      findings: [
        {
          message: 'vif-0 (dxvif-vif-0) (transit, at EqDC2) is down.',
          severity: 'error',
          resources: ['dxvif-vif-0', 'dxgw-dx'],
        },
      ],
      mended: () => gateway({}).world,
    },
    {
      title: 'one of two has lost its sessions; the other carries on',
      world: () => gateway({ bgp: ['down', 'down'] }, { location: 'EqDA2' }).world,
      findings: [
        {
          message:
            'vif-0 (dxvif-vif-0) (transit, at EqDC2) has no BGP session that is up; vif-1 (dxvif-vif-1) still carries dx (dxgw-dx).',
          severity: 'warning',
          resources: ['dxvif-vif-0', 'dxgw-dx'],
        },
      ],
    },
    {
      title: 'an interface of another account may carry on',
      world: () => {
        const { world, dx } = gateway({ bgp: ['down'] });
        dx.vif('far', { at: world.region('us-east-1', '222222222222') });
        return world.unseen('222222222222');
      },
      findings: [
        {
          message: 'vif-0 (dxvif-vif-0) (transit, at EqDC2) has no BGP session that is up.',
          severity: 'warning',
          resources: ['dxvif-vif-0', 'dxgw-dx'],
        },
      ],
    },
    {
      title: 'a failover test is under way',
      world: () => gateway({ state: 'testing', bgp: ['down'] }).world,
      findings: [
        {
          message:
            'vif-0 (dxvif-vif-0) (transit, at EqDC2) is being tested for failover: it carries nothing.',
          severity: 'info',
          resources: ['dxvif-vif-0', 'dxgw-dx'],
        },
      ],
    },
  ],
});
