/** Where the caption of a mesh stands: in sight as a whole, and clear of what stands over the canvas. */
import { describe, expect, it } from 'vitest';
import type { Box, Scene } from '#app/scene/scene.ts';
import { captionPlaces, FORMS, type Form } from '#renderer/canvas/caption-room.ts';
import type { Size, Viewport } from '#renderer/canvas/viewport.ts';
import { covers, Written } from '#renderer/canvas/written.ts';
import { picture } from '../picture.ts';

const canvas = { width: 1000, height: 600 };
/** A panel on the left, and a drawer. */
const insets = { left: 200, top: 0, right: 0, bottom: 150 };
const sizes = [Object.fromEntries(FORMS.map((form) => [form, { width: 200, height: 40 }]))] as [
  Record<Form, Size>,
];

/** One mesh of 300 by 200 pixels and nothing else; its upper left corner stands here. */
function placed(x: number, y: number, furniture: readonly Box[] = []) {
  const outline = [
    { x: 0, y: 0 },
    { x: 300, y: 200 },
  ];
  const hull = { id: 'hull', finding: '', members: [], caption: '', captionAt: { x: 0, y: 0 } };
  const scene: Scene = { ...picture, nodes: [], edges: [], hulls: [{ ...hull, outline }] };
  const viewport: Viewport = { zoom: 1, pan: { x, y } };
  return captionPlaces(scene, sizes, viewport, canvas, insets, new Written(), furniture)[0]!;
}

describe('the caption of a mesh', () => {
  it('stands above its mesh, in the middle', () => {
    // 3 pixels of air; 200 of 300 leave 50 on either side.
    expect(placed(400, 200)).toMatchObject({ x: 450, y: 157, form: 'full', seen: true });
  });

  it('is in sight as a whole where the edge would cut it, and is not there where its mesh is not', () => {
    expect(placed(400, 20)).toMatchObject({ x: 450, y: 6, seen: true });
    expect(placed(400, 0).seen).toBe(false);
    // The drawer begins at 450.
    expect(placed(400, 452)).toMatchObject({ y: 404, seen: true });
    expect(placed(400, 470).seen).toBe(false);
    // The edge of the left panel is at 200.
    expect(placed(60, 200)).toMatchObject({ x: 206, seen: true });
  });

  it('keeps clear of the buttons for the viewport, the map and the bars, or steps back', () => {
    const buttons = { x: 620, y: 120, width: 36, height: 140 };
    const beside = placed(400, 200, [buttons]);
    expect(beside.seen).toBe(true);
    expect(covers(beside, buttons)).toBe(false);
    // All of its mesh lies under a map: no caption is better than one that cannot be read.
    expect(placed(400, 200, [{ x: 0, y: 0, width: 1000, height: 600 }]).seen).toBe(false);
  });
});
