/** Default VPCs that were connected to others. */
import { z } from 'zod';
import { UNKNOWN } from '../../snapshot/page.ts';
import type { Topology } from '../../topology/topology.ts';
import { connectionsOf } from '../parts/connections.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'cidr-default-vpc-connected',
  about: {
    title: 'Default VPC connected to others',
    why: 'AWS makes a default VPC in every Region of every account, all of them on 172.31.0.0/16. The first that is connected takes that range for the whole network; the next one cannot be peered, and on a transit gateway it is not propagated, without any error.',
    remedy:
      'Move what runs there into a VPC with a block out of your address plan, connect that one, and disconnect the default VPC.',
    severity: 'warning',
    category: 'addressing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html',
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html',
    ],
  },
  needs: ['vpc'],
  options: z.object({}),
  messages: {
    connected: '{vpc} is the default VPC of account {account} in {region} and has {links}.',
  },
  check({ topology }, say) {
    if (isOneAccount(topology)) return;
    for (const vpc of topology.all('vpc')) {
      if (!vpc.isDefault) continue;
      const { links, words } = connectionsOf(topology, vpc.id);
      if (links.length === 0) continue;
      say({
        message: 'connected',
        at: [vpc.id],
        path: [vpc.id, ...links],
        data: {
          vpc: topology.label(vpc.id),
          account: vpc.account,
          region: vpc.region,
          links: words,
        },
      });
    }
  },
});

/** True where everything in sight belongs to one account: it has one default VPC a Region, and may know what it does. */
const isOneAccount = (topology: Topology): boolean =>
  new Set(
    [...topology.all('vpc'), ...topology.ghosts]
      .map(({ account }) => account)
      .filter((account) => account !== '' && account !== UNKNOWN),
  ).size < 2;
