/** The caption of a mesh in files: what it is on one line, what it could be on the next. */
import { capital } from '../base/capital.ts';
import type { Box, SceneHull } from './scene.ts';
import { fonts, widthOf, type Font } from './text.ts';

export interface CaptionLine {
  readonly text: string;
  readonly font: Font;
  /** Of its baseline, from that of the last line. */
  readonly dy: number;
}

const LEADING = 17;

export function captionLines(caption: string): CaptionLine[] {
  const [what = '', ...could] = caption.split('; ');
  if (could.length === 0) return [{ text: what, font: fonts.caption, dy: 0 }];
  return [
    { text: what, font: fonts.caption, dy: -LEADING },
    { text: capital(could.join('; ')), font: fonts.could, dy: 0 },
  ];
}

/** Notes at the end of a caption: `(before)` in a comparison, `(3 of 7 shown)` in a part of the network. */
const NOTES = /(?: \([^()]*\))+$/;

/** What a mesh is called, and what is noted of it: `Mesh of 7 (payments-*) (3 of 7 shown)`. */
export function shortCaption(caption: string): string {
  const [name = ''] = caption.split(/[:;] /);
  return name + (NOTES.exec(caption.slice(name.length))?.[0] ?? '');
}

export const captionWidth = (caption: string): number =>
  Math.max(...captionLines(caption).map(({ text, font }) => widthOf(text, font)));

/** What a caption covers. */
export function captionBox({ caption, captionAt }: SceneHull): Box {
  const lines = captionLines(caption);
  return {
    x: captionAt.x,
    y: captionAt.y + lines[0]!.dy - 14,
    width: captionWidth(caption),
    height: 20 - lines[0]!.dy,
  };
}
