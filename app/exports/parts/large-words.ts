/** Words of an overview that are larger than elsewhere: the size in which a name has room in its box, on one line or two. */
import { type CaptionLine, captionLines } from '../../scene/caption.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { isInside } from '../../scene/open.ts';
import type { SceneNode } from '../../scene/scene.ts';
import { isWhole, linesIn } from '../../scene/title.ts';
import type { Font } from '../../scene/text.ts';
import { widest } from './widest.ts';

/** Of the size of letters. */
const LINE = 1.25;

/** The caption of a mesh; where words are larger, what it is alone. */
export function captionIn(caption: string, large = 1): readonly CaptionLine[] {
  const lines = captionLines(caption);
  if (large === 1) return lines;
  const { text, font } = lines[0]!;
  return [
    { text: text.split(':')[0]!, font: { ...font, size: Math.round(font.size * large) }, dy: 0 },
  ];
}

/** The lines of a name in the largest letters in which all of it has room; none where nothing larger than usual has. */
export function largeWords(
  node: SceneNode,
  name: string,
  room: number,
  font: Font,
  large: number,
): { readonly lines: readonly string[]; readonly size: number } | undefined {
  if (isInside(node) || nodeLooks[node.shape].container) return undefined;
  for (let size = Math.round(font.size * large); size > font.size; size--) {
    const rows = Math.min(2, Math.floor((node.height - 4) / (size * LINE)));
    if (rows < 1) continue;
    const fits = (text: string): boolean => widest.width(text, { ...font, size }) <= room;
    if (isWhole(name, rows as 1 | 2, fits))
      return { lines: linesIn(name, (text) => text, fits), size };
  }
  return undefined;
}
