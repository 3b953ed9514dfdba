/** buildScene(): report and view in, a scene with positions out. */
import type { Report } from '../report.ts';
import { layout } from './layout.ts';
import { drawingOf } from './parts/draw.ts';
import { focusOn } from './parts/focus.ts';
import { titleOf } from './parts/title.ts';
import type { Scene, View } from './scene.ts';

/**
 * The same report and view give the same scene, whatever order the snapshot's pages came in.
 * Throws RangeError, with a sentence for the user, where the focus is not in the picture.
 */
export function buildScene(report: Report, view: View = {}): Scene {
  const whole = drawingOf(report, view.findings === true);
  const seen =
    view.focus === undefined
      ? { drawing: whole.drawing, leftOut: [] }
      : focusOn(report, whole.drawing, view.focus, view.depth ?? 1);
  const laid = layout(seen.drawing);
  return { title: titleOf(laid.nodes), ...laid, leftOut: [...seen.leftOut, ...whole.leftOut] };
}
