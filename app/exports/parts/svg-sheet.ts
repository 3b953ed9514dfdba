/** What stands around the scene on a sheet: title and scope above it, the legend of what is drawn below it. */
import { edgeLooks, flowLook, idleLook, stopLooks } from '../../scene/legend.ts';
import { coveredIn, legendOf, type LegendEntry } from '../../scene/legend-entries.ts';
import type { Scene } from '../../scene/scene.ts';
import { fonts } from '../../scene/text.ts';
import { Drawing, type PictureLook } from './picture-look.ts';
import { sizedIn } from './widest.ts';
import { attrs, num } from './xml.ts';

const HEAD = 74;
const MARGIN = 32;
const SCOPE = { size: 12 } as const;
const SCOPE_ROW = 16;
const LEGEND_ROW = 26;
/** Between the lines of one entry. */
const LINE_ROW = 16;
const LEGEND_GAP = 28;
const SAMPLE = 34;
const TITLE = { size: 20, bold: true } as const;
const LEAST_TITLE = 13;

/** Markup, and the pixels at scale 1 that it takes of the height. */
export interface Strip {
  readonly body: string;
  readonly height: number;
}

/** Parts in as few lines as hold them whole. */
function wrapped({ words }: Drawing, parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ''}; ${part}`;
    if (lines.length > 0 && words.width(longer, SCOPE) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

/** A text in lines of so many pixels, broken at spaces. */
function broken({ words }: Drawing, text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && words.width(longer, fonts.segment) <= room)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** What is drawn at the top of nothing, larger, and further down. */
const zoomed = ({ look: { zoom = 1 } }: Drawing, body: string, down: number): string =>
  zoom === 1
    ? body
    : `<g transform="translate(0 ${num(down)}) scale(${Math.round(zoom * 1000) / 1000})">${body}</g>`;

/** Title and scope, across `full` pixels. */
export function titleBlock(
  drawing: Drawing,
  title: string,
  scope: readonly string[],
  full: number,
): Strip {
  const { pen, look, words } = drawing;
  const { zoom = 1 } = look;
  const left = MARGIN / zoom;
  const room = full / zoom - 2 * left;
  const lines = wrapped(drawing, scope, room);
  // Smaller rather than cut: the outcome of a flow is the last word.
  const fitting = sizedIn(words, title, TITLE, room);
  const set = fitting.size < LEAST_TITLE ? { ...TITLE, size: LEAST_TITLE } : fitting;
  const body =
    pen.text(left, 36, words.fit(title, room, set), set) +
    lines
      .map((line, i) =>
        pen.text(left, 58 + SCOPE_ROW * i, words.fit(line, room, SCOPE), {
          ...SCOPE,
          token: 'scene-quiet',
        }),
      )
      .join('');
  return {
    body: zoomed(drawing, body, 0),
    height: (HEAD + SCOPE_ROW * (lines.length - 1)) * zoom,
  };
}

/** Samples with their names, wrapped to `full` pixels, from `at` pixels down. */
export function legend(drawing: Drawing, scene: Scene, full: number, at: number): Strip {
  const { pen, look, words } = drawing;
  const { zoom = 1, lit } = look;
  const width = full / zoom;
  // Under the scene's own left edge, however large.
  const margin = MARGIN / zoom;
  const top = zoom === 1 ? at : 0;
  let x = margin;
  let y = top + LEGEND_ROW / 2;
  let body = '';
  const covered = coveredIn({ way: lit?.light, marked: scene.marked });
  for (const entry of legendOf(scene, covered)) {
    const wide = words.width(entry.title, fonts.segment);
    if (x > margin && x + SAMPLE + wide > width - margin) {
      x = margin;
      y += LEGEND_ROW;
    }
    body += sample(drawing, entry, x, y);
    broken(drawing, entry.title, width - 2 * margin - SAMPLE).forEach((line, i) => {
      if (i > 0) y += LINE_ROW;
      body += pen.text(x + SAMPLE, y + 4, line, { ...fonts.segment, token: 'scene-quiet' });
    });
    x += SAMPLE + wide + LEGEND_GAP;
  }
  for (const left of scene.leftOut) {
    y += LEGEND_ROW - 4;
    const room = width - 2 * margin;
    const text = `Not drawn: ${left}`;
    const lines = look.inPage ? broken(drawing, text, room) : [text];
    lines.forEach((line, i) => {
      if (i > 0) y += LINE_ROW;
      body += pen.text(margin, y + 4, words.fit(line, room, fonts.segment), {
        ...fonts.segment,
        token: 'scene-quiet',
      });
    });
  }
  return { body: zoomed(drawing, body, at), height: (y - top + LEGEND_ROW) * zoom };
}

/** The legend alone, `width` pixels wide, to stand in a page beside its picture. */
export function legendAlone(look: PictureLook, scene: Scene, width: number): string {
  const { body, height } = legend(new Drawing(look), scene, width + 2 * MARGIN, 0);
  return `<svg xmlns="http://www.w3.org/2000/svg"${attrs({ class: 'legend', role: 'img', 'aria-label': 'Legend', viewBox: `${MARGIN} 0 ${width} ${num(height)}`, width, height })}>${body}</svg>`;
}

function sample({ pen }: Drawing, entry: LegendEntry, x: number, y: number): string {
  const box = { x, y: y - 8, width: SAMPLE - 8, height: 16 };
  if (entry.sort === 'mark') return pen.sign({ x: x + box.width / 2, y }, entry.look);
  if (entry.sort === 'node') return pen.outline(box, entry.shape, entry.ghost);
  if (entry.sort === 'hull')
    return `<rect${attrs({ ...box, rx: 8, fill: pen.colour('hull-fill'), stroke: pen.colour('hull-line') })}/>`;
  const middle = { x: x + box.width / 2, y };
  if (entry.sort === 'idle') {
    const { line, width } = edgeLooks[entry.kind];
    const ends = [
      { x, y },
      { x: x + box.width, y },
    ];
    return pen.line(ends, entry.kind, true, false, { token: line, width, dash: idleLook.dash });
  }
  if (entry.sort === 'badge' || entry.sort === 'shared')
    return pen.badge(middle, entry.severity, entry.count);
  if (entry.sort === 'stop') return pen.sign(middle, stopLooks[entry.tone]);
  if (entry.sort === 'way')
    return (
      pen.line(
        [
          { x, y },
          { x: x + box.width, y },
        ],
        'peering',
        true,
        false,
        {
          width: flowLook.width,
          token: flowLook.line,
        },
      ) + pen.head({ x: middle.x + 6, y }, { x, y }, flowLook.line)
    );
  return pen.line(
    [
      { x, y },
      { x: x + box.width, y },
    ],
    entry.kind,
    entry.active,
    entry.inMesh,
  );
}
