/** The picture of a comparison: both networks at once, everything at one place, what differs marked and explained. */
import type { Diff } from '../../diff/diff.ts';
import type { Report } from '../../report.ts';
import { comparedAt, type ComparedScene, type Showing } from '../../scene/compared.ts';
import { comparedScene } from '../../scene/compared-make.ts';
import { comparedTitles } from '../../scene/legend.ts';
import type { Scene } from '../../scene/scene.ts';
import { inert } from '../../base/inert.ts';
import type { Artefact } from '../exporter.ts';
import { consolePages } from './console-page.ts';
import { partialIn, timeText } from './scope.ts';
import { picture } from './svg-picture.ts';

/** What the two sides are called. */
type Titles = readonly [before: string, after: string];

/** What a side tells of itself. */
type Side = Pick<Report, 'manifest' | 'checksum' | 'gaps'>;

/** `Older: a.json, of 2026-01-05 09:00 UTC`, its gaps, its checksum, and the same of the newer one. */
const scopeOf = (sides: readonly [Side, Side], titles: Titles): readonly string[] =>
  (['Older', 'newer'] as const).flatMap((word, i) => {
    const side = sides[i as 0 | 1];
    const { manifest, checksum } = side;
    return [
      `${word}: ${inert(titles[i as 0 | 1])}, of ${timeText(manifest.created)}`,
      ...partialIn(side),
      ...(checksum === undefined ? [] : [checksum]),
    ];
  });

/** What is shown of a comparison, marked, to be written by any exporter that draws marks. */
export function comparedPicture(
  sides: readonly [Side, Side],
  compared: ComparedScene,
  titles: Titles,
  showing: Showing,
): Scene {
  const { scene, marks } = comparedAt(compared, showing);
  const scope = scopeOf(sides, titles);
  return { ...scene, marked: { marks, titles: comparedTitles, scope, alone: true } };
}

/** One SVG of both sides, straight from the comparison. */
export function pictureOfDiff(before: Report, after: Report, diff: Diff, titles: Titles): Artefact {
  const compared = comparedScene(before, after, diff);
  const scene = comparedPicture([before, after], compared, titles, 'both');
  // What is in the older snapshot alone has no page any more.
  const { svg } = picture(after, scene, { pageOf: consolePages(after) });
  return { name: 'peerless-diff.svg', mime: 'image/svg+xml', body: svg };
}
