/** The shape of a Kind: one sort of AWS resource, the call that yields it, and how to read it. */
import type { Ref } from '../base/ref.ts';
import type { Service } from '../snapshot/page.ts';
import type { Fields } from './fields.ts';
import type { KindId } from './index.gen.ts';

export type Tags = ReadonlyMap<string, string>;

/** What every resource has. Members of the family extend it with fields of their own. */
export interface ResourceBase {
  readonly kind: string;
  readonly id: Ref;
  /** The account that owns it (from the answer where AWS says so, else the account that was asked). */
  readonly account: string;
  readonly region: string;
  /** The `Name` tag, or what the kind calls itself; '' where there is none. */
  readonly name: string;
  readonly tags: Tags;
  /** The answer's item, with AWS's own field names. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** One API operation and where its list is in the answer. The IAM action is `service:operation`. */
export interface ListCall {
  readonly service: Service;
  readonly operation: string;
  /** Field of the answer that holds the list. An answer without it was not observed. */
  readonly list: string;
  /** Set where every Region answers alike: it is asked once for an account, and its pages have no Region. */
  readonly scope?: 'global';
  /** Set where `list` holds one object instead of a list. */
  readonly single?: true;
  /** Largest page AWS gives (`MaxResults`); absent where the operation is not paginated. */
  readonly pageSize?: number;
  /** Only items with one of these values in a field are kept: the rest of the list is about something else. */
  readonly only?: { readonly field: string; readonly values: readonly string[] };
  /** Arguments that are the same in every call. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Arguments that are the same in every call, and tell it from others of its operation. */
  readonly own?: Arguments;
  /** An argument the operation insists on: one call for each of its values. */
  readonly each?: { readonly argument: string; readonly values: readonly string[] };
  /** Filters the operation insists on. */
  readonly filters?: readonly { readonly Name: string; readonly Values: readonly string[] }[];
  /** Fields that carry secrets, dropped at any depth before a page exists. */
  readonly secrets?: readonly string[];
}

/** A call made once for every item of the main list, such as the routes of a TGW route table. */
export interface DetailCall extends ListCall {
  /** Name under which `read` finds the items. */
  readonly as: string;
  /** Argument that takes the id of the item. */
  readonly argument: string;
  /** Says for which items it is made; absent: for all. `account`: the one that is asked. */
  readonly when?: (item: Readonly<Record<string, unknown>>, account: string) => boolean;
  /** What is hidden where it fails; absent: what it is a detail of. `nothing`: nobody rests on what it does not tell. */
  readonly hides?: KindId | 'nothing';
  /** Set where the calls are about what the item names, and not about the item: whom to ask for what, and where. */
  readonly about?: (item: Readonly<Record<string, unknown>>) => readonly About[];
  /** True where a source that never made it has no gap for that. A call that was refused is a gap all the same. */
  readonly optional?: true;
  /** Set where one item takes several calls, each told from the others by further arguments. */
  readonly parts?: {
    /** The detail, by its `as`, whose answer tells which calls these are. */
    readonly of: string;
    /** Names of the further arguments. */
    readonly arguments: readonly string[];
    /** Their values, once for each call; `told`: an item of that answer. */
    readonly each: (told: Readonly<Record<string, unknown>>) => readonly Arguments[];
  };
}

/** A resource that a call is about, and where it is asked for. */
export interface About {
  readonly id: Ref;
  readonly account: string;
  readonly region: string;
}

/** Arguments of one call, by name. */
export type Arguments = Readonly<Record<string, string>>;

/** What one of several calls of a detail brought. */
export interface Part {
  readonly args: Arguments;
  /** Undefined where that call was not observed. */
  readonly items: readonly Fields[] | undefined;
}

/** What `read` is given beside the item itself. */
export interface ReadContext {
  /** The account and Region that were asked. */
  readonly account: string;
  readonly region: string;
  /** Items of a detail call; undefined where that call was not observed (then a gap says so). */
  detail(as: string): readonly Fields[] | undefined;
  /** What each call of a detail that takes several brought; undefined where it is not known which calls these are. */
  parts(as: string): readonly Part[] | undefined;
  /** True where AWS said that the detail answer is not all there is, or only part of it was read. */
  truncated(as: string): boolean;
  /** True where the source asked for static routes only, as the Batfish layout does. */
  staticOnly(as: string): boolean;
}

export interface Reference {
  readonly kind: KindId;
  readonly id: Ref;
  /** What is known of the target from here, should it turn out to be a ghost. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

export interface Kind<R extends ResourceBase = ResourceBase> {
  readonly id: R['kind'];
  /** Singular, as in the AWS console: `Transit gateway route table`. */
  readonly title: string;
  readonly plural: string;
  /** Prefixes of its ids, used to tell what a dangling id is: `['tgw-rtb-']`; none where its ids are bare UUIDs. */
  readonly prefixes: readonly string[];
  readonly call: ListCall;
  /**
   * True where only rules that name it in `needs` rest on it. A source that never made its call has no gap for that:
   * the report names the rules that could not run instead. A call that was refused is a gap all the same.
   */
  readonly optional?: true;
  readonly details?: readonly DetailCall[];
  /** Field of an item that holds its id. */
  readonly idField: string;
  /** Joins two views of one resource; `a` is the one to prefer. Absent: fields missing in `a` are taken from `b`. */
  readonly merge?: (a: R, b: R) => R;
  /** Reads one item. Throws FieldError where an essential field is missing or of the wrong type. */
  read(item: Fields, context: ReadContext): R;
  /** Everything it points to. Targets never seen become ghosts. */
  references(resource: R): Reference[];
}

/** Checks a member's shape and hands it on. */
export const defineKind = <R extends ResourceBase>(kind: Kind<R>): Kind<R> => kind;

/** Reads `Tags: [{Key, Value}]`, or `tags: [{key, value}]` as Direct Connect spells them. */
export function readTags(item: Fields): Tags {
  const upper = item.list('Tags');
  const lower = item.list('tags');
  if (upper.length === 0 && lower.length === 0) return NO_TAGS;
  const tags = new Map<string, string>();
  for (const tag of upper) tags.set(tag.maybe('Key') ?? '', tag.maybe('Value') ?? '');
  for (const tag of lower) tags.set(tag.maybe('key') ?? '', tag.maybe('value') ?? '');
  return tags;
}

/** Shared by all without tags: they are many. */
const NO_TAGS: Tags = new Map<string, string>();

/**
 * The base fields of a resource. `owner` is the field that names the owning account.
 * Spread it behind the other fields, with only what overrides it after it: V8 adds every new field that follows a
 * spread one by one, which takes ten times as long, and there are a hundred thousand resources.
 */
export function readBase<K extends string>(
  kind: K,
  item: Fields,
  context: ReadContext,
  idField: string,
  owner = 'OwnerId',
): ResourceBase & { readonly kind: K } {
  const tags = readTags(item);
  const name = tags.get('Name') ?? '';
  return {
    kind,
    id: item.text(idField),
    account: item.maybe(owner) ?? context.account,
    region: context.region,
    // A name of blanks names nothing; any other is as it was given.
    name: /\S/.test(name) ? name : '',
    tags,
    raw: item.raw,
  };
}

/** A reference where the id is there, nothing where it is not. */
export const refer = (
  kind: KindId,
  id: Ref | undefined,
  where?: { account?: string; region?: string },
): Reference[] =>
  id === undefined || id === ''
    ? []
    : [{ kind, id, account: where?.account, region: where?.region }];
