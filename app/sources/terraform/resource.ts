/** One resource or data source of Terraform, and its attributes read with care: anything may stand in a file. */
import { isObject } from '../../base/json.ts';
import type { SourceFile } from '../placing.ts';

type Item = Readonly<Record<string, unknown>>;

/** Attributes of a resource, or of a block in it. What has another type than asked for counts as absent. */
export class Values {
  readonly raw: Item;

  constructor(raw: unknown) {
    this.raw = isObject(raw) ? raw : {};
  }

  get(name: string): unknown {
    return Object.hasOwn(this.raw, name) ? (this.raw[name] ?? undefined) : undefined;
  }

  /** A text that is not empty: Terraform writes '' for what is not set. */
  text(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const value = this.get(name);
      if (typeof value === 'string' && value !== '') return value;
    }
    return undefined;
  }

  number(name: string): number | undefined {
    const value = this.get(name);
    if (typeof value === 'number') return value;
    return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.get(name);
    if (typeof value === 'boolean') return value;
    return value === 'true' ? true : value === 'false' ? false : undefined;
  }

  texts(name: string): string[] {
    const value = this.get(name);
    return Array.isArray(value)
      ? value.filter((v): v is string => typeof v === 'string' && v !== '')
      : [];
  }

  /** Blocks of this name; one that stands alone, without a list around it, too. */
  blocks(name: string): Values[] {
    const value = this.get(name);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.filter(isObject).map((block) => new Values(block));
  }

  /** Tags as AWS has them: with the defaults of the provider where those are told. */
  tags(): { Key: string; Value: string }[] {
    const all = this.get('tags_all');
    const tags = isObject(all) && Object.keys(all).length > 0 ? all : this.get('tags');
    return isObject(tags)
      ? Object.entries(tags).map(([Key, value]) => ({
          Key,
          Value: typeof value === 'string' ? value : '',
        }))
      : [];
  }
}

export interface TfResource {
  readonly file: SourceFile;
  /** `module.net.aws_vpc.main["a"]`. */
  readonly address: string;
  readonly type: string;
  /** `data`: only looked up, so that somebody else manages it. */
  readonly mode: 'managed' | 'data';
  /** Names the provider configuration, as far as the file tells it apart: resources of one are in one account. */
  readonly provider: string;
  /** Region of the provider where the file says so. */
  readonly region?: string | undefined;
  /** Account of the provider where the file says so. */
  readonly account?: string | undefined;
  readonly values: Values;
}

/** What one file of Terraform holds. */
export interface TfContent {
  readonly origin: 'state' | 'plan';
  readonly path: string;
  /** Of a state file: which stack it is of, and which of its versions. */
  readonly version?: { readonly lineage: string; readonly serial: number };
  /** Of a plan: what was there before, by address and id, see `knownBy`. */
  readonly before?: ReadonlySet<string>;
  readonly resources: readonly TfResource[];
  /** What it says of itself that it lacks, as sentences without their full stop. */
  readonly lacks?: readonly string[];
  /** Values that a plan does not know yet and that routes hang on: part of sentences. */
  readonly unknown: readonly string[];
}

/** The last part of an address that Terraform made of names. */
export const labelOf = (module: string, type: string, name: string, index: unknown): string => {
  const key =
    typeof index === 'number'
      ? `[${index}]`
      : typeof index === 'string'
        ? `[${JSON.stringify(index)}]`
        : '';
  return `${module === '' ? '' : `${module}.`}${type}.${name}${key}`;
};
