/** The looks of the canvas in one theme: the colours of the legend, and the typefaces the window ships. */
import { palette, typefaces, type Theme, type Token } from '#app/scene/legend.ts';

export interface Looks {
  readonly theme: Theme;
  readonly colour: Readonly<Record<Token, string>>;
  /** What is selected and what a trace runs over: the window's one accent. */
  readonly accent: string;
}

/** The one accent is the legend's own: the colour of hubs. */
export const looksOf = (theme: Theme): Looks => ({
  theme,
  colour: palette[theme],
  accent: palette[theme]['hub-line'],
});

export const TEXT_FACE = `'Inter Variable', ${typefaces.text}`;
export const MONO_FACE = `'JetBrains Mono Variable', ${typefaces.mono}`;

/** Strokes of states and of bundles, in pixels at scale 1, and strengths from 0 to 1: Cytoscape and our painter draw the same. */
export const strokes = {
  bend: 6,
  bundle: 3,
  diffNode: 2.5,
  diffEdge: 2,
  hoverEdge: 2.5,
  litNode: 2,
  /** `away`: from afar, so that what is lit can still be followed. */
  litEdge: 2.25,
  litEdgeAway: 4,
  pathEdge: 3,
  pathEdgeAway: 6,
  arrow: 1.2,
  selectedNode: 2.5,
  selectedEdge: 3.5,
  /** The glow around a selected box, and how far it reaches. */
  glow: 0.2,
  glowWidth: 5,
  dimmedNode: 0.45,
  dimmedEdge: 0.2,
} as const;
