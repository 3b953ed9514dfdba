/** The number of a page, in a pill of its own, on the page that leads there. */
import type { Box } from '../../scene/scene.ts';
import { widthOf, type Font } from '../../scene/text.ts';
import type { Pen } from './svg-marks.ts';

export const pillSize = (words: string, font: Font): Pick<Box, 'width' | 'height'> => ({
  width: widthOf(words, font) + font.size * 1.3,
  height: font.size * 1.8,
});

export function pill(pen: Pen, words: string, box: Box, font: Font): string {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2 + font.size * 0.36];
  const look = { ...font, token: 'hull-text', anchor: 'middle' } as const;
  return pen.plate(box, box.height / 2) + pen.text(x, y, words, look);
}
