/** Words of an overview that are larger than elsewhere: the size in which a name has room in its box, on one line or two. */
import { type CaptionLine, captionLines, captionWidth, shortCaption } from '../../scene/caption.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { isInside } from '../../scene/open.ts';
import type { SceneNode } from '../../scene/scene.ts';
import { isWhole, linesIn } from '../../scene/title.ts';
import { type Font, fonts, widthOf } from '../../scene/text.ts';
import { inert } from './inert.ts';
import { widest } from './widest.ts';

/** Of the size of letters. */
const LINE = 1.25;

/** The caption of a mesh; where words are larger, what it is called, in the largest letters that have the room of all of it. */
export function captionIn(caption: string, large = 1): readonly CaptionLine[] {
  if (large === 1) return captionLines(caption);
  const text = shortCaption(caption);
  const room = captionWidth(caption);
  const usual = fonts.caption;
  let size = Math.round(usual.size * large);
  while (size > usual.size && widthOf(text, { ...usual, size }) > room) size--;
  return [{ text, font: { ...usual, size }, dy: 0 }];
}

/**
 * The lines of a name in the largest letters in which all of it has room, above the other lines of its box; none where nothing
 * larger than usual has.
 */
export function largeWords(
  node: SceneNode,
  name: string,
  room: number,
  font: Font,
  large: number,
): { readonly lines: readonly string[]; readonly size: number } | undefined {
  if (isInside(node) || nodeLooks[node.shape].container) return undefined;
  for (let size = Math.round(font.size * large); size > font.size; size--) {
    const rows = Math.min(2, Math.floor((node.height - 4) / (size * LINE)) - node.lines.length);
    if (rows < 1) continue;
    const fits = (text: string): boolean => widest.width(text, { ...font, size }) <= room;
    if (!node.lines.every((line) => fits(inert(line)))) continue;
    if (isWhole(name, rows as 1 | 2, fits))
      return { lines: linesIn(name, (text) => text, fits), size };
  }
  return undefined;
}
