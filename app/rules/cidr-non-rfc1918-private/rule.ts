/** Connected VPCs on addresses that the internet uses too. */
import { z } from 'zod';
import { isPublicBlock } from '../parts/private-ranges.ts';
import { connectionsOf } from '../parts/connections.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'cidr-non-rfc1918-private',
  about: {
    title: 'Connected VPC on public addresses',
    why: 'A VPC may take any addresses, those of somebody else on the internet too. Its peers and everything on its transit gateway then route those addresses to the VPC, and the real hosts that have them are out of reach. Private names in such a VPC resolve over a peering only with the DNS option of the peering.',
    remedy:
      'Give the VPC a block out of the private ranges (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16) and move into it. Where the addresses are your own, brought to AWS, suppress the finding and say so in its reason.',
    severity: 'info',
    category: 'addressing',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
    ],
  },
  needs: ['vpc'],
  options: z.object({}),
  messages: {
    public: '{vpc} uses public addresses, {blocks}, and shares them over {links}.',
  },
  check({ topology }, say) {
    for (const vpc of topology.all('vpc')) {
      const blocks = vpc.cidrs.filter(isPublicBlock).map((cidr) => cidr.text);
      if (blocks.length === 0) continue;
      const { links, words } = connectionsOf(topology, vpc.id);
      if (links.length === 0) continue;
      say({
        message: 'public',
        at: [vpc.id],
        path: [vpc.id, ...links],
        places: blocks.map((block) => ({ resource: vpc.id, detail: block })),
        data: { vpc: topology.label(vpc.id), blocks: listed(blocks), links: words },
      });
    }
  },
});
