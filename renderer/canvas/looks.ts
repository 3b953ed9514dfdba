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
