/** Finds the resource a user names: by id, ARN or name. */
import { nearest } from '../base/nearest.ts';
import { groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { kindIds, type Resource } from '../kinds/index.gen.ts';
import type { Topology } from './topology.ts';

/** Characters of what was asked that a message repeats. */
const SHOWN = 80;
/** Ids of one name that a message lists. */
const LISTED = 5;

const told = (text: string): string =>
  JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

const listed = (ids: readonly Ref[]): string =>
  ids.slice(0, LISTED).join(', ') + (ids.length > LISTED ? ` and ${ids.length - LISTED} more` : '');

/**
 * What answers with the ref of a text. Names are put in order when the first is asked for: a file of traffic asks
 * thousands of times. The answer throws RangeError, with a sentence for the user, for a text that names nothing, or
 * several things.
 */
export function namesIn(topology: Topology): (text: string) => Ref {
  let known: ReadonlyMap<string, readonly Resource[]> | undefined;
  const all = (): readonly Resource[] =>
    kindIds.flatMap((kind) => topology.all(kind) as readonly Resource[]);
  return (text) => {
    const id = text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text;
    if (topology.find(id) || topology.ghost(id)) return id;
    known ??= groupBy(all(), (resource) => resource.name);
    const named = text === '' ? [] : (known.get(text) ?? []);
    const vpcs = named.filter((resource) => resource.kind === 'vpc');
    // A VPC's name is often given to what stands in it too: the widest one is meant.
    const found = vpcs.length > 0 ? vpcs : named;
    const [only, other] = found;
    if (only && !other) return only.id;
    if (other) {
      throw new RangeError(
        `${told(text)} names ${found.length} resources: ${listed(uniq(found.map((r) => r.id)))}. Give the id.`,
      );
    }
    const near = nearest(
      text,
      uniq(
        all()
          .flatMap((r) => [r.id, r.name])
          .filter((name) => name !== ''),
      ),
    );
    throw new RangeError(
      `${told(text)} is no id, name or ARN of this network.${near === undefined ? '' : ` Did you mean ${JSON.stringify(near)}?`}`,
    );
  };
}
