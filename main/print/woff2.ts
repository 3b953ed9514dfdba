/**
 * Unpacks a WOFF2 font to the TrueType it was made from: the faces are shipped for browsers, and what writes PDF
 * reads TrueType. Source: https://www.w3.org/TR/WOFF2/
 */
import { brotliDecompressSync } from 'node:zlib';

/** Source: https://www.w3.org/TR/WOFF2/#table_dir_format */
const TAGS =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'
    .match(/.{4}(?: |$)/g)!
    .map((tag) => tag.slice(0, 4));

class Reader {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.at++);
  }
  u16(): number {
    return (this.u8() << 8) | this.u8();
  }
  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }
  take(length: number): Buffer {
    this.at += length;
    if (this.at > this.#bytes.length) throw new RangeError('The font ends too early.');
    return this.#bytes.subarray(this.at - length, this.at);
  }
  /** Source: https://www.w3.org/TR/WOFF2/#DataTypes */
  base128(): number {
    let value = 0;
    for (let i = 0; i < 5; i++) {
      const byte = this.u8();
      value = value * 128 + (byte & 0x7f);
      if ((byte & 0x80) === 0) return value;
    }
    throw new RangeError('A number in the font is too long.');
  }
  short255(): number {
    const code = this.u8();
    if (code === 253) return this.u16();
    if (code === 254) return this.u8() + 506;
    if (code === 255) return this.u8() + 253;
    return code;
  }
}

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}

const sign = (flag: number, value: number): number => ((flag & 1) === 1 ? value : -value);

/** One step of an outline. Source: https://www.w3.org/TR/WOFF2/#triplet_decoding */
function step(flag: number, data: Reader): readonly [number, number] {
  if (flag < 10) return [0, sign(flag, ((flag & 14) << 7) + data.u8())];
  if (flag < 20) return [sign(flag, (((flag - 10) & 14) << 7) + data.u8()), 0];
  if (flag < 84) {
    const b0 = flag - 20;
    const b1 = data.u8();
    return [
      sign(flag, 1 + (b0 & 0x30) + (b1 >> 4)),
      sign(flag >> 1, 1 + ((b0 & 0x0c) << 2) + (b1 & 0x0f)),
    ];
  }
  if (flag < 120) {
    const b0 = flag - 84;
    return [
      sign(flag, 1 + (Math.floor(b0 / 12) << 8) + data.u8()),
      sign(flag >> 1, 1 + (((b0 % 12) >> 2) << 8) + data.u8()),
    ];
  }
  if (flag < 124) {
    const [b0, b1, b2] = [data.u8(), data.u8(), data.u8()];
    return [sign(flag, (b0 << 4) + (b1 >> 4)), sign(flag >> 1, ((b1 & 0x0f) << 8) + b2)];
  }
  return [sign(flag, data.u16()), sign(flag >> 1, data.u16())];
}

export const int16s = (values: readonly number[]): Buffer => {
  const out = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => out.writeInt16BE(value, 2 * i));
  return out;
};
export const u16s = (values: readonly number[]): Buffer => {
  const out = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => out.writeUInt16BE(value, 2 * i));
  return out;
};

/** Composite parts up to the last, and whether instructions follow. Source: https://learn.microsoft.com/en-us/typography/opentype/spec/glyf */
function composite(from: Reader): { body: Buffer; instructed: boolean } {
  const parts: Buffer[] = [];
  let instructed = false;
  for (let more = true; more;) {
    const flags = from.u16();
    const size =
      2 +
      ((flags & 0x1) !== 0 ? 4 : 2) +
      ((flags & 0x8) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0);
    parts.push(u16s([flags]), from.take(size));
    instructed ||= (flags & 0x100) !== 0;
    more = (flags & 0x20) !== 0;
  }
  return { body: Buffer.concat(parts), instructed };
}

/** An outline of contours, each of so many points. Source: https://learn.microsoft.com/en-us/typography/opentype/spec/glyf */
export function simpleGlyph(
  lengths: readonly number[],
  points: readonly Point[],
  code: Buffer = Buffer.alloc(0),
): Buffer {
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  let last = -1;
  const deltas = (all: readonly number[]): number[] => all.map((v, i) => v - (all[i - 1] ?? 0));
  return Buffer.concat([
    int16s([lengths.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]),
    u16s(lengths.map((length) => (last += length))),
    u16s([code.length]),
    code,
    Buffer.from(points.map((p) => (p.on ? 1 : 0))),
    int16s(deltas(xs)),
    int16s(deltas(ys)),
  ]);
}

/** The two tables that hold outlines, and where each glyph begins on its left. */
export function outlineTables(made: readonly Buffer[]): Glyphs {
  const even = made.map((glyph) =>
    glyph.length % 2 === 0 ? glyph : Buffer.concat([glyph, Buffer.alloc(1)]),
  );
  const loca = Buffer.alloc(4 * (made.length + 1));
  let at = 0;
  even.forEach((glyph, i) => {
    at += glyph.length;
    loca.writeUInt32BE(at, 4 * (i + 1));
  });
  const lefts = made.map((glyph) => (glyph.length > 0 ? glyph.readInt16BE(2) : 0));
  return { glyf: Buffer.concat(even), loca, lefts };
}

export interface Glyphs {
  readonly glyf: Buffer;
  readonly loca: Buffer;
  /** Leftmost x of each glyph. */
  readonly lefts: readonly number[];
}

/** Source: https://www.w3.org/TR/WOFF2/#glyf_table_format */
function glyphs(table: Buffer): Glyphs {
  const head = new Reader(table, 4);
  const count = head.u16();
  head.u16();
  const sizes = Array.from({ length: 7 }, () => head.u32());
  const streams = sizes.map((size) => head.take(size));
  const [contours, counts, flags, outlines, composites, boxes, instructions] = streams.map(
    (bytes) => new Reader(bytes),
  ) as [Reader, Reader, Reader, Reader, Reader, Reader, Reader];
  const boxed = boxes.take(4 * Math.floor((count + 31) / 32));
  const made: Buffer[] = [];

  const simple = (ends: number): Buffer => {
    const lengths = Array.from({ length: ends }, () => counts.short255());
    const points: Point[] = [];
    let [x, y] = [0, 0];
    for (let i = lengths.reduce((a, b) => a + b, 0); i > 0; i--) {
      const flag = flags.u8();
      const [dx, dy] = step(flag & 0x7f, outlines);
      x += dx;
      y += dy;
      points.push({ x, y, on: flag < 0x80 });
    }
    return simpleGlyph(lengths, points, instructions.take(outlines.short255()));
  };

  for (let i = 0; i < count; i++) {
    const ends = contours.u16();
    const box = ((boxed[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0 ? boxes.take(8) : undefined;
    let glyph: Buffer = Buffer.alloc(0);
    if (ends === 0xffff) {
      const { body, instructed } = composite(composites);
      const code = instructed ? instructions.take(outlines.short255()) : undefined;
      glyph = Buffer.concat([
        int16s([-1]),
        box ?? Buffer.alloc(8),
        body,
        ...(code ? [u16s([code.length]), code] : []),
      ]);
    } else if (ends > 0) {
      glyph = simple(ends);
      if (box) box.copy(glyph, 2);
    }
    made.push(glyph);
  }
  return outlineTables(made);
}

/** Source: https://www.w3.org/TR/WOFF2/#hmtx_table_format */
function metrics(table: Buffer, wide: number, lefts: readonly number[]): Buffer {
  const from = new Reader(table);
  const flags = from.u8();
  const advances = Array.from({ length: wide }, () => from.u16());
  const signed = (n: number): number => (n > 0x7fff ? n - 0x10000 : n);
  const bearing = (i: number, absent: number): number =>
    (flags & absent) !== 0 ? (lefts[i] ?? 0) : signed(from.u16());
  const first = advances.map((_, i) => bearing(i, 1));
  const rest = lefts.slice(wide).map((_, i) => bearing(wide + i, 2));
  return Buffer.concat([
    ...advances.map((advance, i) => Buffer.concat([u16s([advance]), int16s([first[i] ?? 0])])),
    int16s(rest),
  ]);
}

/** A TrueType file of the tables. Checksums are left at zero: readers of our own files do not ask for them. */
export function assembled(tables: ReadonlyMap<string, Buffer>): Buffer {
  const names = [...tables.keys()].sort();
  const head = Buffer.alloc(12 + 16 * names.length);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(names.length, 4);
  const bodies: Buffer[] = [];
  let at = head.length;
  names.forEach((name, i) => {
    const body = tables.get(name)!;
    const entry = 12 + 16 * i;
    head.write(name, entry, 'latin1');
    head.writeUInt32BE(at, entry + 8);
    head.writeUInt32BE(body.length, entry + 12);
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    bodies.push(padded);
    at += padded.length;
  });
  return Buffer.concat([head, ...bodies]);
}

/** The tables of a TrueType font, as they lie in one file. Throws RangeError where they are not those of one WOFF2 font with TrueType outlines. */
export function tablesOf(woff2: Buffer): Map<string, Buffer> {
  const from = new Reader(woff2);
  if (from.u32() !== 0x774f4632) throw new RangeError('This is not a WOFF2 font.');
  from.take(8);
  const count = from.u16();
  from.take(6);
  const packed = from.u32();
  from.take(24);
  const entries = Array.from({ length: count }, () => {
    const flags = from.u8();
    const tag = (flags & 63) === 63 ? from.take(4).toString('latin1') : TAGS[flags & 63]!;
    const plain = from.base128();
    const version = flags >> 6;
    const outlines = tag === 'glyf' || tag === 'loca';
    const transformed = outlines ? version === 0 : version !== 0;
    return { tag, transformed, size: transformed ? from.base128() : plain };
  });
  const all = new Reader(brotliDecompressSync(from.take(packed)));
  const tables = new Map(entries.map(({ tag, size }) => [tag, all.take(size)]));
  const isTransformed = (tag: string): boolean =>
    entries.some((entry) => entry.tag === tag && entry.transformed);
  if (isTransformed('glyf')) {
    const { glyf, loca, lefts } = glyphs(tables.get('glyf')!);
    tables.set('glyf', glyf).set('loca', loca);
    const head = Buffer.from(tables.get('head')!);
    head.writeInt16BE(1, 50);
    tables.set('head', head);
    if (isTransformed('hmtx')) {
      const wide = tables.get('hhea')!.readUInt16BE(34);
      tables.set('hmtx', metrics(tables.get('hmtx')!, wide, lefts));
    }
  }
  return tables;
}
