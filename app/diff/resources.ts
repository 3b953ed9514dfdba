/** Resources of two reports compared: there and gone, changed field by field, and not seen on one side. */
import { by, byText, thenBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { kindIds, type KindId, type Resource } from '../kinds/index.gen.ts';
import {
  attachmentFacts,
  attachmentViews,
  type Fact,
  type Facts,
  factsOf,
  homesOf,
  partsOf,
} from './facts.ts';
import type { Side } from './side.ts';

/**
 * - added, removed: it is on one side, and the list it would be in was read on the other
 * - changed: it is on both, and they say different things of it
 * - not-seen-before, not-seen-now: it is on one side, and on the other nobody looked, or could look, where it stands
 */
export const CHANGES = ['added', 'removed', 'changed', 'not-seen-before', 'not-seen-now'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** One thing that is said differently: a whole field, or one entry of a list. */
export interface FieldChange {
  readonly field: string;
  /** What an entry of a list is known by, such as the destination of a route. */
  readonly key?: string;
  /** Absent where the entry was not there. */
  readonly before?: string;
  readonly after?: string;
}

export interface ResourceChange {
  readonly change: ChangeKind;
  readonly kind: KindId;
  readonly id: Ref;
  /** As it is called now, or was; '' where it has no name. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The VPC it stands in. */
  readonly vpc?: Ref;
  /** Of changed resources; sorted by field and key. */
  readonly fields: readonly FieldChange[];
  /** Ids of the gaps that may hide it, of what is not seen; none where its account or Region was not read at all. */
  readonly gaps: readonly string[];
}

/** Kinds that are views of another: they are compared as one attachment. */
const VIEWS: ReadonlySet<KindId> = new Set(['tgw-vpc-attachment', 'tgw-peering-attachment']);

/** So many resources are compared between two breaths. */
const BREATH = 500;

/** Changes of resources, sorted by kind and id. */
export function diffResources(before: Side, after: Side): ResourceChange[] {
  const steps = resourceSteps(before, after);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in small steps, between which others may have their turn. */
export function* resourceSteps(before: Side, after: Side): Generator<undefined, ResourceChange[]> {
  const out: ResourceChange[] = [];
  let looked = 0;
  for (const kind of kindIds) {
    if (VIEWS.has(kind)) continue;
    const attachments = kind === 'tgw-attachment';
    const idsOf = ({ topology }: Side): Iterable<Ref> =>
      (attachments ? topology.attachments : topology.all(kind)).map(({ id }) => id);
    const viewsOf = (side: Side, id: Ref): readonly Resource[] => {
      if (attachments) return attachmentViews(side, id);
      const resource = side.topology.get(kind, id);
      return resource ? [resource] : [];
    };
    const facts = (side: Side, id: Ref): Facts =>
      attachments ? attachmentFacts(side, id) : factsOf(side, side.topology.get(kind, id)!);
    for (const id of uniq([...idsOf(before), ...idsOf(after)])) {
      if (++looked % BREATH === 0) yield;
      const [was, is] = [viewsOf(before, id), viewsOf(after, id)];
      if (was.length > 0 && is.length > 0) {
        if (was.length === is.length && was.every((view, i) => same(view, is[i]!))) continue;
        const fields = diffFacts(facts(before, id), facts(after, id));
        if (fields.length > 0) {
          out.push({ change: 'changed', kind, id, ...about(after, is[0]!), fields, gaps: [] });
        }
      } else if (is.length > 0) {
        out.push({
          kind,
          id,
          ...about(after, is[0]!),
          fields: [],
          ...absence(after, is, before, 'before'),
        });
      } else {
        out.push({
          kind,
          id,
          ...about(before, was[0]!),
          fields: [],
          ...absence(before, was, after, 'now'),
        });
      }
    }
  }
  return out;
}

/** True for one object, as between a network and its what-if: there is nothing to read. */
const same = (a: Resource, b: Resource): boolean => a === b;

const about = ({ topology }: Side, { id, kind, name, account, region }: Resource) => {
  const vpc = kind === 'vpc' ? undefined : topology.vpcOf(id)?.id;
  return { name, account, region, ...(vpc === undefined ? {} : { vpc }) };
};

/** What it means that a resource of one side is not on the other: it was looked for there, or not. */
function absence(
  here: Side,
  views: readonly Resource[],
  there: Side,
  when: 'before' | 'now',
): Pick<ResourceChange, 'change' | 'gaps'> {
  const homes = views.flatMap((view) =>
    homesOf(here, view).map((home) => ({ kind: view.kind, home })),
  );
  if (homes.some(({ kind, home }) => there.topology.saw(kind, home))) {
    return { change: when === 'before' ? 'added' : 'removed', gaps: [] };
  }
  // That it is only referred to there says where it was not seen, not why.
  const gaps = homes
    .flatMap(({ kind, home }) => there.topology.gapsHiding([kind], home))
    .filter(({ subject }) => subject !== views[0]!.id);
  return {
    change: when === 'before' ? 'not-seen-before' : 'not-seen-now',
    gaps: uniq(gaps.map(({ id }) => id)),
  };
}

const fieldOrder = thenBy<FieldChange>(
  by((f) => f.field),
  (a, b) => byText(a.key ?? '', b.key ?? ''),
);

/** What two sides say differently. What one of them was not told is no difference. */
function diffFacts(was: Facts, is: Facts): FieldChange[] {
  const out: FieldChange[] = [];
  for (const [field, before] of was.told) {
    const after = is.told.get(field);
    if (after === undefined) continue;
    if (typeof before === 'string' || typeof after === 'string') {
      const hidden = (was.vague && isUsual(before)) || (is.vague && isUsual(after));
      if (before !== after && !hidden) out.push({ field, ...texts(before, after) });
    } else out.push(...diffEntries(field, before, after, was, is));
  }
  return out.sort(fieldOrder);
}

/** States that a source which knows of none has instead. */
const USUAL: ReadonlySet<Fact> = new Set(['available', 'active', 'attached', 'associated']);
const isUsual = (fact: Fact): boolean => USUAL.has(fact);

const texts = (before: Fact, after: Fact) => ({
  ...(typeof before === 'string' ? { before } : {}),
  ...(typeof after === 'string' ? { after } : {}),
});

function* diffEntries(
  field: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  was: Facts,
  is: Facts,
): Generator<FieldChange> {
  for (const [key, text] of before) {
    const now = after.get(key);
    if (now === undefined) {
      if (!is.partial.has(field)) yield { field, key, before: text };
    } else if (now !== text) {
      const hidden =
        (is.partial.has(field) && isPart(now, text)) ||
        (was.partial.has(field) && isPart(text, now)) ||
        (is.vague && saysLess(now, text)) ||
        (was.vague && saysLess(text, now));
      if (!hidden) yield { field, key, before: text, after: now };
    }
  }
  if (was.partial.has(field)) return;
  for (const [key, text] of after) if (!before.has(key)) yield { field, key, after: text };
}

/** True where one text says some of what the other does: several entries under one key, and not all were seen. */
const isPart = (some: string, all: string): boolean => {
  const whole = new Set(partsOf(all));
  return partsOf(some).every((part) => whole.has(part));
};

/** True where one text leaves out words of the other, such as the state of a route, and has none of its own. */
const saysLess = (some: string, all: string): boolean => {
  const whole = new Set(wordsOf(all));
  return wordsOf(some).every((word) => whole.has(word));
};
const wordsOf = (text: string): string[] =>
  partsOf(text).flatMap((part) => (part === '' ? [] : part.split(', ')));
