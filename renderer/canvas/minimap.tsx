/** The overview: the whole picture in a corner, with the part that is looked at; dragging it looks elsewhere. */
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { nodeLooks } from '#app/scene/legend.ts';
import type { Box, Point, Scene } from '#app/scene/scene.ts';
import { ActionIcon } from '../parts/press.tsx';
import { useShade } from '../theme.ts';
import { breath } from '../slices.ts';
import { useApp } from '../use-state.ts';
import type { Canvas } from './canvas.ts';
import { isContainer } from './elements.ts';
import { looksOf } from './looks.ts';
import { CORNERS, mapCorner, mapScale, type Corner } from './minimap-room.ts';
import { contentsOf, type Size } from './viewport.ts';

/** The map looks for a better corner when the picture has rested so long: not while somebody moves it. */
const REST_MS = 180;
/** React says it once: from then on the class is changed by hand. */
const FIRST: Corner = 'bottom-right';
/** Arrow keys go so much of the part that is looked at. */
const STEP = 0.25;

const WAYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const sizeOf = ({ clientWidth: width, clientHeight: height }: HTMLElement): Size => ({
  width,
  height,
});

/** What stands over the picture, beside the map: bars, the legend, notices and captions, as boxes in `room`. */
function panelsIn(room: HTMLElement, map: HTMLElement): Box[] {
  const { left, top } = room.getBoundingClientRect();
  const captions = [...document.querySelectorAll<HTMLElement>('.captions > .caption')];
  return [
    ...[...room.children].filter((child) => child !== map),
    ...captions.filter(({ style }) => style.visibility !== 'hidden'),
  ].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x - left, y: y - top, width, height };
  });
}

/** `room`: the part of the canvas that no panel covers; the map stands in one of its corners. */
export function Minimap({
  canvas,
  scene,
  room,
}: {
  readonly canvas: Canvas;
  readonly scene: Scene;
  readonly room: HTMLElement;
}) {
  const picture = useRef<HTMLCanvasElement>(null);
  const map = useRef<HTMLDivElement>(null);
  const rectangle = useRef<HTMLDivElement>(null);
  const shade = useShade(useApp((state) => state.theme));
  const whole = contentsOf(scene);
  const light = useApp((state) => state.light);
  const [free, setFree] = useState<Size>(() => sizeOf(room));
  const scale = mapScale(whole, free);
  const size = { width: Math.round(whole.width * scale), height: Math.round(whole.height * scale) };

  // Boxes only, and only when they change: the part that is looked at is an element of its own.
  // In a moment: drawing the picture and its map in one go would hold the window up.
  useLayoutEffect(() => {
    let wanted = true;
    void breath().then(() => wanted && draw());
    return () => {
      wanted = false;
    };

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
    const observer = new ResizeObserver(() => {
      const now = sizeOf(room);
      setFree((was) => (was.width === now.width && was.height === now.height ? was : now));
    });
    observer.observe(room);
    return () => observer.disconnect();
  }, [room]);

  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (): void => {
      const element = map.current;
      // Never from under a hand, nor while nothing of it is seen.
      if (!element || element.matches('.within, :hover, :focus-within')) return;
      const { zoom, pan } = canvas.viewport();
      const { left, top } = canvas.insets();
      const onRoom = ({ x, y, width, height }: Box): Box => ({
        x: x * zoom + pan.x - left,
        y: y * zoom + pan.y - top,
        width: width * zoom,
        height: height * zoom,
      });
      const cards = scene.nodes.filter((node) => !isContainer(node));
      const now = CORNERS.find((corner) => element.classList.contains(corner)) ?? CORNERS[0];
      const corner = mapCorner(now, { width: size.width, height: size.height }, free, {
        panels: panelsIn(room, element),
        lit: cards.filter(({ id }) => light.nodes.has(id)).map(onRoom),
        boxes: cards.map(onRoom),
      });
      for (const other of CORNERS) element.classList.toggle(other, other === corner);
    };
    const rest = (): void => {
      clearTimeout(timer);
      timer = setTimeout(settle, REST_MS);
    };
    rest();
    const unhear = canvas.onPaint(rest);
    const observer = new MutationObserver(rest);
    observer.observe(room, { childList: true, subtree: true });
    // What waited for a hand to leave.
    const element = map.current;
    element?.addEventListener('pointerleave', rest);
    element?.addEventListener('focusout', rest);
    return () => {
      element?.removeEventListener('pointerleave', rest);
      element?.removeEventListener('focusout', rest);
      clearTimeout(timer);
      unhear();
      observer.disconnect();
    };
  }, [canvas, scene, room, light, free, size.width, size.height]);

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
    <div ref={map} className={`minimap ${FIRST}`} role="group" aria-label="Overview map">
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
