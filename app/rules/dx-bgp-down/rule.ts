/** Virtual interfaces that carry nothing. */
import { z } from 'zod';
import type { DxVirtualInterface } from '../../kinds/dx-virtual-interface.ts';
import { isVifDown } from '../../topology/direct-connect.ts';
import type { Topology } from '../../topology/topology.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'dx-bgp-down',
  about: {
    title: 'Direct Connect interface down',
    why: 'A virtual interface without a BGP session announces nothing and carries nothing. What used it has failed over, to another interface or to a VPN that may be slower, or is cut off. A session also goes down, and stays down, where the neighbour announces more prefixes than AWS takes (100 unless raised).',
    remedy:
      'Look at the neighbour: link, VLAN, addresses, MD5 key, number of announced prefixes. Where the interface is no longer used, delete it.',
    severity: 'error',
    category: 'hybrid',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html',
      'https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html',
    ],
  },
  needs: ['dx-virtual-interface'],
  options: z.object({}),
  messages: {
    interface: '{vif} ({type}, at {location}) is down{rest}.',
    sessions: '{vif} ({type}, at {location}) has no BGP session that is up{rest}.',
    testing: '{vif} ({type}, at {location}) is being tested for failover: it carries nothing.',
  },
  check({ topology }, say) {
    const all = topology.all('dx-virtual-interface');
    for (const vif of all) {
      const isTested = vif.state === 'testing';
      if (!isTested && !isVifDown(vif)) continue;
      // Not made yet, or no more: no session is to be expected.
      if (!['available', 'down', 'testing'].includes(vif.state)) continue;
      const end = vif.dxGateway ?? vif.vpnGateway;
      const others = all.filter(
        (other) =>
          other.id !== vif.id &&
          end !== undefined &&
          (other.dxGateway ?? other.vpnGateway) === end &&
          other.state === 'available' &&
          !isVifDown(other),
      );
      const isHeld = others.length > 0 || unseenOn(topology, vif);
      const known = end !== undefined && (topology.find(end) ?? topology.ghost(end)) !== undefined;
      say({
        message: isTested ? 'testing' : vif.state === 'down' ? 'interface' : 'sessions',
        severity: isTested ? 'info' : isHeld ? 'warning' : 'error',
        at: [vif.id, ...(known ? [end] : [])],
        data: {
          vif: topology.label(vif.id),
          type: vif.type,
          location: vif.location || 'a location that is not told',
          rest:
            others.length > 0
              ? `; ${named(
                  topology,
                  others.map((o) => o.id),
                )} ${others.length === 1 ? 'still carries' : 'still carry'} ${topology.label(end ?? '')}`
              : '',
        },
      });
    }
  },
});

/** True where interfaces of other accounts, which were not collected, hang on the same gateway. */
const unseenOn = (topology: Topology, { dxGateway }: DxVirtualInterface): boolean =>
  topology
    .get('dx-gateway', dxGateway ?? '')
    ?.attachments?.some((a) => !topology.get('dx-virtual-interface', a.interface)) ?? false;
