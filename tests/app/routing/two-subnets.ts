/** One VPC with two subnets, for tests of filters. */
import type { AclEntrySpec } from '#app/world/filters.ts';
import { World } from '#app/world/world.ts';

export const HTTPS = { protocol: 'tcp', port: 443 };
export const TCP = '6';
export const all = (egress: boolean): AclEntrySpec => ({
  number: 100,
  allow: true,
  cidr: '0.0.0.0/0',
  egress,
});

/** One VPC, two subnets; `entries` make the ACL of the second. */
export function twoSubnets(entries?: readonly AclEntrySpec[]) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16');
  const [a1, a2] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24')];
  if (entries) a.acl('guard', entries, a2);
  return { world, at, a, a1, a2 };
}
