/** Blocks of VPCs that are routed to Direct Connect and back, but that on-premises is never told of. */
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import { type DxLink, dxLinks } from '../../topology/direct-connect.ts';
import type { Topology } from '../../topology/topology.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';
import { untoldOfHub } from './hub.ts';
import { untoldOfVgw } from './vgw.ts';

export default defineRule({
  id: 'dxgw-allowed-prefix-gap',
  about: {
    title: 'Direct Connect does not announce a VPC',
    why: 'A Direct Connect gateway tells on-premises of its allowed prefixes and of nothing else. For a transit gateway they are announced as they stand; for a virtual private gateway they are a filter, and a block passes only whole. Everything else may be routed: without the announcement no reply ever finds the way, and the sender waits.',
    remedy:
      'Add the block, or a summary that holds it, to the allowed prefixes of the association. Lists of different transit gateways on one Direct Connect gateway must not overlap.',
    severity: 'error',
    category: 'hybrid',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html'],
  },
  // Tables of transit gateways that were not read leave it silent: it speaks of what is routed both ways.
  needs: ['dx-gateway', 'route-table', 'vpc', 'subnet', 'vpn-gateway', 'vpn-connection'],
  options: z.object({}),
  messages: {
    untold:
      'On-premises is not told of {blocks}: association {association} of {gateway} with {hub} allows {allowed} only{rest}.',
  },
  check({ topology, routing }, say) {
    for (const link of dxLinks(topology)) {
      const { dx, association } = link;
      const { allowed = [] } = association;
      if (allowed.length === 0) continue;
      const untold =
        association.type === 'transitGateway'
          ? untoldOfHub(routing, link)
          : untoldOfVgw(topology, association.gateway, allowed);
      const [first] = untold;
      if (!first) continue;
      const others = otherWays(topology, link);
      say({
        message: 'untold',
        severity: others.length === 0 && untold.some((u) => u.isMeant) ? 'error' : 'warning',
        at: [dx, association.gateway],
        path: [first.vpc, association.gateway, dx],
        places: untold.map(({ vpc, block }) => ({ resource: vpc, detail: block.text })),
        data: {
          blocks: listed(untold.map(({ vpc, block }) => `${block.text} of ${topology.label(vpc)}`)),
          association: association.id,
          gateway: topology.label(dx),
          hub: topology.label(association.gateway),
          allowed: listed(allowed.map((cidr) => cidr.text)),
          rest:
            others.length === 0
              ? ''
              : `; replies can come over ${listed(others.map((ref) => topology.label(ref)))} alone`,
        },
      });
    }
  },
});

/** Connections by which on-premises may hear of a VPC all the same. */
function otherWays(topology: Topology, { association }: DxLink): Ref[] {
  const { gateway } = association;
  return [
    ...topology
      .all('vpn-connection')
      .filter((v) => v.state === 'available' && (v.vpnGateway === gateway || v.tgw === gateway)),
    ...topology.all('dx-virtual-interface').filter((vif) => vif.vpnGateway === gateway),
    ...topology.attachmentsOf(gateway).filter((a) => a.type === 'connect'),
  ].map((way) => way.id);
}
