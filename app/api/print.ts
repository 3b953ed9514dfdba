/** What may be chosen of a printed picture. Free of packages: the command line declares its options from it. */
export const PAPERS = ['a4', 'a3', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

/** Pixels of a PNG for one of the scene that the window offers; the command line takes any factor. */
export const SCALES = [1, 2, 3, 4] as const;

/** What is chosen where nothing is. */
export const USUAL = { scale: 2, paper: 'a4' } as const;

/** What a format asks, if anything. */
export type PrintChoice = 'scale' | 'paper';

/** Most pixels of a PNG: four bytes each, and as much again while it is drawn. */
export const MOST_PIXELS = 250_000_000;

export interface PrintOptions {
  readonly scale?: number;
  /** Pixels: where the scale makes more, as much is taken as fits. Where this is not given, that is refused. */
  readonly atMost?: number;
  readonly paper?: Paper;
}
