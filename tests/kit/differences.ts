/** What differs between two networks, resource by resource, whatever the order in which things are listed. */
import { canonical } from '#app/base/json.ts';
import { kindIds } from '#app/kinds/index.gen.ts';
import type { Topology } from '#app/topology/topology.ts';

/** A resource as text, whatever the order of what it lists; what AWS answered, word by word, is left out. */
const known = new WeakMap<object, string>();
function textOf(resource: object): string {
  let text = known.get(resource);
  if (text === undefined) {
    known.set(
      resource,
      (text = canonical(sorted({ ...resource, raw: undefined, tags: undefined }))),
    );
  }
  return text;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => canonical(sorted(item))).sort();
  }
  if (value === null || typeof value !== 'object') {
    return typeof value === 'bigint' ? String(value) : value;
  }
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, sorted(v)]));
}

/** What AWS has deleted it goes on showing for a while. */
const isThere = (resource: object): boolean =>
  !('state' in resource && resource.state === 'deleted');

const stateOf = (topology: Topology): Map<string, string> =>
  new Map(
    kindIds.flatMap((kind) =>
      topology
        .all(kind)
        .filter(isThere)
        .map((resource) => [`${kind} ${resource.id}`, textOf(resource)] as const),
    ),
  );

/** Each resource that differs, with what it is in either. */
export function differences(a: Topology, b: Topology): string[] {
  const one = stateOf(a);
  const two = stateOf(b);
  return [...new Set([...one.keys(), ...two.keys()])].flatMap((name) =>
    one.get(name) === two.get(name)
      ? []
      : `${name}: ${one.get(name) ?? 'not there'} | ${two.get(name) ?? 'not there'}`,
  );
}
