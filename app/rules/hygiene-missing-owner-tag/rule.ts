/** Resources without the tags an organization asks for. */
import { z } from 'zod';
import type { KindId, Resource } from '../../kinds/index.gen.ts';
import { kinds } from '../../kinds/index.gen.ts';
import type { Topology } from '../../topology/topology.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

/** Kinds whose owner is hard to tell without a tag, since they stand between networks. */
const KINDS = [
  'vpc-peering',
  'transit-gateway',
  'tgw-attachment',
  'tgw-route-table',
  'route-table',
  'vpc',
  'vpn-connection',
] as const satisfies readonly KindId[];

export default defineRule({
  id: 'hygiene-missing-owner-tag',
  about: {
    title: 'Resource without a required tag',
    why: 'Between networks nobody can tell from a resource alone who answers for it, and whom to ask before it is changed or deleted. The tags of a peering do not cross accounts or Regions: each side has to set its own.',
    remedy:
      'Set the tag, best where the resource is made. Which tags are required, and of what, is said in the options of this rule.',
    severity: 'info',
    category: 'hygiene',
    preset: 'none',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html',
    ],
  },
  // A tag that is not there is not there, whatever else could not be read.
  needs: [],
  options: z.object({
    tags: z
      .array(z.string().min(1))
      .default(['Owner'])
      .describe('Tag keys that every resource must have, in their exact spelling'),
    kinds: z
      .array(z.enum(KINDS))
      .default(['vpc-peering', 'transit-gateway', 'tgw-attachment', 'route-table'])
      .describe('Kinds of resource that must have them'),
  }),
  messages: { missing: '{resource} has no tag {tags}.' },
  check({ topology, options }, say) {
    for (const kind of options.kinds) {
      for (const resource of topology.all(kind) as readonly Resource[]) {
        const missing = options.tags.filter((tag) => !resource.tags.get(tag));
        if (missing.length === 0 || isGone(resource) || !isOurs(topology, resource)) continue;
        say({
          message: 'missing',
          at: [resource.id],
          places: missing.map((tag) => ({ resource: resource.id, detail: `no tag ${tag}` })),
          data: {
            resource: resource.name
              ? topology.label(resource.id)
              : `${kinds[kind].title} ${resource.id}`,
            tags: listed(missing),
          },
        });
      }
    }
  },
});

/** What has ended is listed for a while, and can no longer be tagged. */
const GONE: ReadonlySet<unknown> = new Set([
  'deleted',
  'deleting',
  'failed',
  'rejected',
  'expired',
]);

const isGone = (resource: Resource): boolean => 'state' in resource && GONE.has(resource.state);

/**
 * True where the account that owns it was asked: what is shared shows its tags to nobody else.
 * A peering has a side, with tags, in two accounts.
 */
function isOurs(topology: Topology, resource: Resource): boolean {
  const kind = resource.kind;
  if (kind !== 'vpc-peering') return topology.saw(kind, resource);
  return [resource.requester, resource.accepter].some((side) => topology.saw(kind, side));
}
