/** buildScene(): report and view in, a scene with positions out. */
import type { Report } from '../report.ts';
import { layout } from './layout.ts';
import { drawingOf } from './parts/draw.ts';
import { focusOn } from './parts/focus.ts';
import type { Scene, View } from './scene.ts';

/** "12 VPCs in 2 accounts and 3 Regions", from what is drawn. */
function titleOf(nodes: Scene['nodes']): string {
  const say = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
  const count = (shape: string): number => nodes.filter((n) => n.shape === shape).length;
  const regions = new Set(nodes.filter((n) => n.shape === 'region').map((n) => n.label)).size;
  const hubs = count('transit-gateway');
  return [
    say(count('vpc'), 'VPC', 'VPCs'),
    ...(hubs > 0 ? [say(hubs, 'transit gateway', 'transit gateways')] : []),
    say(count('account'), 'account', 'accounts'),
    say(regions, 'Region', 'Regions'),
  ].join(', ');
}

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
