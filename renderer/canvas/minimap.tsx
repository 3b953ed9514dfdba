/** The overview: the whole picture in a corner, with the part that is looked at; dragging it looks elsewhere. */
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef } from 'react';
import { nodeLooks } from '#app/scene/legend.ts';
import type { Point, Scene } from '#app/scene/scene.ts';
import { ActionIcon } from '../parts/press.tsx';
import { useShade } from '../theme.ts';
import { useApp } from '../use-state.ts';
import type { Canvas } from './canvas.ts';
import { isContainer } from './elements.ts';
import { looksOf } from './looks.ts';
import { contentsOf } from './viewport.ts';

/** At most so large, in CSS pixels; the picture keeps its shape. */
const MOST = { width: 200, height: 140 } as const;
/** Arrow keys go so much of the part that is looked at. */
const STEP = 0.25;

const WAYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function Minimap({ canvas, scene }: { readonly canvas: Canvas; readonly scene: Scene }) {
  const picture = useRef<HTMLCanvasElement>(null);
  const map = useRef<HTMLDivElement>(null);
  const rectangle = useRef<HTMLDivElement>(null);
  const shade = useShade(useApp((state) => state.theme));
  const whole = contentsOf(scene);
  const scale = Math.min(MOST.width / whole.width, MOST.height / whole.height);
  const size = { width: Math.round(whole.width * scale), height: Math.round(whole.height * scale) };

  // Boxes only, and only when they change: the part that is looked at is an element of its own.
  // In a moment: drawing the picture and its map in one go would hold the window up.
  useLayoutEffect(() => {
    const timer = setTimeout(draw, 0);
    return () => clearTimeout(timer);

    function draw(): void {
      const host = picture.current;
      const context = host?.getContext('2d');
      if (!host || !context) return;
      const ratio = window.devicePixelRatio;
      host.width = Math.max(1, Math.round(size.width * ratio));
      host.height = Math.max(1, Math.round(size.height * ratio));
      const looks = looksOf(shade);
      context.setTransform(
        ratio * scale,
        0,
        0,
        ratio * scale,
        -whole.x * ratio * scale,
        -whole.y * ratio * scale,
      );
      const least = 1 / scale;
      for (const node of scene.nodes) {
        const look = nodeLooks[node.shape];
        const container = isContainer(node);
        context.fillStyle = looks.colour[container ? look.fill : look.line];
        const [width, height] = [Math.max(least, node.width), Math.max(least, node.height)];
        context.fillRect(node.x, node.y, width, height);
        if (!container) continue;
        context.lineWidth = least;
        context.strokeStyle = looks.colour[look.line];
        context.strokeRect(node.x, node.y, width, height);
      }
    }
  }, [scene, shade, scale, size.width, size.height, whole.x, whole.y]);

  useLayoutEffect(() => {
    const follow = (): void => {
      const element = rectangle.current;
      if (!element) return;
      const { zoom, pan } = canvas.viewport();
      const { width, height } = canvas.size();
      const { left, top, right, bottom } = canvas.insets();
      const seen = {
        x: ((left - pan.x) / zoom - whole.x) * scale,
        y: ((top - pan.y) / zoom - whole.y) * scale,
        width: ((width - left - right) / zoom) * scale,
        height: ((height - top - bottom) / zoom) * scale,
      };
      // What lies beyond the picture is not on the map.
      const x = Math.max(0, Math.min(size.width - 4, seen.x));
      const y = Math.max(0, Math.min(size.height - 4, seen.y));
      const reach = {
        x: Math.max(x + 4, Math.min(size.width, seen.x + seen.width)),
        y: Math.max(y + 4, Math.min(size.height, seen.y + seen.height)),
      };
      // Where all of it is in sight, a map of it would only be in the way.
      const all = seen.x <= 1 && seen.y <= 1 && seen.x + seen.width >= size.width - 1;
      const within = all && seen.y + seen.height >= size.height - 1;
      map.current?.classList.toggle('within', within);
      element.style.transform = `translate(${x}px, ${y}px)`;
      element.style.width = `${reach.x - x}px`;
      element.style.height = `${reach.y - y}px`;
    };
    follow();
    return canvas.onPaint(follow);
  }, [canvas, scale, whole.x, whole.y, size.width, size.height]);

  const look = (event: PointerEvent<HTMLElement>): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    canvas.centre({
      x: (event.clientX - left) / scale + whole.x,
      y: (event.clientY - top) / scale + whole.y,
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const way = WAYS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { x, y, zoom } = canvas.sight();
    const { width, height } = canvas.size();
    canvas.centre({
      x: x + (way.x * STEP * width) / zoom,
      y: y + (way.y * STEP * height) / zoom,
    });
  };
  return (
    <div ref={map} className="minimap" role="group" aria-label="Overview map">
      <div
        className="minimap-picture"
        role="application"
        tabIndex={0}
        aria-label="The whole picture. Arrow keys look elsewhere."
        style={size}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          look(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) look(event);
        }}
      >
        <canvas ref={picture} style={size} aria-hidden="true" />
        <div ref={rectangle} className="minimap-here" aria-hidden="true" />
      </div>
      <ActionIcon id="minimap" icon="close" />
    </div>
  );
}
