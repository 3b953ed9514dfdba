/** The part of the Engine contract that says what a picture shows: the parts of a View, and how views are kept. */
import { z } from 'zod';

const text = z.string().max(4096);
/** An empty list would leave nothing. */
const some = (most: number) => z.array(text).min(1).max(most).optional();

const coordinate = z.number().min(-1e6).max(1e6);
const moves = z.record(text, z.object({ x: coordinate, y: coordinate }));

/** What a view can leave out, what it collapses, and which VPCs it opens. */
const shared = {
  focus: text.optional(),
  depth: z.number().int().min(0).max(10).optional(),
  accounts: some(1000),
  regions: some(100),
  segments: some(1000),
  tags: some(100),
  meshes: z.literal(true).optional(),
  finding: text.optional(),
  path: some(1000),
  hidden: some(5000),
  collapsed: some(5000),
  opened: some(1000),
} as const;

export const viewInputs = {
  ...shared,
  still: z.literal(true).optional(),
  moved: moves.optional(),
} as const;

/** A view as it is kept. */
export const keptView = z.object({
  ...shared,
  /** What the focus is called. */
  label: text.optional(),
  /** Boxes moved in the whole picture. */
  moved: moves.optional(),
  /** There where what is shown was arranged anew for itself: the boxes moved in that picture. */
  anew: moves.optional(),
});
export type KeptView = z.infer<typeof keptView>;

/** Longest name of a view, in characters. */
export const MOST_NAME = 80;
/** So many views of one source have names. */
export const MOST_VIEWS = 200;

export const namedView = z.object({
  name: z.string().min(1).max(MOST_NAME),
  view: keptView,
  /** The point of the picture in the middle, and the zoom. */
  sight: z
    .object({ x: coordinate, y: coordinate, zoom: z.number().min(0.001).max(100) })
    .optional(),
});
export type NamedView = z.infer<typeof namedView>;

/** Of one source: what is shown, and the views that have names. */
export const keptViews = { now: keptView, views: z.array(namedView).max(MOST_VIEWS) } as const;

/** What is hidden, collapsed or opened, of things that are not in the network now. */
export const awayView = keptView.pick({ hidden: true, collapsed: true, opened: true });
export type AwayView = z.infer<typeof awayView>;

export interface Arrangement {
  readonly now: KeptView;
  readonly views: readonly NamedView[];
  /** The file it is kept in; undefined where it lasts as long as Peerless runs. */
  readonly file: string | undefined;
  /** What could not be taken over, in a sentence. */
  readonly note: string | undefined;
  /** What the window does not know yet of a source that was read again. */
  readonly came?: Came | undefined;
}

/** Things that are there again, as they were, and views that somebody else has put into the file. */
export interface Came {
  readonly back: AwayView;
  readonly views: readonly NamedView[];
}

/** A kept view as the engine is asked for it. */
export function askedOf(kept: KeptView) {
  const { moved, anew, ...rest } = kept;
  delete rest.label;
  const places = anew ?? moved;
  return {
    ...rest,
    ...(anew ? {} : { still: true as const }),
    ...(places && Object.keys(places).length > 0 && { moved: places }),
  };
}
