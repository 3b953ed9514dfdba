/** Peerings whose DNS option is on and has no effect, because a VPC has no DNS hostnames or no DNS support. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { append } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { PeeringSide, VpcPeering } from '../../kinds/vpc-peering.ts';
import type { Topology } from '../../topology/topology.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-dns-no-effect',
  about: {
    title: 'DNS resolution of a peering without effect',
    why: 'With the DNS option of a peering, names of instances resolve to private addresses for the other side, but only where DNS hostnames and DNS support are on in both VPCs. Where one of them is off, the option can be turned on and does nothing: names resolve to public addresses, or not at all, and traffic that should stay private leaves by the internet.',
    remedy:
      'Turn on DNS hostnames and DNS support in the VPC (enableDnsHostnames, enableDnsSupport), or turn the option off where hosted zones or Resolver rules answer for every name.',
    severity: 'warning',
    category: 'peering',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html'],
  },
  needs: ['vpc-peering'],
  options: z.object({}),
  messages: {
    noEffect:
      'DNS resolution is on over {links}, and has no effect: {what} in {vpc}, and it needs both in both VPCs.',
  },
  check({ topology }, say) {
    for (const [vpc, { lacks, peerings }] of lackingIn(topology)) {
      say({
        message: 'noEffect',
        at: [vpc, ...peerings],
        path: [vpc, ...peerings],
        places: [{ resource: vpc, detail: lacks }],
        data: {
          links:
            peerings.length === 1
              ? topology.label(peerings[0]!)
              : count(peerings.length, 'peering'),
          what: lacks,
          vpc: topology.label(vpc),
        },
      });
    }
  },
});

interface Lacking {
  readonly lacks: string;
  readonly peerings: readonly Ref[];
}

/** `DNS hostnames are off`; undefined where neither is known to be off. */
function lacksOf({ hostnames, support }: PeeringSide): string | undefined {
  if (hostnames === false && support === false) return 'DNS hostnames and DNS support are off';
  if (hostnames === false) return 'DNS hostnames are off';
  return support === false ? 'DNS support is off' : undefined;
}

const isOn = ({ state, requester, accepter }: VpcPeering): boolean =>
  state === 'active' && (requester.dns === true || accepter.dns === true);

/** VPCs that take the effect from peerings, and those peerings. */
function lackingIn(topology: Topology): ReadonlyMap<Ref, Lacking> {
  const lacks = new Map<Ref, string>();
  const links = new Map<Ref, Ref[]>();
  for (const peering of topology.all('vpc-peering')) {
    if (!isOn(peering)) continue;
    for (const side of [peering.requester, peering.accepter]) {
      const what = lacksOf(side);
      if (what === undefined) continue;
      lacks.set(side.vpc, what);
      append(links, side.vpc, peering.id);
    }
  }
  return new Map([...links].map(([vpc, peerings]) => [vpc, { lacks: lacks.get(vpc)!, peerings }]));
}
