/** Where the viewport goes, and which box an arrow key leads to. */
import { describe, expect, it } from 'vitest';
import { neighbour } from '#renderer/canvas/neighbour.ts';
import {
  besideButtons,
  boxAround,
  contentsOf,
  inSight,
  levelAt,
  MAX_ZOOM,
  MIN_ZOOM,
  viewportFor,
  zoomed,
} from '#renderer/canvas/viewport.ts';
import { picture } from '../picture.ts';

const size = { width: 1400, height: 800 };
const insets = { left: 340, top: 0, right: 370, bottom: 300 };

describe('viewport', () => {
  it('leaves the buttons in the corner free: a column at the side, a row at the foot', () => {
    const free = { left: 340, top: 0, right: 1030, bottom: 500 };
    const column = { left: 984, top: 340, right: 1018, bottom: 488 };
    expect(besideButtons(insets, free, column)).toEqual({ ...insets, right: 370 + 46 });
    const row = { left: 870, top: 454, right: 1018, bottom: 488 };
    expect(besideButtons(insets, free, row)).toEqual({ ...insets, bottom: 300 + 46 });
    expect(besideButtons(insets, free, { left: 0, top: 0, right: 0, bottom: 0 })).toEqual(insets);
  });

  it('shows the whole box in the part that no panel covers', () => {
    const box = { x: -500, y: 200, width: 4000, height: 900 };
    const { zoom, pan } = viewportFor(box, size, insets);
    const left = box.x * zoom + pan.x;
    const top = box.y * zoom + pan.y;
    expect(left).toBeGreaterThanOrEqual(insets.left);
    expect(left + box.width * zoom).toBeLessThanOrEqual(size.width - insets.right);
    expect(top).toBeGreaterThanOrEqual(insets.top);
    expect(top + box.height * zoom).toBeLessThanOrEqual(size.height - insets.bottom);
    // In the middle of it.
    expect(left + (box.width * zoom) / 2).toBeCloseTo(
      (insets.left + size.width - insets.right) / 2,
    );
  });

  it('brings one small thing no closer than its own size', () => {
    expect(viewportFor({ x: 0, y: 0, width: 10, height: 10 }, size, insets).zoom).toBe(1);
  });

  it('holds on to a zoom within bounds, even where panels leave no room at all', () => {
    const none = { left: 700, top: 400, right: 700, bottom: 400 };
    const { zoom, pan } = viewportFor({ x: 0, y: 0, width: 1e6, height: 1e6 }, size, none);
    expect(zoom).toBe(MIN_ZOOM);
    expect(Number.isFinite(pan.x + pan.y)).toBe(true);
  });

  it('tells what is in sight from what a panel covers', () => {
    const now = { zoom: 0.5, pan: { x: 340, y: 0 } };
    expect(inSight(now, { x: 0, y: 0, width: 1380, height: 1000 }, size, insets)).toBe(true);
    expect(inSight(now, { x: -1, y: 0, width: 100, height: 100 }, size, insets)).toBe(false);
    expect(inSight(now, { x: 1300, y: 0, width: 100, height: 100 }, size, insets)).toBe(false);
    expect(inSight(now, { x: 0, y: 950, width: 100, height: 100 }, size, insets)).toBe(false);
  });

  it('shows what is left in frames that were made for more, and frames where they are filled', () => {
    const card = picture.nodes.find(({ shape }) => shape === 'vpc')!;
    const frame = { ...card, id: 'account/1', shape: 'account' as const, x: 0, y: 0 };
    const alone = { ...picture, edges: [], hulls: [], width: 4000, height: 4000 };
    const wide = { ...frame, width: 4000, height: 4000 };
    const left = contentsOf({ ...alone, nodes: [wide, card] });
    expect(left.width).toBeLessThan(card.width + 100);
    expect(left.x).toBeLessThan(card.x);
    // The caption of a mesh stands above all of that.
    const hull = {
      id: 'hull',
      finding: '',
      members: [],
      caption: 'mesh of 2: 1 peering; could be',
    };
    const outline = [{ x: card.x, y: card.y - 50 }];
    const captionAt = { x: card.x, y: card.y - 60 };
    const meshed = contentsOf({
      ...alone,
      nodes: [wide, card],
      hulls: [{ ...hull, outline, captionAt }],
    });
    expect(meshed.y).toBeLessThanOrEqual(card.y - 60 - 30);
    const snug = { ...frame, width: card.x + card.width + 20, height: card.y + card.height + 20 };
    const filled = contentsOf({
      ...alone,
      nodes: [snug, { ...card, x: 20, y: 20, width: snug.width - 40, height: snug.height - 40 }],
    });
    expect(filled.x + filled.width).toBeGreaterThanOrEqual(snug.width);
  });

  it('zooming keeps the middle of the free part where it is', () => {
    const now = { zoom: 0.5, pan: { x: 120, y: -40 } };
    const middle = { x: (340 + 1400 - 370) / 2, y: 250 };
    const before = { x: (middle.x - now.pan.x) / now.zoom, y: (middle.y - now.pan.y) / now.zoom };
    const then = zoomed(now, 1.3, size, insets);
    expect((middle.x - then.pan.x) / then.zoom).toBeCloseTo(before.x);
    expect((middle.y - then.pan.y) / then.zoom).toBeCloseTo(before.y);
    expect(zoomed(now, 1e9, size, insets).zoom).toBe(MAX_ZOOM);
  });

  it('the box around lines and boxes holds all of them', () => {
    expect(boxAround(picture, new Set(['vpc-a', 'attachment/c']))).toEqual({
      x: 100,
      y: 100,
      width: 300,
      height: 280,
    });
    expect(boxAround(picture, new Set(['gone']))).toBeUndefined();
  });

  it('the farther away, the less there is to read', () => {
    expect([1, 0.4, 0.1].map(levelAt)).toEqual(['near', 'mid', 'far']);
  });
});

describe('arrow keys', () => {
  it('lead to the nearest box that way', () => {
    expect(neighbour(picture, 'vpc-a', 'right')).toBe('vpc-b');
    expect(neighbour(picture, 'vpc-a', 'down')).toBe('vpc-c');
    expect(neighbour(picture, 'vpc-c', 'right')).toBe('tgw-1');
    expect(neighbour(picture, 'vpc-b', 'left')).toBe('vpc-a');
  });

  it('lead nowhere where there is nothing that way, and start somewhere', () => {
    expect(neighbour(picture, 'vpc-a', 'up')).toBeUndefined();
    expect(neighbour(picture, undefined, 'left')).toBe('vpc-a');
  });
});
