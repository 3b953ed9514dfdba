/** What a view can be narrowed to: the accounts, Regions, TGW route tables and tags of what a picture draws. */
import { inert } from '../base/inert.ts';
import { by, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Report } from '../report.ts';
import { UNKNOWN } from '../snapshot/page.ts';
import { drawingOf } from './parts/draw.ts';
import type { Drawing } from './parts/drawing.ts';

export interface TagChoice {
  readonly key: string;
  /** The first few of its values, sorted. */
  readonly values: readonly string[];
  /** How many values it has. */
  readonly count: number;
}

export interface Choices {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Transit gateway route tables; `of` is their gateway. */
  readonly segments: readonly { readonly ref: Ref; readonly label: string; readonly of: string }[];
  readonly tags: readonly TagChoice[];
  /** How many peering meshes there are. */
  readonly meshes: number;
}

/** A tag such as Name has a value for each VPC: more than this many are no list to choose from. */
export const MOST_VALUES = 30;

const known = (place: string): boolean => place !== '' && place !== UNKNOWN;

/** The same for whatever order the snapshot's pages came in. */
export function choicesOf(
  report: Report,
  drawing: Drawing = drawingOf(report, false).drawing,
): Choices {
  const { topology, manifest } = report;
  const places = [...drawing.nodes, ...drawing.places];
  const tags = new Map<string, Set<string>>();
  for (const { id } of drawing.nodes) {
    for (const [key, value] of topology.find(id)?.tags ?? []) {
      const values = tags.get(key) ?? new Set();
      tags.set(key, values.add(value));
    }
  }
  return {
    accounts: uniq([...manifest.scope.accounts, ...places.map((p) => p.account)]).filter(known),
    regions: uniq([...manifest.scope.regions, ...places.map((p) => p.region)]).filter(known),
    segments: topology.all('tgw-route-table').map((table) => ({
      ref: table.id,
      label: inert(table.name || table.id),
      of: inert(topology.find(table.tgw)?.name || table.tgw),
    })),
    tags: [...tags]
      .map(([key, values]) => ({
        key,
        values: uniq(values).slice(0, MOST_VALUES),
        count: values.size,
      }))
      .sort(by((tag) => tag.key)),
    meshes: drawing.meshes.length,
  };
}
