/** The foot of a page that people go on editing: the legend of what the page uses, then its title block. */
import type { Report } from '../../report.ts';
import { legendOf, type LegendEntry } from '../../scene/legend-entries.ts';
import type { Box } from '../../scene/scene.ts';
import { type Font, fonts } from '../../scene/text.ts';
import { inert } from './inert.ts';
import type { Page } from './pages.ts';
import { scopeParts } from './scope.ts';
import { widest } from './widest.ts';

export interface FootSample {
  readonly entry: LegendEntry;
  readonly sample: Box;
  readonly words: Box;
  /** Of the words. */
  readonly font: Font;
}

export interface FootLine {
  readonly text: string;
  readonly font: Font;
  readonly box: Box;
}

export interface PageFoot {
  /** Around all samples with their words; undefined where the page has nothing to explain. */
  readonly legend: (Box & { readonly samples: readonly FootSample[] }) | undefined;
  readonly lines: readonly FootLine[];
  /** Of the page, the foot included. */
  readonly width: number;
  readonly height: number;
}

const MARGIN = 32;
const LEAST = 640;
const ROW = 26;
const SAMPLE = { width: 26, height: 16, gap: 8 };
const GAP = 24;
const LINE = 22;

function legendBox(page: Page, width: number): PageFoot['legend'] {
  const { large = 1 } = page;
  const font: Font = { ...fonts.segment, size: Math.round(fonts.segment.size * large) };
  const [row, wide, tall] = [ROW * large, SAMPLE.width * large, SAMPLE.height * large];
  const samples: FootSample[] = [];
  const top = page.height;
  let x = MARGIN;
  let y = top;
  for (const entry of legendOf(page)) {
    const words = Math.ceil(widest.width(entry.title, font)) + 8;
    const step = wide + SAMPLE.gap + words;
    if (x > MARGIN && x + step > width - MARGIN) {
      x = MARGIN;
      y += row;
    }
    samples.push({
      entry,
      sample: { x, y: y + (row - tall) / 2, width: wide, height: tall },
      words: { x: x + wide + SAMPLE.gap, y: y + 3, width: words, height: row - 6 },
      font,
    });
    x += step + GAP;
  }
  if (samples.length === 0) return undefined;
  const right = Math.max(...samples.map(({ words }) => words.x + words.width));
  return { x: MARGIN, y: top, width: right - MARGIN, height: y + row - top, samples };
}

/** Every page says what it is, of which snapshot, and what was left out: pages are pasted one by one. */
export function footOf(page: Page, report: Report): PageFoot {
  const width = Math.max(page.width, LEAST);
  const { large = 1 } = page;
  const legend = legendBox(page, width);
  const [title = '', ...notes] = page.notes;
  const scope = scopeParts(report, page).filter((part) => !notes.includes(part));
  let y = page.height + (legend ? legend.height + 8 : 0) + 8;
  const lines = [title, ...notes, ...scope].map((text, i): FootLine => {
    const font: Font =
      i === 0 ? { size: Math.round(13 * large), bold: true } : { size: Math.round(11 * large) };
    const box = { x: MARGIN, y, width: width - 2 * MARGIN, height: 20 * large };
    y += LINE * large;
    return { text: widest.fit(inert(text), box.width, font), font, box };
  });
  return { legend, lines, width, height: y + 16 };
}
