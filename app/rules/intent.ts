/** The intent of a configuration, laid over a topology: which VPCs make which environment, and who may reach whom. */
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import {
  type Assertion,
  type AssertionEnd,
  ConfigError,
  type Segments,
  type Selector,
} from './config.ts';
import { selectorWords, selects } from './selector.ts';

export interface Environment {
  readonly name: string;
  /** Sorted. */
  readonly vpcs: readonly Ref[];
  /** True where its selector picks VPCs, even if others before it have them all. */
  readonly picks: boolean;
}

/** What an end of an assertion picks. */
export interface IntentEnd {
  /** `prod`, `the VPCs with tag Team=data`, `10.1.2.3`. */
  readonly words: string;
  readonly kind: 'vpc' | 'subnet' | 'address';
  /** VPCs or subnets, sorted; none for an address. */
  readonly refs: readonly Ref[];
  readonly ip?: string;
}

export class Intent {
  /** In the order written. */
  readonly environments: readonly Environment[];
  readonly assertions: readonly Assertion[];
  readonly #topology: Topology;
  readonly #of = new Map<Ref, string>();
  readonly #reach: ReadonlyMap<string, ReadonlySet<string>>;

  /** Throws ConfigError where something names an environment that is none. */
  constructor(topology: Topology, segments: Segments | undefined) {
    this.#topology = topology;
    this.assertions = segments?.assertions ?? [];
    this.#reach = new Map(
      Object.entries(segments?.reach ?? {}).map(([from, to]) => [from, new Set(to)]),
    );
    const members = Object.entries(segments?.environments ?? {}).map(([name, picked]) => {
      const tests = listOf(picked).map(selects);
      return { name, picks: (ref: Ref) => tests.some((test) => test(topology, ref)) };
    });
    const all = members.length === 0 ? [] : topology.all('vpc').map(({ id }) => id);
    this.environments = members.map(({ name, picks }) => {
      const picked = all.filter(picks);
      const vpcs = picked.filter((id) => !this.#of.has(id));
      for (const id of vpcs) this.#of.set(id, name);
      return { name, vpcs, picks: picked.length > 0 };
    });
    const names = new Set(members.map(({ name }) => name));
    for (const name of [
      ...[...this.#reach].flatMap(([from, to]) => [from, ...to]),
      ...this.assertions.flatMap(({ from, to }) => [from, to]).filter((e) => typeof e === 'string'),
    ]) {
      if (!names.has(name))
        throw new ConfigError(`no environment is called ${JSON.stringify(name)}`);
    }
  }

  /** The environment of a VPC; undefined where none picks it. */
  of(vpc: Ref | undefined): string | undefined {
    return vpc === undefined ? undefined : this.#of.get(vpc);
  }

  /**
   * True where one of two environments may open connections to the other, or both are one. Routes know no direction:
   * the answers of an allowed connection need the very routes that a forbidden one would take. Who opens is a matter
   * for security groups, and for assertions with a port.
   */
  connects(a: string, b: string): boolean {
    return a === b || this.#reach.get(a)?.has(b) === true || this.#reach.get(b)?.has(a) === true;
  }

  /** True where two VPCs are in environments that do not connect. */
  keepsApart(a: Ref, b: Ref): boolean {
    const [from, to] = [this.of(a), this.of(b)];
    return from !== undefined && to !== undefined && !this.connects(from, to);
  }

  /** What an end of an assertion picks. */
  end(end: AssertionEnd): IntentEnd {
    if (typeof end === 'string') {
      const refs = this.environments.find(({ name }) => name === end)?.vpcs ?? [];
      return { words: end, kind: 'vpc', refs };
    }
    if (isAddress(end)) return { words: end.ip, kind: 'address', refs: [], ip: end.ip };
    const { kind = 'vpc', ...selector } = end;
    const picks = selects(selector);
    const all = this.#topology.all(kind) as readonly { readonly id: Ref }[];
    return {
      words: endWords(end),
      kind,
      refs: all.map(({ id }) => id).filter((id) => picks(this.#topology, id)),
    };
  }
}

const listOf = (members: Selector | readonly Selector[]): readonly Selector[] =>
  Array.isArray(members) ? (members as readonly Selector[]) : [members as Selector];

export const isAddress = (end: AssertionEnd): end is { readonly ip: string } =>
  typeof end === 'object' && 'ip' in end;

const endWords = (end: AssertionEnd): string => {
  if (typeof end === 'string') return end;
  if (isAddress(end)) return end.ip;
  const { kind = 'vpc', ...selector } = end;
  return `${kind === 'vpc' ? 'VPCs' : 'subnets'} of ${selectorWords(selector)}`;
};

/** An assertion in words, by which it keeps its name whatever it finds: `dev isolated from prod, tcp 22`. */
export function assertionWords({ expect, from, to, protocol, port, family }: Assertion): string {
  const flow = [protocol, port].filter((part) => part !== undefined).join(' ');
  return [
    `${endWords(from)} ${expect === 'reach' ? 'reaches' : 'isolated from'} ${endWords(to)}`,
    ...(flow === '' ? [] : [flow]),
    ...(family === undefined ? [] : [family === 'ipv4' ? 'IPv4' : 'IPv6']),
  ].join(', ');
}
