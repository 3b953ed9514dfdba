/** Finds resources by id, name, CIDR, an address they hold, or a tag. Pure. */
import type { SearchHit } from '#app/api/engine.ts';
import { type Cidr, contains, hasIp, parseIp, tryCidr, tryIp } from '#app/base/cidr.ts';
import { by, thenBy } from '#app/base/order.ts';
import type { Ref } from '#app/base/ref.ts';
import { kindIds, type Resource } from '#app/kinds/index.gen.ts';
import { boxOf } from '#app/scene/light.ts';
import type { Topology } from '#app/topology/topology.ts';

/** One resource, made ready for comparing. */
interface Entry {
  readonly ref: Ref;
  readonly kind: string;
  readonly label: string;
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly Cidr[];
  readonly ips: readonly string[];
  readonly tags: readonly { readonly text: string; readonly lower: string }[];
  /** Place of its kind among hits of equal rank: what is drawn comes first. */
  readonly order: number;
}

/** Kinds people look for most, in the order in which equal hits are shown. */
const FIRST = ['vpc', 'transit-gateway', 'subnet', 'vpc-peering', 'network-interface'];

const orderOf = (kind: string): number => {
  const at = FIRST.indexOf(kind);
  return at === -1 ? FIRST.length : at;
};

function cidrsOf(resource: Resource): readonly Cidr[] {
  if (
    resource.kind === 'vpc' ||
    resource.kind === 'subnet' ||
    resource.kind === 'transit-gateway'
  ) {
    return resource.cidrs;
  }
  return resource.kind === 'prefix-list' ? (resource.entries ?? []).map((e) => e.cidr) : [];
}

const indexes = new WeakMap<Topology, readonly Entry[]>();

function indexOf(topology: Topology): readonly Entry[] {
  const known = indexes.get(topology);
  if (known) return known;
  const entries = new Map<Ref, Entry>();
  for (const kind of kindIds) {
    for (const resource of topology.all(kind)) {
      // The several views of one attachment are one hit.
      if (entries.has(resource.id)) continue;
      const ips = resource.kind === 'network-interface' ? resource.ips : [];
      const publicIps =
        resource.kind === 'network-interface' ? resource.publicIps.map((own) => own.publicIp) : [];
      entries.set(resource.id, {
        ref: resource.id,
        kind,
        label: topology.label(resource.id),
        id: resource.id.toLowerCase(),
        name: resource.name.toLowerCase(),
        cidrs: cidrsOf(resource),
        ips: [...ips, ...publicIps],
        tags: [...resource.tags].map(([key, value]) => {
          const text = `${key}=${value}`;
          return { text, lower: text.toLowerCase() };
        }),
        order: orderOf(kind),
      });
    }
  }
  for (const ghost of topology.ghosts) {
    if (entries.has(ghost.id)) continue;
    entries.set(ghost.id, {
      ref: ghost.id,
      kind: ghost.kind,
      label: ghost.id,
      id: ghost.id.toLowerCase(),
      name: '',
      cidrs: ghost.cidrs,
      ips: [],
      tags: [],
      order: orderOf(ghost.kind),
    });
  }
  const list = [...entries.values()];
  indexes.set(topology, list);
  return list;
}

/** How well an entry fits, lower is better, and why; undefined where it does not. */
type Fit = { readonly rank: number; readonly why: string } | undefined;

const firstOf = (...fits: (() => Fit)[]): Fit => {
  for (const fit of fits) {
    const found = fit();
    if (found) return found;
  }
  return undefined;
};

const mostSpecific = (cidrs: readonly Cidr[]): Cidr | undefined =>
  cidrs.reduce<Cidr | undefined>(
    (best, cidr) => (best && best.length >= cidr.length ? best : cidr),
    undefined,
  );

/** An address: who has it, then the most specific prefix that holds it. */
function fitIp(entry: Entry, text: string): Fit {
  const ip = parseIp(text);
  const same = entry.ips.find((own) => own === text || (own.includes(':') && sameIp(own, ip)));
  if (same !== undefined) return { rank: 0, why: same };
  const holds = mostSpecific(entry.cidrs.filter((cidr) => hasIp(cidr, ip)));
  return holds && { rank: 1 + (128 - holds.length), why: `${holds.text} holds ${text}` };
}

const sameIp = (text: string, ip: ReturnType<typeof parseIp>): boolean => {
  const other = tryIp(text);
  return other?.family === ip.family && other.words.every((word, i) => word === ip.words[i]);
};

/** A prefix: the same one, then what lies in it, then what holds it, most specific first. */
function fitCidr(entry: Entry, cidr: Cidr): Fit {
  return firstOf(
    () => (entry.cidrs.some((c) => c.text === cidr.text) ? { rank: 0, why: cidr.text } : undefined),
    () => {
      const inner = entry.cidrs.find((c) => contains(cidr, c));
      return inner && { rank: 1 + inner.length, why: `${inner.text} in ${cidr.text}` };
    },
    () => {
      const outer = mostSpecific(entry.cidrs.filter((c) => contains(c, cidr)));
      return outer && { rank: 200 + (128 - outer.length), why: `${outer.text} holds ${cidr.text}` };
    },
  );
}

function fitText(entry: Entry, lower: string): Fit {
  const { id, name } = entry;
  if (id === lower) return { rank: 0, why: entry.ref };
  if (name === lower) return { rank: 1, why: entry.label };
  if (name.startsWith(lower)) return { rank: 2, why: entry.label };
  if (id.startsWith(lower)) return { rank: 3, why: entry.ref };
  if (name.includes(lower)) return { rank: 4, why: entry.label };
  if (id.includes(lower)) return { rank: 5, why: entry.ref };
  const cidr = entry.cidrs.find((c) => c.text.startsWith(lower));
  if (cidr) return { rank: 6, why: cidr.text };
  const ip = entry.ips.find((own) => own.startsWith(lower));
  if (ip !== undefined) return { rank: 7, why: ip };
  const tag = entry.tags.find((t) => t.lower.includes(lower));
  return tag && { rank: 8, why: tag.text };
}

/**
 * Best hits first. `nodes` are the ids the current scene draws, by themselves and by what they hold: a hit that is not drawn itself names the node of its VPC.
 */
export function search(
  topology: Topology,
  text: string,
  nodes: ReadonlyMap<string, string>,
  limit = 50,
): SearchHit[] {
  const query = text.trim();
  if (query === '') return [];
  const cidr = tryCidr(query);
  const ip = tryIp(query);
  const lower = query.toLowerCase();
  const fit = (entry: Entry): Fit =>
    ip
      ? (fitIp(entry, query) ?? fitTag(entry, lower))
      : cidr
        ? fitCidr(entry, cidr)
        : fitText(entry, lower);
  const hits: (Entry & { readonly rank: number; readonly why: string })[] = [];
  for (const entry of indexOf(topology)) {
    const found = fit(entry);
    if (found) hits.push({ ...entry, ...found });
  }
  hits.sort(
    thenBy(
      (a, b) => a.rank - b.rank || a.order - b.order,
      by((h) => h.label),
      by((h) => h.ref),
    ),
  );
  return hits.slice(0, limit).map((hit) => ({
    ref: hit.ref,
    kind: hit.kind,
    label: hit.label,
    why: hit.why,
    node: boxOf(topology, hit.ref, nodes),
  }));
}

/** Addresses also stand in tags, such as `elastic-ip=…`; they come after every address proper. */
function fitTag(entry: Entry, lower: string): Fit {
  const tag = entry.tags.find((t) => t.lower.includes(lower));
  return tag && { rank: 1000, why: tag.text };
}
