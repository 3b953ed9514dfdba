/** Reads a Terraform file with HashiCorp's own parser, and works out what it asks for at a value of `through`. */
import { parse } from '@cdktf/hcl2json';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Body = { readonly [key: string]: Json };

export interface TerraformBlock {
  readonly type: string;
  readonly label: string;
  readonly body: Body;
}

/** A resource that is there. */
export interface Present {
  readonly type: string;
  readonly label: string;
  /** `account/region` of its provider. */
  readonly place: string;
  /** Its id: of the plan for what the plan makes, of AWS for what is imported; '' where it has none. */
  readonly own: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const META = new Set(['count', 'provider', 'lifecycle', 'depends_on', 'tags']);

export class TerraformFile {
  readonly resources: readonly TerraformBlock[];
  readonly imports: readonly { readonly to: string; readonly id: string; readonly when: Json }[];
  readonly json: Body;
  readonly #places = new Map<string, string>();
  readonly #plan = new Map<string, string>();
  readonly #imported = new Map<string, string>();

  private constructor(json: Body) {
    this.json = json;
    const types = (json['resource'] ?? {}) as Record<string, Record<string, readonly Body[]>>;
    this.resources = Object.entries(types).flatMap(([type, byLabel]) =>
      Object.entries(byLabel).flatMap(([label, bodies]) =>
        bodies.map((body) => ({ type, label, body })),
      ),
    );
    this.imports = ((json['import'] ?? []) as unknown as readonly Record<string, Json>[]).map(
      (i) => ({
        to: bare(i['to'] as string),
        id: literal(i['id'] as string),
        when: i['for_each'] ?? null,
      }),
    );
    for (const { to, id } of this.imports) this.#imported.set(to.replace(/\[0\]$/, ''), id);
    const providers = (json['provider'] as { aws: readonly Body[] } | undefined)?.aws ?? [];
    for (const p of providers) {
      const [account] = p['allowed_account_ids'] as readonly string[];
      this.#places.set(`aws.${p['alias'] as string}`, `${account}/${p['region'] as string}`);
    }
    for (const { type, label, body } of this.resources) {
      const id = (body['tags'] as Body | undefined)?.['peerless:plan'];
      if (id !== undefined) this.#plan.set(`${type}.${label}`, literal(id as string));
    }
  }

  static async read(text: string): Promise<TerraformFile> {
    return new TerraformFile((await parse('main.tf', text)) as Body);
  }

  /** What is there with a value of `through`; what the plan makes is named by the id it has in the plan. */
  at(through: number, outside: readonly string[] = []): Present[] {
    const value = (json: Json): unknown => {
      if (typeof json === 'string') {
        return /^\$\{.*\}$/s.test(json)
          ? evaluate(bare(json), { through, outside, refer: (path) => this.#refer(path) })
          : literal(json);
      }
      return Array.isArray(json) ? (json as readonly Json[]).map(value) : json;
    };
    return this.resources
      .filter(({ type }) => type.startsWith('aws_'))
      .flatMap(({ type, label, body }) => {
        const { count = 1, provider } = body;
        const args = Object.entries(body).filter(([name]) => !META.has(name));
        if (value(count) === 0) return [];
        return [
          {
            type,
            label,
            place: this.#places.get(bare(provider as string))!,
            own: this.#plan.get(`${type}.${label}`) ?? this.#imported.get(`${type}.${label}`) ?? '',
            args: Object.fromEntries(args.map(([k, v]) => [k, value(v)])),
          },
        ];
      });
  }

  /** `aws_subnet.a[0].id` is the id in the plan of what the subnet was made for. */
  #refer(path: string): string {
    const address = /^(aws_\w+\.\w+)\[0\]\.(?:id|arn|resource_share_arn)$/.exec(path)?.[1];
    if (address === undefined) throw new Error(`not understood: ${path}`);
    return this.#plan.get(address) ?? address;
  }
}

/** An expression without the `${}` that the JSON form wraps it in. */
export const bare = (text: string): string => text.replace(/^\$\{(.*)\}$/s, '$1');

/** Text of the JSON form, in which `$${` still stands for `${`. */
export const literal = (text: string): string => text.replace(/([$%])\1\{/g, '$1{');

interface Scope {
  readonly through: number;
  readonly outside: readonly string[];
  readonly refer: (path: string) => string;
}

/** Just what plans are written in: conditions, comparisons, lists, `concat`, `contains`, `length` and references. */
export function evaluate(text: string, scope: Scope): unknown {
  const tokens =
    text.match(/"(?:\\.|[^"\\])*"|\d+|[<>=!]=|&&|\|\||[a-z][\w.]*(?:\[0\][\w.]*)?|[^\s]/gi) ?? [];
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (wanted !== undefined && token !== wanted)) {
      throw new Error(`expected ${wanted ?? 'more'} in ${text}`);
    }
    return token;
  };
  const many = (end: string): unknown[] => {
    const out: unknown[] = [];
    while (tokens[at] !== end) {
      out.push(choice());
      if (tokens[at] === ',') at++;
    }
    take(end);
    return out;
  };
  const one = (): unknown => {
    const token = take();
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith('"')) return JSON.parse(token) as string;
    if (token === '[') return many(']');
    if (token === 'null') return null;
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'var.through') return scope.through;
    if (token === 'var.outside_organization') return scope.outside;
    if (tokens[at] === '(') {
      at++;
      const args = many(')');
      if (token === 'concat') return (args as unknown[][]).flat();
      if (token === 'contains') return (args[0] as unknown[]).includes(args[1]);
      if (token === 'length') return (args[0] as unknown[]).length;
      throw new Error(`not understood: ${token}`);
    }
    return scope.refer(token);
  };
  const compare = (): unknown => {
    const left = one();
    const sign = tokens[at];
    if (sign !== '<' && sign !== '>=' && sign !== '>' && sign !== '==') return left;
    at++;
    const right = one();
    if (sign === '==') return left === right;
    const [a, b] = [left as number, right as number];
    return sign === '<' ? a < b : sign === '>' ? a > b : a >= b;
  };
  const both = (): unknown => {
    let left = compare();
    while (tokens[at] === '&&') {
      at++;
      const right = compare();
      left = left && right;
    }
    return left;
  };
  // Only the side that is taken is worked out: the other may name what is not there.
  function choice(): unknown {
    const condition = both();
    if (tokens[at] !== '?') return condition;
    at++;
    const yes = choice();
    take(':');
    const no = choice();
    return condition ? yes : no;
  }
  const out = choice();
  if (at !== tokens.length) throw new Error(`more than an expression: ${text}`);
  return out;
}
