/** A variable font at one weight, as a font that has no other: what writes PDF cannot embed the variable one. */
import { create, type Font } from './fontkit.ts';
import { assembled, int16s, outlineTables, type Point, simpleGlyph, u16s } from './woff2.ts';

/** Tables of the variations, and hints, which are of the default weight's outlines. */
const DROPPED = [
  ...['fvar', 'gvar', 'avar', 'HVAR', 'MVAR', 'STAT', 'cvar'],
  ...['fpgm', 'prep', 'cvt ', 'gasp', 'DSIG'],
];

interface Outline {
  readonly lengths: number[];
  readonly points: Point[];
}

/** The contours of a glyph, composites made one. TrueType outlines are lines and quadratic curves only. */
function outlineOf(font: Font, glyph: number): Outline {
  const lengths: number[] = [];
  const points: Point[] = [];
  const add = (x = 0, y = 0, on = true): void => {
    points.push({ x: Math.round(x), y: Math.round(y), on });
    lengths[lengths.length - 1]! += 1;
  };
  for (const { command, args } of font.getGlyph(glyph).path.commands) {
    const [a, b, c, d] = args;
    if (command === 'moveTo') lengths.push(0);
    if (command === 'moveTo' || command === 'lineTo') add(a, b);
    else if (command === 'quadraticCurveTo') {
      add(a, b, false);
      add(c, d);
    } else if (command !== 'closePath') throw new RangeError('The font has cubic curves.');
  }
  return { lengths, points };
}

/** `tables` are those of the whole, variable font. */
export function atWeight(tables: ReadonlyMap<string, Buffer>, weight: number): Font {
  const font = create(assembled(tables)).getVariation({ wght: weight });
  const outlines = Array.from({ length: font.numGlyphs }, (_, i) => outlineOf(font, i));
  const { glyf, loca, lefts } = outlineTables(
    outlines.map(({ lengths, points }) =>
      points.length === 0 ? Buffer.alloc(0) : simpleGlyph(lengths, points),
    ),
  );
  const hmtx = Buffer.concat(
    lefts.map((left, i) =>
      Buffer.concat([u16s([Math.round(font.getGlyph(i).advanceWidth)]), int16s([left])]),
    ),
  );
  const hhea = Buffer.from(tables.get('hhea')!);
  hhea.writeUInt16BE(font.numGlyphs, 34);
  // The most points and contours of a glyph that is no composite: readers make room by it.
  const maxp = Buffer.from(tables.get('maxp')!);
  maxp.writeUInt16BE(Math.max(...outlines.map((o) => o.points.length)), 6);
  maxp.writeUInt16BE(Math.max(...outlines.map((o) => o.lengths.length)), 8);
  const one = new Map(tables);
  for (const tag of DROPPED) one.delete(tag);
  for (const [tag, table] of Object.entries({ glyf, loca, hmtx, hhea, maxp })) one.set(tag, table);
  return create(assembled(one));
}
