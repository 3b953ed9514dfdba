/** The picture of a comparison: both networks at once, everything at one place, what differs marked and explained. */
import type { Diff } from '../../diff/diff.ts';
import type { Report } from '../../report.ts';
import { comparedAt, type ComparedScene, type Showing } from '../../scene/compared.ts';
import { comparedScene } from '../../scene/compared-make.ts';
import { inert } from '../../base/inert.ts';
import type { Artefact } from '../exporter.ts';
import { consolePages } from './console-page.ts';
import { partialIn, timeText } from './scope.ts';
import { picture } from './svg-picture.ts';

/** What the two sides are called. */
type Titles = readonly [before: string, after: string];

/** `Older: a.json, of 2026-01-05 09:00 UTC`, its gaps, its checksum, and the same of the newer one. */
const scopeOf = (reports: readonly [Report, Report], titles: Titles): readonly string[] =>
  (['Older', 'newer'] as const).flatMap((word, i) => {
    const report = reports[i as 0 | 1];
    const { manifest, checksum } = report;
    return [
      `${word}: ${inert(titles[i as 0 | 1])}, of ${timeText(manifest.created)}`,
      ...partialIn(report),
      ...(checksum === undefined ? [] : [checksum]),
    ];
  });

/** One SVG of what is shown; of both sides where nothing is said. */
export function diffPicture(
  before: Report,
  after: Report,
  compared: ComparedScene,
  titles: Titles,
  showing: Showing = 'both',
): Artefact {
  const { scene, marks } = comparedAt(compared, showing);
  const { svg } = picture(after, scene, {
    // What is in the older snapshot alone has no page any more.
    pageOf: consolePages(after),
    compared: { marks, scope: scopeOf([before, after], titles) },
  });
  return { name: 'peerless-diff.svg', mime: 'image/svg+xml', body: svg };
}

/** The same, straight from the comparison. */
export const pictureOfDiff = (
  before: Report,
  after: Report,
  diff: Diff,
  titles: Titles,
): Artefact => diffPicture(before, after, comparedScene(before, after, diff), titles);
