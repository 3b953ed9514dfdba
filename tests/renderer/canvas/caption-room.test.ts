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

/** One mesh of 300 by 200 pixels, or as wide as said, and nothing else; its upper left corner stands here. */
function placed(x: number, y: number, furniture: readonly Box[] = [], width = 300, words?: Box) {
  const outline = [
    { x: 0, y: 0 },
    { x: width, y: 200 },
  ];
  const hull = { id: 'hull', finding: '', members: [], caption: '', captionAt: { x: 0, y: 0 } };
  const scene: Scene = { ...picture, nodes: [], edges: [], hulls: [{ ...hull, outline }] };
  const viewport: Viewport = { zoom: 1, pan: { x, y } };
  const written = new Written();
  if (words) written.take({ ...words, text: 'a name' });
  return captionPlaces(scene, sizes, viewport, canvas, insets, written, furniture)[0]!;
}

describe('the caption of a mesh', () => {
  it('stands above its mesh, in the middle', () => {
    // 3 pixels of air; 200 of 300 leave 50 on either side.
    expect(placed(400, 200)).toMatchObject({ x: 450, y: 157, form: 'full', seen: true });
  });

  it('is in sight as a whole where the edge would cut it', () => {
    expect(placed(400, 20)).toMatchObject({ x: 450, y: 6, seen: true });
    // The drawer begins at 450.
    expect(placed(400, 440)).toMatchObject({ y: 397, seen: true });
    // The edge of the left panel is at 200.
    expect(placed(60, 200)).toMatchObject({ x: 206, seen: true });
  });

  it('keeps to the edge beyond which its mesh begins', () => {
    for (const y of [0, -40, -190])
      expect(placed(400, y)).toMatchObject({ x: 450, y: 6, seen: true });
    // Its middle is under the panel, and beyond the right edge; 134 and 144 pixels of it are in sight.
    expect(placed(40, 200)).toMatchObject({ x: 206, form: 'full', seen: true });
    expect(placed(850, 200)).toMatchObject({ x: 794, form: 'full', seen: true });
    // Of a mesh that is larger than the window, too.
    expect(placed(150, -60, [], 900)).toMatchObject({ y: 6, form: 'full', seen: true });
  });

  it('is not there where its mesh is not: under a panel, under the drawer, beyond an edge', () => {
    expect(placed(-99, 200).seen).toBe(false);
    expect(placed(998, 200).seen).toBe(false);
    expect(placed(400, -198).seen).toBe(false);
    expect(placed(400, 452).seen).toBe(false);
    // The middle of it is at 195, which is on the canvas, but under the panel as a whole.
    expect(placed(190, 200, [], 10).seen).toBe(false);
  });

  it('says less of a mesh of which little is in sight', () => {
    // 80 pixels of it, less than half the width of all it could say.
    expect(placed(914, 200)).toMatchObject({ form: 'far', seen: true });
  });

  it('keeps clear of the buttons for the viewport, the map and the bars, or steps back', () => {
    const buttons = { x: 620, y: 120, width: 36, height: 140 };
    const beside = placed(400, 200, [buttons]);
    expect(beside.seen).toBe(true);
    expect(covers(beside, buttons)).toBe(false);
    // All of its mesh lies under a map: no caption is better than one that cannot be read.
    const all = { x: 0, y: 0, width: 1000, height: 600 };
    expect(placed(400, 200, [all]).seen).toBe(false);
    // Nor does it stand on words.
    expect(placed(400, -40, [], 300, all).seen).toBe(false);
    expect(placed(400, -40, [], 300, { x: 450, y: 0, width: 200, height: 90 }).seen).toBe(true);
    expect(placed(400, 200, [], 300, all).seen).toBe(false);
  });
});
