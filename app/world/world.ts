/** World: a builder of small networks that emits API-shaped pages, for tests, docs, the demo and the test endpoint. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { by, thenBy } from '../base/order.ts';
import { kindIds, kinds, type KindId } from '../kinds/index.gen.ts';
import type { Arguments, DetailCall, Kind, ListCall } from '../kinds/kind.ts';
import { GLOBAL, type Page, type PageError } from '../snapshot/page.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { FORMAT, FORMAT_VERSION } from '../snapshot/snapshot.ts';
import { uniq } from '../base/order.ts';
import { WorldRegion } from './region.ts';
import { type Peering, type Side, peeringItem } from './peering.ts';
import type { Tgw } from './tgw.ts';
import { TgwPeering } from './tgw-peering.ts';
import type { WorldVpc } from './vpc.ts';

/** An item as the API would return it, and who would be shown it. */
export interface WorldItem {
  readonly kind: KindId;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** Other accounts and Regions whose describe call returns it too. */
  readonly alsoSeenBy: readonly Side[];
  /** Computed when pages are asked for, so that later changes count. */
  readonly item: () => Readonly<Record<string, unknown>>;
  /** Answers of detail calls, by operation. */
  readonly details?: Readonly<Record<string, (args: Arguments) => readonly unknown[]>>;
}

/** One refused or failed call of the World. */
interface Refusal {
  readonly account: string;
  readonly region: string;
  readonly operation: string;
  readonly error: PageError;
}

export interface WorldOptions {
  /** `plain`: ids such as `vpc-a`, made of the names, easy to read in tests; `aws`: 17 hexadecimal digits. */
  readonly ids?: 'plain' | 'aws';
  /** Time on every page. */
  readonly time?: string;
}

/** True for kinds whose list is the same in every Region. */
const isGlobal = (id: KindId): boolean => (kinds[id] as unknown as Kind).call.scope === 'global';

/** The id that a World of `aws` ids gives to a name: a prefix and 17 hexadecimal digits. */
export const awsId = (prefix: string, name: string): string =>
  `${prefix}-0${bytesToHex(sha256(utf8ToBytes(`${prefix}/${name}`))).slice(0, 16)}`;

export class World {
  readonly items: WorldItem[] = [];
  readonly #regions = new Map<string, WorldRegion>();
  readonly #unseen = new Set<string>();
  readonly #refusals: Refusal[] = [];
  readonly #names = new Map<string, string>();
  readonly #dns: {
    readonly vpc: WorldVpc;
    readonly hostnames: boolean;
    readonly support: boolean;
  }[] = [];
  readonly #used = new Set<string>();
  #publicIps = 0;
  readonly #ids: 'plain' | 'aws';
  readonly #time: string;

  constructor(options: WorldOptions = {}) {
    this.#ids = options.ids ?? 'plain';
    this.#time = options.time ?? '2026-01-05T09:00:00.000Z';
  }

  /** A Region of an account; the same object for the same pair. */
  region(region = 'us-east-1', account = '111111111111'): WorldRegion {
    const key = `${account}/${region}`;
    let found = this.#regions.get(key);
    if (!found) {
      found = new WorldRegion(this, account, region);
      this.#regions.set(key, found);
    }
    return found;
  }

  /** Marks an account as never collected: its resources exist, but only others' references show them. */
  unseen(account: string): this {
    this.#unseen.add(account);
    return this;
  }

  /** What the organization calls an account: the first account that was collected lists them all. */
  name(account: string, name: string): this {
    this.#names.set(account, name);
    return this;
  }

  /** Whether DNS hostnames and DNS support are on in a VPC, as its owner is told. */
  dns(vpc: WorldVpc, { hostnames = true, support = true }): this {
    this.#dns.push({ vpc, hostnames, support });
    return this;
  }

  /** Makes one call of one Region end in an error instead of an answer. */
  refuse(at: WorldRegion, operation: string, error: Partial<PageError> = {}): this {
    this.#refusals.push({
      account: at.account,
      region: at.region,
      operation,
      error: {
        failure: 'refused',
        code: 'UnauthorizedOperation',
        message: 'You are not authorized to perform this operation.',
        ...error,
      },
    });
    return this;
  }

  /** A fresh id. The same name gives the same id in the same World only once; later ones get a number. */
  id(prefix: string, name: string): string {
    const make = (n: number): string => {
      const seed = n === 0 ? name : `${name}-${n + 1}`;
      return this.#ids === 'plain' ? `${prefix}-${seed}` : awsId(prefix, seed);
    };
    let n = 0;
    while (this.#used.has(make(n))) n++;
    this.#used.add(make(n));
    return make(n);
  }

  /** One item more in the answer of a detail call about a resource. */
  detail(id: string, operation: string, make: () => Readonly<Record<string, unknown>>): this {
    const at = this.items.findIndex((item) => item.id === id);
    const item = this.items[at]!;
    const before = item.details?.[operation];
    const more = (args: Arguments) => [...(before?.(args) ?? []), make()];
    this.items[at] = { ...item, details: { ...item.details, [operation]: more } };
    return this;
  }

  /** A public address that nothing else in this World has, of a range kept for documentation while it lasts. */
  publicIp(): string {
    const n = this.#publicIps++;
    // RFC 5737, then RFC 2544.
    return n < 178 ? `198.51.100.${77 + n}` : `198.18.${(n >> 8) & 255}.${n & 255}`;
  }

  /** A peering, active unless a state is given. Routes are not made: AWS makes none either. */
  peer(
    requester: WorldVpc,
    accepter: WorldVpc,
    options: { state?: string; name?: string; dns?: boolean; expires?: string } = {},
  ): Peering {
    const name = options.name ?? `${requester.name}-${accepter.name}`;
    const id = this.id('pcx', name);
    const peering: Peering = {
      kind: 'vpc-peering',
      id,
      requester,
      accepter,
      state: options.state ?? 'active',
    };
    this.items.push({
      kind: 'vpc-peering',
      id,
      account: requester.at.account,
      region: requester.at.region,
      alsoSeenBy: [{ account: accepter.at.account, region: accepter.at.region }],
      item: () => peeringItem(peering, { ...options, name }),
    });
    return peering;
  }

  /** A peering, plus a route to every CIDR of the other side in every table of both. */
  peerRouted(a: WorldVpc, b: WorldVpc): Peering {
    const peering = this.peer(a, b);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      for (const table of from.tables) for (const cidr of to.cidrs) table.route(cidr, peering);
    }
    return peering;
  }

  /** Peers two transit gateways. Associate and route it by hand, as in AWS. */
  peerTgw(
    requester: Tgw,
    accepter: Tgw,
    options: { state?: string; name?: string } = {},
  ): TgwPeering {
    return new TgwPeering(this, requester, accepter, options);
  }

  /** Every page the API would have answered, in a fixed order. */
  pages(): Page[] {
    const out: Page[] = [];
    const seen = [...this.#regions.values()]
      .filter((at) => !this.#unseen.has(at.account))
      .sort(
        thenBy(
          by((at) => at.account),
          by((at) => at.region),
        ),
      );
    const visible = new Map<string, WorldItem[]>();
    for (const item of this.items) {
      for (const place of new Set(
        [item, ...item.alsoSeenBy].map(
          (s) => `${s.account}/${isGlobal(item.kind) ? GLOBAL : s.region}`,
        ),
      )) {
        const key = `${place}/${item.kind}`;
        const list = visible.get(key);
        if (list) list.push(item);
        else visible.set(key, [item]);
      }
    }
    // Collections before these were read had no page of them, and most worlds have none either.
    const unasked = new Set(
      (['quota', 'resource-share'] as const).filter(
        (kind) => !this.items.some((item) => item.kind === kind),
      ) as KindId[],
    );
    const places = [
      ...seen.map(({ account, region }) => ({ account, region })),
      ...uniq(seen.map((at) => at.account)).map((account) => ({ account, region: GLOBAL })),
    ];
    for (const { account, region } of places) {
      for (const kind of kindIds) {
        if (isGlobal(kind) !== (region === GLOBAL) || unasked.has(kind)) continue;
        const here = visible.get(`${account}/${region}/${kind}`) ?? [];
        out.push(...this.#pagesOf(kind, { account, region }, here));
      }
    }
    out.push(...this.#attributes());
    const [first] = seen;
    if (first && this.#names.size > 0) {
      const accounts = [...this.#names].map(([Id, Name]) => ({ Id, Name, State: 'ACTIVE' }));
      const { account } = first;
      const call = { service: 'organizations', operation: 'ListAccounts', args: {} } as const;
      const answer = { Accounts: accounts };
      out.push({ account, region: GLOBAL, time: this.#time, ...call, answer });
    }
    return out;
  }

  /** The pages with a manifest, as a collection would have stored them. */
  snapshot(origin = 'demo'): Snapshot {
    const pages = this.pages();
    return {
      manifest: {
        format: FORMAT,
        version: FORMAT_VERSION,
        created: this.#time,
        peerless: '0.0.0',
        origin,
        scope: {
          accounts: uniq(pages.map((p) => p.account)),
          regions: uniq(pages.map((p) => p.region)).filter((region) => region !== GLOBAL),
          calls: uniq(pages.map((p) => `${p.service}:${p.operation}`)),
        },
      },
      pages,
    };
  }

  #attributes(): Page[] {
    return this.#dns
      .filter(({ vpc }) => !this.#unseen.has(vpc.at.account))
      .flatMap(({ vpc, hostnames, support }) =>
        (
          [
            ['enableDnsHostnames', 'EnableDnsHostnames', hostnames],
            ['enableDnsSupport', 'EnableDnsSupport', support],
          ] as const
        ).map(([Attribute, field, Value]): Page => {
          const { account, region } = vpc.at;
          const error = this.#refused({ account, region }, 'DescribeVpcAttribute');
          return {
            account,
            region,
            service: 'ec2',
            operation: 'DescribeVpcAttribute',
            args: { VpcId: vpc.id, Attribute },
            time: this.#time,
            ...(error ? { error } : { answer: { VpcId: vpc.id, [field]: { Value } } }),
          };
        }),
      );
  }

  #refused(at: Side, operation: string): PageError | undefined {
    return this.#refusals.find(
      (r) =>
        r.account === at.account &&
        (r.region === at.region || at.region === GLOBAL) &&
        r.operation === operation,
    )?.error;
  }

  #pagesOf(kindId: KindId, at: Side, visible: readonly WorldItem[]): Page[] {
    const kind = kinds[kindId] as unknown as Kind;
    const base = { account: at.account, region: at.region, time: this.#time };
    const refused = (operation: string) => this.#refused(at, operation);
    const page = (
      call: Pick<ListCall, 'service' | 'operation' | 'list' | 'single'>,
      args: Record<string, string>,
      items: () => readonly unknown[],
    ): Page => {
      const head = { ...base, service: call.service, operation: call.operation, args };
      const error = refused(call.operation);
      return error
        ? { ...head, error }
        : { ...head, answer: { [call.list]: call.single ? items()[0] : items() } };
    };
    const { each } = kind.call;
    const items = () => visible.map((i) => i.item());
    const out = each
      ? each.values.map((value) =>
          page(kind.call, { [each.argument]: value }, () =>
            items().filter((item) => item[each.argument] === value),
          ),
        )
      : [page(kind.call, {}, items)];
    if (refused(kind.call.operation)) return out;
    for (const detail of kind.details ?? []) {
      for (const item of visible) {
        const answer = item.details?.[detail.operation];
        if (!answer) continue;
        for (const more of partsOf(kind, detail, item)) {
          out.push(page(detail, { [detail.argument]: item.id, ...more }, () => answer(more)));
        }
      }
    }
    return out;
  }
}

/** Further arguments of each call of a detail about an item: none for most, which take one call. */
function partsOf(kind: Kind, { parts }: DetailCall, item: WorldItem): readonly Arguments[] {
  if (!parts) return [{}];
  const teller = kind.details?.find(({ as }) => as === parts.of)?.operation ?? '';
  const told = item.details?.[teller]?.({}) ?? [];
  return (told as Readonly<Record<string, unknown>>[]).flatMap((one) => parts.each(one));
}
