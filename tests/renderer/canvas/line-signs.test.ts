/** Where a line bears the sign of what a plan does to it. */
import { expect, it } from 'vitest';
import { paintingOf, signPoint } from '#renderer/canvas/paint.ts';
import { box, line, picture } from '../picture.ts';

/** Two cards side by side, so far apart, and a line from the middle of one to the middle of the other. */
function signBetween(gap: number) {
  const edge = line('pcx-1', 'vpc-1', 'vpc-2', {
    points: [
      { x: 50, y: 20 },
      { x: 150 + gap, y: 20 },
    ],
  });
  const nodes = [box('vpc-1', 0, 0), box('vpc-2', 100 + gap, 0)];
  return signPoint(paintingOf({ ...picture, nodes, edges: [edge] }), edge);
}

it('stands between its ends, also where they are close, and not beneath them', () => {
  expect(signBetween(40)).toEqual({ x: 120, y: 20 });
  expect(signBetween(12)).toEqual({ x: 106, y: 20 });
  expect(signBetween(4)).toBe(undefined);
});
