/** Names instead of ids in text to read: each id stands once, behind its name, and the name alone after that. */
import type { Ref } from '../../base/ref.ts';
import { kindIds, type Resource } from '../../kinds/index.gen.ts';
import type { Topology } from '../../topology/topology.ts';
import { inert } from './inert.ts';

/** All of them make what they return inert. */
export interface Names {
  /** `name (id)` the first time, the name after that; the id where there is no name. */
  readonly of: (id: Ref) => string;
  /** The name alone where only one resource has it; else as `of`. */
  readonly brief: (id: Ref) => string;
  /** The text with every known id in it put as `call` says, in the order they stand. */
  readonly within: (text: string, call?: (id: Ref) => string) => string;
}

/** Where an id may begin and end; AWS ids have no other characters. */
const WORD = /[A-Za-z0-9][A-Za-z0-9-]*/g;

/** Names that more than one resource has: they alone do not say which is meant. */
export function commonNames(topology: Topology): ReadonlySet<string> {
  const first = new Map<string, Ref>();
  const common = new Set<string>();
  for (const kind of kindIds) {
    for (const { id, name } of topology.all(kind) as readonly Resource[]) {
      const other = first.get(name);
      if (other === undefined) first.set(name, id);
      // An attachment is listed under two kinds.
      else if (other !== id) common.add(name);
    }
  }
  return common;
}

/** Starts anew: nothing has been named yet. `common` is `commonNames` of the same topology. */
export function namesOf(topology: Topology, common: ReadonlySet<string>): Names {
  const seen = new Set<Ref>();
  const nameOf = (id: Ref): string => topology.find(id)?.name ?? '';
  const of = (id: Ref): string => {
    const name = nameOf(id);
    const again = seen.has(id) && !common.has(name);
    seen.add(id);
    return inert(again && name !== '' ? name : topology.label(id));
  };
  const brief = (id: Ref): string => {
    const name = nameOf(id);
    return name === '' || common.has(name) ? of(id) : inert(name);
  };
  const within = (text: string, call = of): string => {
    let out = '';
    let done = 0;
    for (const hit of text.matchAll(WORD)) {
      const [id] = hit;
      const name = hit.index < done ? '' : nameOf(id);
      if (name === '') continue;
      const end = hit.index + id.length;
      const before = `${name} (`;
      // A message may have named it already: `name (id)` is replaced as a whole.
      const labelled = text[end] === ')' && text.slice(done, hit.index).endsWith(before);
      out += inert(text.slice(done, hit.index - (labelled ? before.length : 0))) + call(id);
      done = end + (labelled ? 1 : 0);
    }
    return out + inert(text.slice(done));
  };
  return { of, brief, within };
}
