/** Cases of dx-single-location. */
import type { VifOptions } from '../../world/direct-connect.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A Direct Connect gateway on a hub, with interfaces. */
function gateway(...vifs: readonly VifOptions[]) {
  const world = new World();
  const at = world.region();
  const tgw = at.tgw('hub');
  const dx = at.dxGateway('dx').associate(tgw, ['10.0.0.0/8']);
  vifs.forEach((options, i) => dx.vif(`vif-${i}`, options));
  return { world, at, tgw, dx };
}

export default defineCases({
  quiet: [
    { title: 'two locations', world: () => gateway({}, { location: 'EqDA2' }).world },
    { title: 'no interface yet', world: () => gateway().world },
    {
      title: 'nothing is associated with it',
      world: () => {
        const world = new World();
        world.region().dxGateway('dx').vif('vif');
        return world;
      },
    },
    {
      title: 'the second interface belongs to an account that was not collected',
      world: () => {
        const { world, dx } = gateway({});
        dx.vif('far', { at: world.region('us-east-1', '222222222222') });
        return world.unseen('222222222222');
      },
    },
  ],
  loud: [
    {
      title: 'one interface',
      world: () => gateway({}).world,
      findings: [
        {
          message: 'dx (dxgw-dx) rests on one virtual interface, vif-0 (dxvif-vif-0) at EqDC2.',
          severity: 'warning',
          resources: ['dxgw-dx'],
          path: ['dxvif-vif-0'],
        },
      ],
      mended: () => gateway({}, { location: 'EqDA2' }).world,
    },
    {
      title: 'two interfaces on one device',
      world: () => gateway({}, {}).world,
      findings: [
        {
          message: 'The 2 virtual interfaces of dx (dxgw-dx) all end on one device at EqDC2.',
          severity: 'warning',
          resources: ['dxgw-dx'],
        },
      ],
    },
    {
      title: 'two devices at one location, and a VPN that can stand in',
      world: () => {
        const { world, at, tgw } = gateway({}, { device: 'EqDC2-2' });
        tgw.attachVpn(at.vpn('backup', tgw));
        return world;
      },
      findings: [
        {
          message:
            'The 2 virtual interfaces of dx (dxgw-dx) all end at one location, EqDC2; backup (vpn-backup) can stand in.',
          severity: 'info',
          resources: ['dxgw-dx'],
          places: [
            { resource: 'dxvif-vif-0', detail: 'EqDC2, EqDC2-1' },
            { resource: 'dxvif-vif-1', detail: 'EqDC2, EqDC2-2' },
          ],
        },
      ],
    },
  ],
});
