/** What the canvas shows, as the window has it and as it is kept. Pure. */
import { askedOf, type AwayView, type KeptView } from '#app/api/view.ts';
import type { Point, View } from '#app/scene/scene.ts';

/** What the canvas shows around one resource. */
export interface Focus {
  readonly ref: string;
  readonly label: string;
  readonly depth: number;
}

/** The parts of a view that leave something out, beside the focus; a part that is not there asks for nothing. */
export type Filters = Omit<
  View,
  'focus' | 'depth' | 'findings' | 'still' | 'moved' | 'collapsed' | 'opened'
>;

/** Top-left corners by scene id, the latest last. */
export type Moves = Readonly<Record<string, Point>>;

export interface Seen {
  readonly focus: Focus | undefined;
  readonly filters: Filters;
  /** Containers drawn as one box. */
  readonly collapsed: readonly string[];
  /** VPCs drawn with what is in them. */
  readonly opened: readonly string[];
  /** Boxes moved by hand in the whole picture. */
  readonly moved: Moves;
  /** Where what is left was arranged anew for itself: the boxes moved in that picture. */
  readonly anew: Moves | undefined;
}

export const ALL_SEEN: Seen = {
  focus: undefined,
  filters: {},
  collapsed: [],
  opened: [],
  moved: {},
  anew: undefined,
};

export const seenIn = ({ focus, filters, collapsed, opened, moved, anew }: Seen): Seen => ({
  focus,
  filters,
  collapsed,
  opened,
  moved,
  anew,
});

/** True where a part of the network is out of sight. */
export const isNarrowed = ({ focus, filters }: Seen): boolean =>
  focus !== undefined || Object.keys(filters).length > 0;

/** True where all of it is drawn, and every box where it stands in the whole. */
export const isWhole = (seen: Seen): boolean =>
  !isNarrowed(seen) && seen.collapsed.length + seen.opened.length === 0 && !seen.anew;

/** The moves that are in force. */
export const movesIn = ({ moved, anew }: Seen): Moves => anew ?? moved;

/** The same with other moves in force. */
export const withMoves = (seen: Seen, moves: Moves): Seen =>
  seen.anew ? { ...seen, anew: moves } : { ...seen, moved: moves };

type Mutable<T> = T extends readonly string[] ? string[] : T;

const some = (moves: Moves): boolean => Object.keys(moves).length > 0;

export const keptOf = ({ focus, filters, collapsed, opened, moved, anew }: Seen): KeptView => ({
  ...(focus && { focus: focus.ref, depth: focus.depth, label: focus.label }),
  ...(filters as { [K in keyof Filters]: Mutable<Filters[K]> }),
  ...(collapsed.length > 0 && { collapsed: [...collapsed] }),
  ...(opened.length > 0 && { opened: [...opened] }),
  ...(some(moved) && { moved: { ...moved } }),
  ...(anew && { anew: { ...anew } }),
});

export function seenOf(kept: KeptView): Seen {
  const { focus, depth = 1, label, collapsed = [], opened = [], moved = {}, anew, ...rest } = kept;
  const filters = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined));
  return {
    focus: focus === undefined ? undefined : { ref: focus, label: label ?? focus, depth },
    filters,
    collapsed,
    opened,
    moved,
    anew,
  };
}

/** The same with what is there again hidden, collapsed or opened as it was. */
export function withBack(seen: Seen, back: AwayView = {}): Seen {
  if (Object.keys(back).length === 0) return seen;
  const both = (a: readonly string[] = [], b: readonly string[] = []) => [...new Set([...a, ...b])];
  const { hidden } = seen.filters;
  return {
    ...seen,
    filters: { ...seen.filters, ...(back.hidden && { hidden: both(hidden, back.hidden).sort() }) },
    collapsed: both(seen.collapsed, back.collapsed),
    opened: both(seen.opened, back.opened),
  };
}

/** A view as the engine is asked for it. */
export const viewAsked = (seen: Seen) => askedOf(keptOf(seen));

/** True where two views show so much the same that the viewport stays: what is hidden, moved or collapsed is not looked for. */
export function sameSight(a: Seen, b: Seen): boolean {
  const of = ({ focus, filters, anew }: Seen): string => {
    const looked = Object.entries(filters).filter(([part]) => part !== 'hidden');
    return JSON.stringify([focus, looked.sort(), anew !== undefined]);
  };
  return of(a) === of(b);
}
