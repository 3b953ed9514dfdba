/** Picks by where something stands: accounts, Regions, transit gateway route tables, tags. */
import { glob } from '../../base/glob.ts';
import { inert } from '../../base/inert.ts';
import { didYouMean } from '../../base/nearest.ts';
import type { Ref } from '../../base/ref.ts';
import type { Report } from '../../report.ts';
import { selects, splitTag } from '../../rules/selector.ts';
import { listed } from '../../rules/parts/words.ts';
import type { Topology } from '../../topology/topology.ts';
import { type Choices, choicesOf } from '../choices.ts';
import type { View } from '../scene.ts';
import type { Drawing } from './drawing.ts';
import { quoted, ViewError } from './view-error.ts';

/** The boxes that one part of a view asks for. */
export interface Pick {
  readonly keeps: ReadonlySet<Ref>;
  /** What is told of the others, after how many they are: `outside us-east-1`. */
  readonly says: string;
}

/** So many of what there is are named in an error. */
const MOST_NAMED = 12;

const named = (names: readonly string[]): string => listed(names.map(inert), MOST_NAMED);

/** A test for any of several globs. Throws ViewError for one that matches nothing there is. */
function anyOf(
  what: string,
  globs: readonly string[],
  there: readonly string[],
): (text: string) => boolean {
  const tests = globs.map((text) => {
    const test = glob(text);
    if (!there.some(test)) {
      const instead =
        there.length === 0 ? `It has no ${what} that is known` : `It has ${named(there)}`;
      throw new ViewError(
        `This network has no ${what} ${quoted(text)}. ${instead}.${didYouMean(text, there)}`,
      );
    }
    return test;
  });
  return (text) => tests.some((test) => test(text));
}

/** Why a tag picks nothing: it is on nothing that is drawn. */
function noSuchTag(tag: string, { tags }: Choices): ViewError {
  const [key] = splitTag(tag);
  const own = tags.find((t) => t.key === key);
  const keys = tags.map((t) => inert(t.key));
  const more =
    own && own.count > own.values.length ? ` and ${own.count - own.values.length} more` : '';
  const instead = own
    ? `Its values are ${named(own.values.map(quoted))}${more}.`
    : keys.length === 0
      ? 'Nothing there has tags.'
      : `There are ${named(keys)}.${didYouMean(key, keys)}`;
  return new ViewError(`No VPC or gateway has the tag ${quoted(tag)}. ${instead}`);
}

/** What is attached to a transit gateway with one of the tables as its association, and the gateways of the tables. */
export function inSegments(
  topology: Topology,
  drawing: Drawing,
  tables: ReadonlySet<Ref>,
): Set<Ref> {
  const out = new Set<Ref>();
  for (const { refs, from, to } of drawing.links) {
    for (const ref of refs) {
      for (const { tgw, table } of topology.attachment(ref)?.ends ?? []) {
        if (table === undefined || !tables.has(table)) continue;
        if (from === tgw) out.add(to);
        else if (to === tgw) out.add(from);
      }
    }
  }
  return out;
}

/** The picks of a view, and which Regions of which accounts they leave. */
export function placePicks(
  report: Report,
  drawing: Drawing,
  view: View,
): {
  readonly picks: readonly Pick[];
  readonly leaves: (account: string, region: string) => boolean;
} {
  const { topology } = report;
  const { accounts, regions, segments, tags } = view;
  const picks: Pick[] = [];
  const always = (): boolean => true;
  let inAccount: (text: string) => boolean = always;
  let inRegion: (text: string) => boolean = always;
  if (!accounts && !regions && !segments && !tags) return { picks, leaves: always };
  const there = choicesOf(report, drawing);
  const where = (test: (node: Drawing['nodes'][number]) => boolean): Set<Ref> =>
    new Set(drawing.nodes.filter(test).map((n) => n.id));

  if (accounts) {
    inAccount = anyOf('account', accounts, there.accounts);
    const noun = accounts.length === 1 ? 'account' : 'accounts';
    picks.push({
      keeps: where((n) => inAccount(n.account)),
      says: `outside ${noun} ${listed(accounts)}`,
    });
  }
  if (regions) {
    inRegion = anyOf('Region', regions, there.regions);
    picks.push({ keeps: where((n) => inRegion(n.region)), says: `outside ${listed(regions)}` });
  }
  if (segments) {
    const tables = segments.map((ref) => topology.get('tgw-route-table', ref));
    const missing = segments.find((_, i) => !tables[i]);
    if (missing !== undefined) {
      const instead =
        there.segments.length === 0
          ? 'It has none'
          : `It has ${named(there.segments.map((s) => (s.label === s.ref ? s.ref : `${s.label} (${s.ref})`)))}`;
      throw new ViewError(
        `This network has no transit gateway route table ${quoted(missing)}. ${instead}.`,
      );
    }
    const found = tables.filter((table) => table !== undefined);
    const keeps = inSegments(topology, drawing, new Set(found.map((t) => t.id)));
    for (const { tgw } of found) keeps.add(tgw);
    picks.push({
      keeps,
      says: `not associated with ${listed(found.map((t) => inert(topology.label(t.id))))}`,
    });
  }
  if (tags) {
    const keeps = new Set<Ref>();
    for (const tag of tags) {
      const test = selects({ tag });
      const carriers = drawing.nodes.filter((n) => test(topology, n.id));
      if (carriers.length === 0) throw noSuchTag(tag, there);
      for (const { id } of carriers) keeps.add(id);
    }
    picks.push({ keeps, says: `without tag ${listed(tags.map(inert))}` });
  }
  // By table or tag a Region has no say of its own: it shows where something in it does.
  const own = !segments && !tags;
  return { picks, leaves: (account, region) => own && inAccount(account) && inRegion(region) };
}
