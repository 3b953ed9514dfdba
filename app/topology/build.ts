/** Pages in, Topology out: every item read by its kind, views merged, ghosts found, gaps recorded. */
import { append, groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { FieldError } from '../kinds/fields.ts';
import { kindIds, kinds, type KindId, type Resource } from '../kinds/index.gen.ts';
import type { DetailCall, Kind, Part, ReadContext } from '../kinds/kind.ts';
import { GLOBAL, type Page, UNKNOWN } from '../snapshot/page.ts';
import { accountNames } from './accounts.ts';
import type { Gap } from './gap.ts';
import {
  callGaps,
  type FailedCall,
  missingDetailGap,
  missingGap,
  ownerGap,
  peerGap,
  truncatedGap,
  unreadableGap,
} from './gaps.ts';
import { findGhosts } from './ghosts.ts';
import { mergeViews, type Seen } from './merge.ts';
import { ownersUnasked } from './owners.ts';
import { type Answer, itemsOf, PageIndex } from './pages.ts';
import { type ResourceMaps, Topology } from './topology.ts';

const callName = (call: { service: string; operation: string }): string =>
  `${call.service}:${call.operation}`;

/** Every call some kind is read from. */
const KNOWN: ReadonlySet<string> = new Set(
  kindIds.flatMap((id) => {
    const { call, details } = kinds[id] as unknown as Kind;
    return [call, ...(details ?? [])].map(callName);
  }),
);

/** A failed call that finds accounts or Regions: it hides whole places, not resources of the place it was made in. */
const isStray = (page: Page): boolean => page.error !== undefined && !KNOWN.has(callName(page));

/** True where a page tells that its account was asked in its Region. */
const tellsOfPlace = (page: Page): boolean => !isStray(page) && page.region !== GLOBAL;

/** What a failed call hides. */
type Hidden = KindId | 'nothing';
const hiddenBy = (hides: Hidden): readonly KindId[] => (hides === 'nothing' ? [] : [hides]);

/** Everything found wrong while reading, until it becomes gaps. */
class Faults {
  readonly failed: FailedCall[] = [];
  readonly gaps = new Map<string, Gap>();
  readonly #unreadable = new Map<
    string,
    { page: [string, string, string]; hides: Hidden; whys: string[] }
  >();

  add(gap: Gap): void {
    this.gaps.set(gap.id, gap);
  }

  unreadable(account: string, region: string, call: string, hides: Hidden, why: string): void {
    const key = `${account}\n${region}\n${call}`;
    const entry = this.#unreadable.get(key) ?? { page: [account, region, call], hides, whys: [] };
    entry.whys.push(why);
    this.#unreadable.set(key, entry);
  }

  answer(answer: Answer, call: string, hides: Hidden): void {
    for (const page of answer.errors) this.failed.push({ page, hides: hiddenBy(hides) });
    for (const { page, why } of answer.unreadable)
      this.unreadable(page.account, page.region, call, hides, why);
  }

  all(): Gap[] {
    for (const { page, hides, whys } of this.#unreadable.values())
      this.add(unreadableGap(...page, hiddenBy(hides), whys));
    return [...callGaps(this.failed), ...this.gaps.values()];
  }
}

/** Reads pages in any order. Never throws on what they hold: what cannot be read becomes a gap. */
export function buildTopology(pages: readonly Page[]): Topology {
  const steps = building(pages);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in steps, a kind each, between which others may have their turn. */
export function* building(pages: readonly Page[]): Generator<undefined, Topology> {
  const index = new PageIndex(pages);
  const faults = new Faults();
  const read: (readonly [KindId, ReadonlyMap<Ref, Resource>])[] = [];
  for (const id of kindIds) {
    read.push([id, readKind(id, index, faults)]);
    yield;
  }
  const maps = Object.fromEntries(read) as unknown as ResourceMaps;
  for (const page of pages.filter(isStray)) faults.failed.push({ page, hides: [] });
  missingCalls(pages, faults);
  const ghosts = findGhosts(maps);
  const observed = new Map(
    kindIds.map((id) => [
      id,
      index
        .answers(kinds[id].call)
        .filter((answer) => answer.observed)
        // Only the place: an answer would keep everything that was read alive.
        .map(({ account, region }) => ({ account, region })),
    ]),
  );
  for (const ghost of ghosts) {
    if (ghost.kind !== 'vpc' && ghost.kind !== 'transit-gateway') continue;
    const listed = observed
      .get(ghost.kind)
      ?.some((at) => at.account === ghost.account && at.region === ghost.region);
    faults.add(peerGap(ghost, listed ?? false));
  }
  for (const tgw of ownersUnasked(pages.filter(tellsOfPlace), maps)) faults.add(ownerGap(tgw));
  let takenAt = '';
  for (const { time } of pages) if (time > takenAt) takenAt = time;
  const accounts = accountNames(pages);
  return new Topology({ maps, ghosts, gaps: faults.all(), observed, accounts, takenAt });
}

function readKind(kindId: KindId, index: PageIndex, faults: Faults): ReadonlyMap<Ref, Resource> {
  const answers = index.answers(kinds[kindId].call).map((answer) => ({
    answer,
    resources: readAnswer(kindId, answer, index, faults),
  }));
  const out = new Map<Ref, Resource>();
  const twice = new Set<Ref>();
  for (const { resources } of answers) {
    for (const resource of resources) {
      const known = out.size;
      if (out.set(resource.id, resource).size === known) twice.add(resource.id);
    }
  }
  // Nearly everything is seen by one account only: views are gathered where there are several.
  const views = new Map<Ref, Seen[]>();
  for (const { answer, resources } of twice.size > 0 ? answers : []) {
    for (const resource of resources) {
      if (!twice.has(resource.id)) continue;
      const { account: asked, region, time } = answer;
      append(views, resource.id, { resource, asked, region, time });
    }
  }
  for (const [id, seen] of views) out.set(id, mergeViews(kindId, seen as Seen<never>[]));
  return out;
}

function readAnswer(
  kindId: KindId,
  answer: Answer,
  index: PageIndex,
  faults: Faults,
): readonly Resource[] {
  const kind = kinds[kindId] as unknown as Kind;
  const { account, region } = answer;
  const call = callName(kind.call);
  faults.answer(answer, call, kindId);
  const plain: ReadContext = { account, region, ...NO_DETAILS };
  const out: Resource[] = [];
  for (const item of itemsOf(answer)) {
    try {
      const context = kind.details
        ? contextOf(kind, kindId, item.raw, answer, index, faults)
        : plain;
      out.push(kind.read(item, context) as Resource);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      faults.unreadable(account, region, call, kindId, error.message);
    }
  }
  return out;
}

const NO_DETAILS = {
  detail: () => undefined,
  parts: () => undefined,
  truncated: () => false,
  staticOnly: () => false,
};

function contextOf(
  kind: Kind,
  kindId: KindId,
  raw: Readonly<Record<string, unknown>>,
  answer: Answer,
  index: PageIndex,
  faults: Faults,
): ReadContext {
  const { account, region } = answer;
  const id = raw[kind.idField];
  const owner = typeof raw.OwnerId === 'string' ? raw.OwnerId : account;
  const found = new Map<string, Answer | undefined>();
  const parts = new Map<string, readonly Part[]>();
  for (const detail of kind.details ?? []) {
    if (typeof id !== 'string' || (detail.when && !detail.when(raw, account))) continue;
    if (detail.about) {
      parts.set(
        detail.as,
        detail.about(raw).map((at) => {
          const reply = index.detail(detail, detail.argument, at.id, at.account, detail.own);
          note(detail, kindId, id, at, reply, faults);
          const args = { [detail.argument]: at.id, ...detail.own };
          return { args, items: reply?.observed ? [...itemsOf(reply)] : undefined };
        }),
      );
      continue;
    }
    if (detail.parts) {
      const told = found.get(detail.parts.of);
      if (told?.observed) {
        const each = [...itemsOf(told)].flatMap((item) => detail.parts!.each(item.raw));
        parts.set(
          detail.as,
          each.map((args) => {
            const reply = index.detail(detail, detail.argument, id, owner, args);
            note(detail, kindId, id, { account, region }, reply, faults);
            return { args, items: reply?.observed ? [...itemsOf(reply)] : undefined };
          }),
        );
      }
      continue;
    }
    const reply = index.detail(detail, detail.argument, id, owner);
    found.set(detail.as, reply);
    note(detail, kindId, id, { account, region }, reply, faults);
  }
  return {
    account,
    region,
    detail: (as) => {
      const reply = found.get(as);
      return reply?.observed ? [...itemsOf(reply)] : undefined;
    },
    parts: (as) => parts.get(as),
    truncated: (as) => found.get(as)?.truncated ?? false,
    staticOnly: (as) => found.get(as)?.staticOnly ?? false,
  };
}

function note(
  detail: DetailCall,
  kindId: KindId,
  id: Ref,
  place: { account: string; region: string },
  reply: Answer | undefined,
  faults: Faults,
): void {
  const { hides = kindId, optional } = detail;
  if (!reply) {
    if (!optional && hides !== 'nothing')
      faults.add(missingDetailGap(place, id, callName(detail), hides));
    return;
  }
  faults.answer(reply, callName(detail), hides);
  // What the source lacks by its nature is told once for all, not for each resource.
  const partial = reply.errors.some((page) => page.error?.failure === 'partial');
  if (reply.truncated && !partial && hides !== 'nothing')
    faults.add(truncatedGap(place, id, callName(detail), hides));
}

/** Calls of the kinds table that a place was never asked. */
function missingCalls(pages: readonly Page[], faults: Faults): void {
  const told = pages.filter(tellsOfPlace);
  const places = groupBy(told, (p) => `${p.account}\n${p.region}`);
  for (const group of places.values()) {
    const seen = new Set(group.map(callName));
    const missing = kindIds.filter((id) => {
      const { call, optional } = kinds[id] as unknown as Kind;
      return !optional && !seen.has(callName(call));
    });
    if (missing.length === 0) continue;
    const { account, region } = group[0]!;
    const calls = uniq(missing.map((id) => callName(kinds[id].call)));
    faults.add(missingGap(account || UNKNOWN, region || UNKNOWN, calls, missing));
  }
}
