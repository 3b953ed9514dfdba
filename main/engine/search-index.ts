/** What a search looks through: every resource, every ghost, every account and Region of one, made ready for comparing. Pure. */
import { type Cidr } from '#app/base/cidr.ts';
import { by, thenBy } from '#app/base/order.ts';
import { accountRef, regionRef, type Ref } from '#app/base/ref.ts';
import { kindIds, kinds, type Resource } from '#app/kinds/index.gen.ts';
import { GLOBAL, UNKNOWN } from '#app/snapshot/page.ts';
import type { Topology } from '#app/topology/topology.ts';

/** One of them; `id`, `name`, `lower` and `about` are in lower case. */
export interface Entry {
  readonly ref: Ref;
  readonly kind: string;
  readonly label: string;
  /** Where it stands. */
  readonly place: string;
  /** Said of it where its name or id matched. */
  readonly note: string;
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly Cidr[];
  readonly ips: readonly string[];
  readonly tags: readonly { readonly text: string; readonly lower: string }[];
  /** What it is and where it stands: narrows a search, and finds nothing by itself. */
  readonly about: string;
  /** Place of its kind among hits of equal rank: what is drawn comes first. */
  readonly order: number;
}

/** Kinds people look for most, in the order in which equal hits are shown. */
const FIRST = [
  'vpc',
  'transit-gateway',
  'account',
  'region',
  'subnet',
  'vpc-peering',
  'network-interface',
];

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

/** In the order in which equal hits are shown; made once per topology. */
export function indexOf(topology: Topology): readonly Entry[] {
  const known = indexes.get(topology);
  if (known) return known;
  const entries = new Map<Ref, Entry>();
  const placed = new PlaceEntries(topology);
  for (const kind of kindIds) {
    const words = `${kind.replaceAll('-', ' ')}\n${kinds[kind].title.toLowerCase()}`;
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
        place: placed.name(resource.account, resource.region),
        note: resource.id,
        id: resource.id.toLowerCase(),
        name: resource.name.toLowerCase(),
        cidrs: cidrsOf(resource),
        ips: [...ips, ...publicIps],
        tags: [...resource.tags].map(([key, value]) => {
          const text = `${key}=${value}`;
          return { text, lower: text.toLowerCase() };
        }),
        about: `${words}\n${placed.words(resource.account, resource.region)}`,
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
      place: placed.name(ghost.account, ghost.region),
      note: ghost.id,
      id: ghost.id.toLowerCase(),
      name: '',
      cidrs: ghost.cidrs,
      ips: [],
      tags: [],
      about: `${ghost.kind.replaceAll('-', ' ')}\n${placed.words(ghost.account, ghost.region)}`,
      order: orderOf(ghost.kind),
    });
  }
  const list = [...placed.entries.values(), ...entries.values()].sort(
    thenBy(
      (a, b) => a.order - b.order,
      by((entry) => entry.label),
      by((entry) => entry.ref),
    ),
  );
  indexes.set(topology, list);
  return list;
}

const isKnown = (place: string): boolean => place !== '' && place !== UNKNOWN && place !== GLOBAL;

/** Accounts, and Regions of each, as they are met: each can be found from then on. */
class PlaceEntries {
  readonly entries = new Map<Ref, Entry>();
  readonly #met = new Map<Ref, { readonly name: string; readonly words: string }>();
  readonly #topology: Topology;

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  /** `us-east-1, payments`, as far as it is known. */
  name(account: string, region: string): string {
    return this.#meet(account, region).name;
  }

  /** What a resource there is found by as well. */
  words(account: string, region: string): string {
    return this.#meet(account, region).words;
  }

  #meet(account: string, region: string) {
    const key = regionRef(account, region);
    const known = this.#met.get(key);
    if (known) return known;
    const name = this.#topology.accountNames.get(account) ?? '';
    if (isKnown(account)) {
      this.#add('account', accountRef(account), account, name, '');
      const label = this.#topology.accountLabel(account);
      if (isKnown(region)) this.#add('region', key, region, '', label);
    }
    const met = {
      name: [region, name || account].filter(isKnown).join(', '),
      words: [account, name, region].join('\n').toLowerCase(),
    };
    this.#met.set(key, met);
    return met;
  }

  #add(kind: 'account' | 'region', ref: Ref, id: string, name: string, place: string): void {
    if (this.entries.has(ref)) return;
    this.entries.set(ref, {
      ref,
      kind,
      label: name || id,
      place,
      note: id,
      id,
      name: name.toLowerCase(),
      cidrs: [],
      ips: [],
      tags: [],
      about: `${kind}\n${place.toLowerCase()}`,
      order: orderOf(kind),
    });
  }
}
