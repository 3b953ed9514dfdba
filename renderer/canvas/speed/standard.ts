/** The network that drawing is measured with: as many boxes and lines as 5,000 VPCs on transit gateways have. Pure. */
import { NO_LIGHT } from '#app/scene/light.ts';
import { NO_PLAN_MARKS } from '#app/scene/planned.ts';
import type { Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import { looksOf } from '../looks.ts';
import { networkOf, type Network } from '../network.ts';
import type { Scenery } from '../paint-network.ts';
import { viewportFor, type Size } from '../viewport.ts';

const COLUMNS = 100;
const ROWS = 50;
const [WIDE, HIGH] = [180, 62];
const [AIR, BAND] = [24, 80];

/** A row of boxes hangs on a hub above it, each by a line with two bends. */
export function standardScene(): Scene {
  const nodes: SceneNode[] = [];
  const edges: SceneEdge[] = [];
  const look = { parent: undefined, label: '', lines: [], ghost: false, badge: undefined };
  const width = COLUMNS * (WIDE + AIR);
  for (let row = 0; row < ROWS; row++) {
    const y = row * (2 * HIGH + BAND);
    const hub = `hub-${row}`;
    const x = width / 2;
    nodes.push({
      ...look,
      id: hub,
      ref: hub,
      shape: 'transit-gateway',
      x,
      y,
      width: WIDE,
      height: HIGH,
    });
    for (let column = 0; column < COLUMNS; column++) {
      const id = `box-${row}-${column}`;
      const box = { x: column * (WIDE + AIR), y: y + HIGH + BAND - AIR, width: WIDE, height: HIGH };
      nodes.push({ ...look, id, ref: id, shape: 'vpc', ...box });
      const [from, to] = [x + WIDE / 2, box.x + WIDE / 2];
      const middle = y + HIGH + (BAND - AIR) / 2;
      edges.push({
        id: `line-${row}-${column}`,
        refs: [id],
        kind: 'attachment',
        from: hub,
        to: id,
        active: true,
        label: '',
        points: [
          { x: from, y: y + HIGH },
          { x: from, y: middle },
          { x: to, y: middle },
          { x: to, y: box.y },
        ],
        badge: undefined,
      });
    }
  }
  return {
    title: '',
    width,
    height: ROWS * (2 * HIGH + BAND),
    nodes,
    edges,
    hulls: [],
    leftOut: [],
  };
}

export interface Standard {
  readonly network: Network;
  readonly size: Size;
  /** The whole of it in sight; each frame a pixel further, so that none is like the last. */
  readonly frame: (count: number) => Scenery & { readonly size: Size; readonly ratio: 1 };
}

export function standard(size: Size): Standard {
  const scene = standardScene();
  const none = { left: 0, top: 0, right: 0, bottom: 0 };
  const { zoom, pan } = viewportFor({ x: 0, y: 0, ...sizeOf(scene) }, size, none);
  const looks = looksOf('light');
  return {
    network: networkOf(scene, NO_PLAN_MARKS),
    size,
    frame: (count) => ({
      size,
      ratio: 1,
      viewport: { zoom, pan: { x: pan.x + count, y: pan.y } },
      looks,
      light: NO_LIGHT,
      selected: new Set(),
      plan: NO_PLAN_MARKS,
    }),
  };
}

const sizeOf = ({ width, height }: Scene): Size => ({ width, height });
