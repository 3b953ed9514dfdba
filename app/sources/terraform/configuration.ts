/** Follows the references of a plan's configuration: which resource an unknown value will come from. */
import { isObject } from '../../base/json.ts';
import { asList, asText } from './state.ts';

type Item = Readonly<Record<string, unknown>>;

/** A resource with its number or key, as it will be; `after` is filled in while references are followed. */
export interface Instance {
  readonly address: string;
  /** Address of its module with numbers and keys: `module.net["a"]`; '' for the root. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly index: unknown;
}

interface Known extends Instance {
  readonly after: Item;
}

/** References lead through modules and their outputs; more steps than this are a circle. */
const MAX_STEPS = 40;

/** Answers of one reference that are looked at; a plan of thousands has no more of one kind. */
const MAX_FOUND = 5_000;

/** References followed for one attribute: outputs that name outputs may be told in a few lines and lead on forever. */
const MAX_FOLLOWED = 2_000;

/** `module.net["a"].module.x[0]` -> [['net', '["a"]'], ['x', '[0]']] */
function modulesIn(address: string): [name: string, index: string][] {
  return [...address.matchAll(/module\.([\w-]+)((?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?)/g)].map((m) => [
    m[1]!,
    m[2]!,
  ]);
}

/** The number or key at the beginning of what follows a name. */
const INDEX = /^(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/;

const child = (node: unknown, name: string): unknown =>
  isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined;

export class Configuration {
  readonly #root: unknown;
  readonly #variables: unknown;
  readonly #byName = new Map<string, Known[]>();
  readonly #modules = new Map<string, unknown>();
  readonly #resources = new Map<string, ReadonlyMap<string, unknown>>();
  readonly #instances = new Map<string, readonly string[]>();
  #followed = 0;
  /** References that are being followed: one that leads back to itself tells nothing. */
  readonly #open = new Set<string>();

  constructor(plan: Item, instances: readonly Known[]) {
    this.#root = child(plan['configuration'], 'root_module');
    this.#variables = plan['variables'];
    for (const instance of instances) {
      const key = `${instance.module}|${instance.type}.${instance.name}`;
      const list = this.#byName.get(key);
      if (list) list.push(instance);
      else this.#byName.set(key, [instance]);
    }
  }

  /** The configuration of a module, by its address. */
  #module(address: string): unknown {
    if (!this.#modules.has(address)) {
      let node = this.#root;
      for (const [name] of modulesIn(address)) {
        node = child(child(child(node, 'module_calls'), name), 'module');
      }
      this.#modules.set(address, node);
    }
    return this.#modules.get(address);
  }

  #resource({ module, type, name }: Instance): unknown {
    let known = this.#resources.get(module);
    if (!known) {
      const managed = asList(child(this.#module(module), 'resources')).filter(
        (r) => child(r, 'mode') !== 'data',
      );
      const key = (r: unknown) => `${asText(child(r, 'type'))}.${asText(child(r, 'name'))}`;
      known = new Map(managed.map((r) => [key(r), r]));
      this.#resources.set(module, known);
    }
    return known.get(`${type}.${name}`);
  }

  /** Key of the provider configuration of a resource. */
  providerOf(instance: Instance): string {
    return asText(child(this.#resource(instance), 'provider_config_key'));
  }

  /** The value of an expression that is constant, or a variable of the root. */
  constant(expression: unknown): unknown {
    const constant = child(expression, 'constant_value');
    if (constant !== undefined) return constant;
    const [ref] = asList(child(expression, 'references')).map(asText);
    const name = /^var\.([\w-]+)$/.exec(ref ?? '')?.[1];
    return name === undefined ? undefined : child(child(this.#variables, name), 'value');
  }

  /**
   * Values that an attribute of a resource may take once they are known, or an attribute in one of its blocks;
   * undefined where the configuration does not set it.
   */
  valuesOf(instance: Instance, name: string, inner?: string): readonly unknown[] | undefined {
    const expression = child(child(this.#resource(instance), 'expressions'), name);
    if (expression === undefined) return undefined;
    const found: unknown[] = [];
    this.#followed = 0;
    const take = (one: unknown) => {
      const references = asList(child(one, 'references')).map(asText);
      found.push(...this.#follow(references, instance.module, instance.index, 0));
    };
    if (Array.isArray(expression)) {
      for (const block of expression) take(inner === undefined ? block : child(block, inner));
    } else take(expression);
    return found;
  }

  #follow(references: readonly string[], module: string, index: unknown, step: number): unknown[] {
    if (step > MAX_STEPS || this.#followed++ > MAX_FOLLOWED) return [];
    // `aws_vpc.a.id` comes with `aws_vpc.a`: only the longest says what is meant.
    const whole = references.filter(
      (ref) => !references.some((other) => other !== ref && isWithin(other, ref)),
    );
    const keyed = references.some((ref) => /^(?:each\.|count\.index)/.test(ref));
    const found: unknown[] = [];
    for (const ref of whole) {
      if (found.length > MAX_FOUND) break;
      const key = `${module}|${ref}`;
      if (this.#open.has(key)) continue;
      this.#open.add(key);
      for (const value of this.#one(ref, module, keyed ? index : undefined, step))
        found.push(value);
      this.#open.delete(key);
    }
    return found;
  }

  #one(ref: string, module: string, index: unknown, step: number): unknown[] {
    const variable = /^var\.([\w-]+)/.exec(ref)?.[1];
    if (variable !== undefined) {
      const path = modulesIn(module);
      const own = path.pop();
      if (own === undefined) return [];
      const above = path.map(([name, key]) => `module.${name}${key}`).join('.');
      const call = child(child(this.#module(above), 'module_calls'), own[0]);
      const references = asList(
        child(child(child(call, 'expressions'), variable), 'references'),
      ).map(asText);
      return this.#follow(references, above, keyOf(own[1]), step + 1);
    }
    const output = /^module\.([\w-]+)((?:\[[^\]]*\])?)\.([\w-]+)/.exec(ref);
    if (output) {
      const [, name = '', key = '', out = ''] = output;
      const base = `${module === '' ? '' : `${module}.`}module.${name}`;
      const expression = child(child(child(this.#module(base), 'outputs'), out), 'expression');
      const references = asList(child(expression, 'references')).map(asText);
      return this.#instancesOf(base, key, index).flatMap((address) =>
        this.#follow(references, address, undefined, step + 1),
      );
    }
    const resource = /^(data\.)?(aws_\w+)\.([\w-]+)((?:\[[^\]]*\])?)(?:\.(\w+))?/.exec(ref);
    if (!resource) return [];
    const [, , type = '', name = '', key = '', attribute = 'id'] = resource;
    const all = this.#byName.get(`${module}|${type}.${name}`) ?? [];
    const wanted = key === '' ? index : keyOf(key);
    const same = all.filter((r) => r.index === wanted);
    const chosen = all.length > 1 && wanted !== undefined && same.length > 0 ? same : all;
    return chosen.slice(0, MAX_FOUND).flatMap((r) => {
      const value = Object.hasOwn(r.after, attribute) ? r.after[attribute] : undefined;
      return Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
    });
  }

  /** Addresses of the instances of a module, by the resources in it. */
  #instancesOf(base: string, key: string, index: unknown): readonly string[] {
    let all = this.#instances.get(base);
    if (!all) {
      const out = new Set<string>();
      for (const name of this.#byName.keys()) {
        const module = name.slice(0, name.indexOf('|'));
        if (!module.startsWith(base)) continue;
        const [own = ''] = INDEX.exec(module.slice(base.length)) ?? [];
        const next = module.charAt(base.length + own.length);
        if (next === '' || next === '.') out.add(`${base}${own}`);
      }
      all = [...out];
      this.#instances.set(base, all);
    }
    const wanted = key === '' ? index : keyOf(key);
    const same = all.filter((address) => keyOf(address.slice(base.length)) === wanted);
    return wanted !== undefined && same.length > 0 ? same : all;
  }
}

/** True where `whole` goes on where `part` ends. */
const isWithin = (whole: string, part: string): boolean =>
  whole.startsWith(part) && /^[.[]/.test(whole.slice(part.length));

/** `[0]` -> 0, `["a"]` -> 'a'; undefined where there is none. */
function keyOf(index: string): unknown {
  const [, number, text] = /^\[(?:(\d{1,9})|"((?:[^"\\]|\\.)*)")\]$/.exec(index) ?? [];
  return number === undefined ? text?.replaceAll(/\\(.)/g, '$1') : Number(number);
}
