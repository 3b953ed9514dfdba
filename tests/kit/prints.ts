/** What is in a PNG or a PDF, read by what is not ours: the pixels of one, the words of the other and where they stand. */
import { inflateSync } from 'node:zlib';

/** Width and height. Source: https://www.w3.org/TR/png-3/#11IHDR */
export const sizeOf = (png: Buffer): readonly [number, number] => [
  png.readUInt32BE(16),
  png.readUInt32BE(20),
];

/** Colour of a pixel, as `#rrggbb`. Filters of rows: https://www.w3.org/TR/png-3/#9Filters */
export function pixels(png: Buffer): (x: number, y: number) => string {
  const [width, height] = sizeOf(png);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  // 8 bits a channel, with or without transparency, not interlaced.
  const sort = png.subarray(24, 29).toString('hex');
  if (!/^080[26]000000$/.test(sort)) throw new Error(`a PNG of another sort: ${sort}`);
  const bytes = png[25] === 6 ? 4 : 3;
  const stride = width * bytes;
  const raw = inflateSync(Buffer.concat(parts));
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    const filter = raw[row + y]!;
    for (let i = 0; i < stride; i++) {
      const left = i < bytes ? 0 : out[row + i - bytes]!;
      const above = y === 0 ? 0 : out[row + i - stride]!;
      let guess = filter === 1 ? left : filter === 2 ? above : 0;
      if (filter === 3) guess = (left + above) >> 1;
      if (filter === 4) {
        const corner = i < bytes || y === 0 ? 0 : out[row + i - stride - bytes]!;
        const toLeft = Math.abs(above - corner);
        const toAbove = Math.abs(left - corner);
        const toCorner = Math.abs(left + above - 2 * corner);
        guess =
          toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
      }
      out[row + i] = raw[row + y + 1 + i]! + guess;
    }
  }
  return (x, y) => {
    const at = Math.round(y) * stride + Math.round(x) * bytes;
    return `#${out.toString('hex', at, at + 3)}`;
  };
}

/** A PDF as PDF.js, which browsers show PDFs with, reads it. */
export async function readPdf(pdf: Buffer) {
  const { getDocument } = await import('pdfjs-serverless');
  const task = getDocument({ data: new Uint8Array(pdf) });
  const doc = await task.promise;
  const pages: {
    readonly size: readonly number[];
    readonly words: readonly string[];
    /** The middle of each word's line, from the lower left of the page. */
    readonly spots: readonly { readonly word: string; readonly x: number; readonly y: number }[];
  }[] = [];
  const acts: unknown[] = [await doc.getJSActions(), await doc.getAttachments()];
  for (let n = 1; n <= doc.numPages; n++) {
    const page = await doc.getPage(n);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    pages.push({
      size: [width, height].map((x) => Math.round(x * 100) / 100),
      words: items.flatMap((item) => ('str' in item ? [item.str] : [])),
      spots: items.flatMap((item) => {
        if (!('str' in item)) return [];
        const [x, y] = (item.transform as number[]).slice(4);
        return [{ word: item.str, x: x! + item.width / 2, y: y! }];
      }),
    });
    acts.push(...(await page.getAnnotations()), await page.getJSActions());
  }
  const { info } = await doc.getMetadata();
  await task.destroy();
  return { pages, info, acts: acts.filter((act) => act !== null) };
}
