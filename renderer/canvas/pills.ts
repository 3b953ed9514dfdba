/** Small marks in which a text stands: a pill with words, and a disc with a sign. */
import type { Point } from '#app/scene/scene.ts';
import { face, type Frame } from './paint.ts';
import { rulerOf } from './ruler.ts';
import type { Words, Written } from './written.ts';

/** Size of letters in a pill. */
export const PILL = 10.5;

export const pillBox = (text: string, { x, y }: Point, width: number): Words => ({
  text,
  x: x - width / 2,
  y: y - 8,
  width,
  height: 16,
});

export function pill(
  { context, looks }: Frame,
  text: string,
  at: Point,
  lit: boolean,
  written: Written,
): void {
  context.font = face(PILL, 500, true);
  const box = pillBox(text, at, rulerOf(context).wholeOf(text) + 10);
  context.fillStyle = looks.colour['card-fill'];
  context.strokeStyle = lit ? looks.accent : looks.colour['card-line'];
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 4);
  context.fill();
  context.stroke();
  context.fillStyle = looks.colour['scene-text'];
  context.fillText(text, box.x + 5, at.y + 3.5);
  written.take(box);
}

export const signRadius = (zoom: number): number => Math.min(7, Math.max(5, 7 * zoom));

export const signBox = (text: string, { x, y }: Point, radius: number): Words => ({
  text,
  x: x - radius,
  y: y - radius,
  width: 2 * radius,
  height: 2 * radius,
});

export function sign(
  { context, looks, viewport }: Frame,
  colour: string,
  text: string,
  { x, y }: Point,
  written: Written,
  ink: 'severity-text' | 'diff-text' = 'severity-text',
): void {
  const radius = signRadius(viewport.zoom);
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.font = face(radius * 1.5, 700);
  context.fillStyle = looks.colour[ink];
  context.textAlign = 'center';
  context.fillText(text, x, y + radius * 0.52);
  context.textAlign = 'left';
  written.take(signBox(text, { x, y }, radius));
}
