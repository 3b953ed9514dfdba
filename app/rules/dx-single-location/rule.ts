/** Direct Connect gateways whose interfaces all end at one place. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { DxGateway } from '../../kinds/dx-gateway.ts';
import type { Topology } from '../../topology/topology.ts';
import { isLive } from '../parts/sending.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'dx-single-location',
  about: {
    title: 'Direct Connect at one location',
    why: 'A location, and every device in it, is taken down for maintenance and fails now and then. Where all virtual interfaces of a gateway end there, everything behind it is cut off at once; AWS counts 99.9 % only from two locations on.',
    remedy:
      'Add a connection at a second location. Until then, a VPN on the same transit or virtual private gateway is a backup.',
    severity: 'warning',
    category: 'resilience',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/directconnect/latest/UserGuide/disaster-recovery-resiliency.html',
    ],
  },
  needs: ['dx-gateway', 'dx-virtual-interface', 'vpn-connection', 'tgw-attachment'],
  options: z.object({}),
  messages: {
    alone: '{gateway} rests on one virtual interface, {vifs} at {location}{backup}.',
    device: 'The {interfaces} of {gateway} all end on one device at {location}{backup}.',
    location: 'The {interfaces} of {gateway} all end at one location, {location}{backup}.',
  },
  check({ topology }, say) {
    for (const gateway of topology.all('dx-gateway')) {
      const served = (gateway.associations ?? []).filter((a) => a.state !== 'disassociated');
      const vifs = interfacesOf(topology, gateway);
      if (served.length === 0 || !vifs || vifs.length === 0) continue;
      const locations = uniq(vifs.map((vif) => vif.location));
      if (locations.length > 1 || locations[0] === '') continue;
      const devices = new Set(vifs.map((vif) => vif.device));
      const backups = uniq(served.flatMap((a) => vpnsOn(topology, a.gateway)));
      say({
        message:
          vifs.length === 1
            ? 'alone'
            : devices.size === 1 && !devices.has('')
              ? 'device'
              : 'location',
        severity: backups.length > 0 ? 'info' : 'warning',
        at: [gateway.id],
        path: vifs.map((vif) => vif.id),
        places: vifs.map((vif) => ({
          resource: vif.id,
          detail: vif.device ? `${vif.location}, ${vif.device}` : vif.location,
        })),
        data: {
          gateway: topology.label(gateway.id),
          vifs: named(
            topology,
            vifs.map((vif) => vif.id),
          ),
          interfaces: count(vifs.length, 'virtual interface'),
          location: locations[0] ?? '',
          backup: backups.length > 0 ? `; ${named(topology, backups)} can stand in` : '',
        },
      });
    }
  },
});

const GONE: ReadonlySet<string> = new Set(['deleted', 'deleting', 'rejected']);

/** Interfaces on a gateway; undefined where one of them was not seen, as those of other accounts. */
function interfacesOf(topology: Topology, { id, attachments }: DxGateway) {
  const attached = (attachments ?? []).filter((a) => a.state !== 'detached');
  const seen = attached.map((a) => topology.get('dx-virtual-interface', a.interface));
  if (!attachments || seen.includes(undefined)) return undefined;
  return topology
    .all('dx-virtual-interface')
    .filter((vif) => vif.dxGateway === id && !GONE.has(vif.state));
}

/** VPN connections on a transit or virtual private gateway that could carry what Direct Connect no longer does. */
const vpnsOn = (topology: Topology, gateway: Ref): Ref[] => [
  ...topology
    .all('vpn-connection')
    .filter((v) => v.state === 'available' && v.vpnGateway === gateway)
    .map((v) => v.id),
  ...topology
    .attachmentsOf(gateway)
    .filter((a) => a.type === 'vpn' && isLive(a))
    .map((a) => a.resource),
];
