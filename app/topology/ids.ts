/** Which kinds an id may belong to, as its prefix tells: `vpc-…` names VPCs. */
import { append } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { kindIds, kinds, type KindId } from '../kinds/index.gen.ts';

/** By prefix: every kind, those that use the prefix first. */
const byPrefix: ReadonlyMap<string, readonly KindId[]> = (() => {
  const users = new Map<string, KindId[]>();
  for (const kind of kindIds)
    for (const prefix of kinds[kind].prefixes) append(users, prefix, kind);
  return new Map(
    [...users].map(([prefix, first]) => [prefix, [...new Set([...first, ...kindIds])]]),
  );
})();

/** Every kind, in the order in which to look for an id. */
export const kindsFor = (id: Ref): readonly KindId[] =>
  byPrefix.get(id.slice(0, id.lastIndexOf('-') + 1)) ?? kindIds;
