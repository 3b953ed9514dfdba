/** The shipped faces, unpacked: the outlines that fontkit's own WOFF2 reader sees, in the weights that pictures use. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { Faces } from '#main/print/faces.ts';
import { create } from '#main/print/fontkit.ts';
import { assembled, tablesOf } from '#main/print/woff2.ts';

const bytesOf = (name: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(name));
const INTER = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
const MONO = '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2';
const plain = { mono: false, bold: false };

describe('unpacking', () => {
  it.each([INTER, MONO])('%s has the glyphs another reader sees', (name) => {
    const theirs = create(bytesOf(name));
    const ours = create(assembled(tablesOf(bytesOf(name))));
    expect(ours.numGlyphs).toBe(theirs.numGlyphs);
    for (let i = 0; i < theirs.numGlyphs; i++) {
      expect(ours.getGlyph(i).path.toSVG()).toBe(theirs.getGlyph(i).path.toSVG());
      expect(ours.getGlyph(i).advanceWidth).toBe(theirs.getGlyph(i).advanceWidth);
    }
  });

  it('refuses what is no such font, and what ends too early', () => {
    expect(() =>
      tablesOf(Buffer.from('OTTO, and more than forty-eight bytes of other things')),
    ).toThrow(RangeError);
    expect(() => tablesOf(bytesOf(INTER).subarray(0, 400))).toThrow(RangeError);
  });
});

describe('faces', () => {
  it('are bold where asked: as wide as fontkit makes the variable font', () => {
    const faces = new Faces();
    const [run] = faces.runs('payments-gateway', { mono: false, bold: true });
    const variable = create(assembled(tablesOf(bytesOf(INTER)))).getVariation({ wght: 600 });
    const wanted = variable.layout('payments-gateway').advanceWidth / variable.unitsPerEm;
    expect(run!.width).toBeCloseTo(wanted, 2);
    expect(run!.width).toBeGreaterThan(faces.runs('payments-gateway', plain)[0]!.width);
  });

  it('change the font where the script changes, and tell which letters none has', () => {
    const faces = new Faces();
    const runs = faces.runs('vpc Москва Ω', plain);
    expect(runs.map((r) => r.text).join('')).toBe('vpc Москва Ω');
    expect(new Set(runs.map((r) => r.face)).size).toBe(3);
    expect(faces.lacking).toBe(false);
    expect(faces.runs('東京', plain)).toMatchObject([{ text: '東京', lacking: true }]);
    expect(faces.lacking).toBe(true);
  });
});
