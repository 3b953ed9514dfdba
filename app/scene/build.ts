/** buildScene(): report and view in, a scene with positions out. */
import type { Report } from '../report.ts';
import { layout } from './layout.ts';
import { drawingOf } from './parts/draw.ts';
import { narrow } from './parts/narrow.ts';
import { titleOf } from './parts/title.ts';
import type { Scene, View } from './scene.ts';

/**
 * The same report and view give the same scene, whatever order the snapshot's pages came in.
 * Throws ViewError, a RangeError with a sentence for the user, where the view names something that is not there.
 */
export function buildScene(report: Report, view: View = {}): Scene {
  const whole = drawingOf(report, view.findings === true);
  const seen = narrow(report, whole.drawing, view);
  const laid = layout(seen.drawing);
  return { title: titleOf(laid.nodes), ...laid, leftOut: [...seen.leftOut, ...whole.leftOut] };
}
