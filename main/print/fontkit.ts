/** The part of fontkit that is used, with types: the package comes without. */
// @ts-expect-error there are no types to be found
import * as fontkit from 'fontkit';

interface Path {
  readonly commands: readonly { readonly command: string; readonly args: readonly number[] }[];
  readonly scale: (x: number, y: number) => Path;
  readonly translate: (x: number, y: number) => Path;
  readonly toSVG: () => string;
}

interface Glyph {
  readonly path: Path;
  /** In units of the font. */
  readonly advanceWidth: number;
}

export interface GlyphRun {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly {
    readonly xAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
  }[];
  readonly advanceWidth: number;
}

export interface Font {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly numGlyphs: number;
  readonly hasGlyphForCodePoint: (codePoint: number) => boolean;
  readonly getGlyph: (id: number) => Glyph;
  /** `features`: of OpenType, by their tags. */
  readonly layout: (text: string, features?: object) => GlyphRun;
  readonly getVariation: (settings: Readonly<Record<string, number>>) => Font;
}

export const { create } = fontkit as { readonly create: (bytes: Uint8Array) => Font };
