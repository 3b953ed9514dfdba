/** Finds the resource a user names: by id, ARN or name. */
import { nearest } from '#app/base/nearest.ts';
import { uniq } from '#app/base/order.ts';
import type { Ref } from '#app/base/ref.ts';
import { kindIds, type Resource } from '#app/kinds/index.gen.ts';
import type { Topology } from '#app/topology/topology.ts';
import { CommandError } from './command.ts';

/** Throws CommandError (2) where the text names nothing, or several things. */
export function refOf(topology: Topology, text: string): Ref {
  const id = text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text;
  if (topology.find(id) || topology.ghost(id)) return id;
  const all = kindIds.flatMap((kind) => topology.all(kind) as readonly Resource[]);
  const named = all.filter((resource) => resource.name === text);
  const vpcs = named.filter((resource) => resource.kind === 'vpc');
  // A VPC's name is often given to what stands in it too: the widest one is meant.
  const found = vpcs.length > 0 ? vpcs : named;
  const [only, other] = found;
  if (only && !other) return only.id;
  if (other) {
    throw new CommandError(
      2,
      `${JSON.stringify(text)} names ${found.length} resources: ${uniq(found.map((r) => r.id)).join(', ')}. Give the id.`,
    );
  }
  const near = nearest(
    text,
    uniq(all.flatMap((r) => [r.id, r.name]).filter((name) => name !== '')),
  );
  throw new CommandError(
    2,
    `${JSON.stringify(text)} is no id, name or ARN of this network.${near === undefined ? '' : ` Did you mean ${JSON.stringify(near)}?`}`,
  );
}
