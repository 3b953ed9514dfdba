/** Where a failed trace stops: a sign on the last thing it reached, with the reason. It moves with the picture and keeps its size. */
import { useLayoutEffect, useRef } from 'react';
import { type Light, stopShare } from '#app/scene/light.ts';
import type { Point, Scene } from '#app/scene/scene.ts';
import { drawnOf } from '../state/drawn.ts';
import { useApp } from '../use-state.ts';
import { short } from '../words/visible.ts';
import type { Canvas } from './canvas.ts';
import { midpoint } from './paint.ts';

/** The lower right corner of a box, where no badge and no name stands; before the end of a line. */
function placeOf(scene: Scene, light: Light, id: string): Point | undefined {
  const { nodes, edges } = drawnOf(scene);
  const box = nodes.get(id);
  if (box) return { x: box.x + box.width, y: box.y + box.height };
  const line = edges.get(id);
  return line && midpoint(line.points, stopShare(light, line));
}

export function StopMark({ canvas, scene }: { readonly canvas: Canvas; readonly scene: Scene }) {
  const mark = useRef<HTMLDivElement>(null);
  const light = useApp((state) => state.light);
  const { stop } = light;
  const place = stop && placeOf(scene, light, stop.at);

  useLayoutEffect(() => {
    if (!place) return;
    const follow = (): void => {
      const { zoom, pan } = canvas.viewport();
      const [x, y] = [place.x * zoom + pan.x, place.y * zoom + pan.y];
      mark.current?.style.setProperty('transform', `translate(${x}px, ${y}px)`);
    };
    follow();
    return canvas.onPaint(follow);
  }, [canvas, place]);

  if (!stop || !place) return null;
  const reason = short(stop.reason, 1000);
  return (
    <div className="stops">
      <div ref={mark} className={`stop ${stop.tone}`} role="img" aria-label={reason} title={reason}>
        {stop.tone === 'open' ? '?' : '✕'}
      </div>
    </div>
  );
}
