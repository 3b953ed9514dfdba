/** Widths in DejaVu Sans, the widest of the faces that a viewer takes for ours, as its own tables have them. */
import type { WidthOf } from './drawn.ts';

/**
 * Advances of the printable ASCII characters in hundredths of the size, rounded up; read from the font's `hmtx` table,
 * version 2.37: https://dejavu-fonts.github.io
 */
const table = (text: string): readonly number[] => text.split(/\s+/).map(Number);
const PLAIN = table(
  `32 41 46 84 64 96 78 28 40 40 50 84 32 37 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 54
  100 69 69 70 78 64 58 78 76 30 30 66 56 87 75 79 61 79 70 64 62 74 69 99 69 62 69 40 34 40 84 50
  50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 64 42 53 40 64 60 82 60 60 53 64 34 64 84`,
);
const BOLD = table(
  `35 46 53 84 70 101 88 31 46 46 53 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 59
  100 78 77 74 84 69 69 83 84 38 38 78 64 100 84 86 74 86 78 73 69 82 78 111 78 73 73 46 37 46 84 50
  50 68 72 60 72 68 44 72 72 35 35 67 35 105 72 69 72 72 50 60 48 72 66 93 65 66 59 72 37 72 84`,
);
const MONO = 0.6021;

/** Of text in ASCII; any other letter is taken to be as wide as the font is high. */
export const inDejaVu: WidthOf = (text, { size, mono, bold }) => {
  if (mono) return text.length * MONO * size;
  const advances = bold ? BOLD : PLAIN;
  return Array.from(text).reduce((sum, letter) => {
    const advance = advances[letter.codePointAt(0)! - 32] ?? 100;
    return sum + (advance * size) / 100;
  }, 0);
};
