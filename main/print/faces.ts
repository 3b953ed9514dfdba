/** The faces the window is set in, for pictures on paper: which font has which letters, in which weight. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, type Font, type GlyphRun } from './fontkit.ts';
import { atWeight } from './weight.ts';
import { assembled, tablesOf } from './woff2.ts';

export interface Style {
  readonly mono: boolean;
  readonly bold: boolean;
}

/** Letters that one font has, next to each other. */
export interface Run {
  /** Unique name of the font in its weight. */
  readonly face: string;
  readonly font: Font;
  readonly text: string;
  /** True where no shipped font has these letters: they would come out as boxes. */
  readonly lacking: boolean;
  /** Its glyphs, and where they stand. To find them takes most of the time of a picture. */
  readonly laid: GlyphRun;
  /** Of the font's size. */
  readonly width: number;
}

/** Files of each face, the one with the commonest letters first; the packages hold one for each script. */
const FILES = {
  text: {
    package: '@fontsource-variable/inter',
    stem: 'inter',
    scripts: ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'],
  },
  mono: {
    package: '@fontsource-variable/jetbrains-mono',
    stem: 'jetbrains-mono',
    scripts: ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'],
  },
} as const;
const BOLD = 600;

/**
 * Letters that change with their neighbours are left out: to look for them takes three times as long as all else, and what they
 * change is the height of a colon between digits, and arrows in code.
 * Source: https://learn.microsoft.com/en-us/typography/opentype/spec/features_ae#tag-calt
 */
const PLAIN = { calt: false } as const;

const require = createRequire(import.meta.url);

/** From the package, or from beside the built program, which ships without packages. */
function fileOf(pack: string, name: string): Buffer {
  const beside = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'fonts', name);
  return readFileSync(existsSync(beside) ? beside : require.resolve(`${pack}/files/${name}`));
}

/** Fonts that were read. Reading one takes a tenth of a second, so that each is read once, and only when it is needed. */
export class Faces {
  readonly #tables = new Map<string, Map<string, Buffer>>();
  readonly #set = new Map<string, Font>();
  readonly #runs = {
    text: { plain: new Map<string, readonly Run[]>(), bold: new Map<string, readonly Run[]>() },
    mono: { plain: new Map<string, readonly Run[]>(), bold: new Map<string, readonly Run[]>() },
  };
  /** True once a letter was asked for that no shipped font has. */
  lacking = false;

  #font(name: string, style: Style, pack: string): Font {
    const key = `${name}-${style.bold ? 'bold' : 'plain'}`;
    const known = this.#set.get(key);
    if (known) return known;
    const tables = this.#tables.get(name) ?? tablesOf(fileOf(pack, `${name}.woff2`));
    this.#tables.set(name, tables);
    const font = style.bold ? atWeight(tables, BOLD) : create(assembled(tables));
    // A document knows fonts by this name; the weights of one file share theirs.
    Object.defineProperty(font, 'postscriptName', { value: `Peerless-${key}` });
    const layout = font.layout.bind(font);
    Object.defineProperty(font, 'layout', {
      value: (text: string, features: object = {}) => layout(text, { ...PLAIN, ...features }),
    });
    this.#set.set(key, font);
    return font;
  }

  /** Which of the face's fonts has the letter; the first one where none has. */
  #of(letter: string, style: Style): Pick<Run, 'face' | 'font' | 'lacking'> {
    const { package: pack, stem, scripts } = style.mono ? FILES.mono : FILES.text;
    const code = letter.codePointAt(0) ?? 0;
    for (const script of scripts) {
      const name = `${stem}-${script}-wght-normal`;
      const font = this.#font(name, style, pack);
      if (font.hasGlyphForCodePoint(code))
        return { face: font.postscriptName, font, lacking: false };
    }
    this.lacking = true;
    const font = this.#font(`${stem}-latin-wght-normal`, style, pack);
    return { face: font.postscriptName, font, lacking: true };
  }

  /** The text, cut where the font changes. Asked again, the answer is at hand: measuring is what takes the time. */
  runs(text: string, style: Style): readonly Run[] {
    const known = this.#runs[style.mono ? 'mono' : 'text'][style.bold ? 'bold' : 'plain'];
    const found = known.get(text) ?? this.#measured(text, style);
    known.set(text, found);
    return found;
  }

  #measured(text: string, style: Style): readonly Run[] {
    const out: Omit<Run, 'laid' | 'width'>[] = [];
    for (const letter of text) {
      const found = this.#of(letter, style);
      const last = out.at(-1);
      if (last?.face === found.face && last.lacking === found.lacking)
        out[out.length - 1] = { ...last, text: last.text + letter };
      else out.push({ ...found, text: letter });
    }
    return out.map((run) => {
      const laid = run.font.layout(run.text);
      return { ...run, laid, width: laid.advanceWidth / run.font.unitsPerEm };
    });
  }
}
