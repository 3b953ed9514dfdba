/** Captions of meshes: buttons that move with the picture and keep their size, so that a mesh says what it is at any zoom. */
import { useLayoutEffect, useRef } from 'react';
import { capital } from '#app/base/capital.ts';
import { dims } from '#app/scene/light.ts';
import { sharedOnMesh } from '#app/scene/mesh-badges.ts';
import type { Box, Scene } from '#app/scene/scene.ts';
import { Icon } from '../parts/icon.tsx';
import { breath } from '../slices.ts';
import { useApp } from '../use-state.ts';
import { short } from '../words/visible.ts';
import type { Marks } from './badges.ts';
import type { Canvas } from './canvas.ts';
import { captionPlaces, FORMS, type Form } from './caption-room.ts';
import type { Insets, Size } from './viewport.ts';

const NONE: Size = { width: 0, height: 0 };

/** What stands over the picture and stays there, in CSS pixels of the canvas. Notices come and go: nothing makes way for them. */
function furnitureIn(room: HTMLElement, { left, top }: Insets): Box[] {
  const from = room.getBoundingClientRect();
  return [...room.children]
    .filter((child) => !child.matches('.notices, .canvas-empty'))
    .map((child) => child.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map(({ x, y, width, height }) => ({
      x: x - from.x + left,
      y: y - from.y + top,
      width,
      height,
    }));
}

/** `room`: the part of the canvas that no panel covers, with what stands over it. */
export function Captions({
  canvas,
  scene,
  marks,
  room,
}: {
  readonly canvas: Canvas;
  readonly scene: Scene;
  readonly marks: Marks;
  readonly room: HTMLElement;
}) {
  const layer = useRef<HTMLDivElement>(null);
  const select = useApp((state) => state.selectFinding);
  const chosen = useApp((state) =>
    state.selected?.kind === 'finding' && state.light.reason === 'finding'
      ? state.selected.fingerprint
      : undefined,
  );
  const dimmed = useApp((state) => dims(state.light));

  useLayoutEffect(() => {
    const captions = [...(layer.current?.children ?? [])];
    // Measured once: reading a width in every frame would lay the page out in every frame.
    let sizes: Record<Form, Size>[] | undefined;
    const show = (caption: Element, form: Form): void => {
      for (const other of FORMS) caption.classList.toggle(other, other === form);
    };
    const measure = (): void => {
      const found = captions.map(() => ({
        full: NONE,
        small: NONE,
        tall: NONE,
        brief: NONE,
        narrow: NONE,
        far: NONE,
        least: NONE,
      }));
      for (const form of FORMS) {
        for (const caption of captions) show(caption, form);
        captions.forEach((caption, i) => {
          const { offsetWidth: width, offsetHeight: height } = caption as HTMLElement;
          found[i]![form] = { width, height };
        });
      }
      sizes = found;
      place();
    };
    const place = (): void => {
      if (!sizes || captions.length === 0) return;
      const insets = canvas.insets();
      const places = captionPlaces(
        scene,
        sizes,
        canvas.viewport(),
        canvas.size(),
        insets,
        canvas.written(),
        furnitureIn(room, insets),
      );
      places.forEach(({ form, seen, x, y }, i) => {
        const caption = captions[i];
        if (!(caption instanceof HTMLElement)) return;
        show(caption, form);
        caption.style.transform = `translate(${x}px, ${y}px)`;
        caption.style.visibility = seen ? 'visible' : 'hidden';
      });
    };
    // In a moment: whatever else has just come with the picture, the page is laid out for it first.
    let wanted = true;
    void breath().then(() => wanted && measure());
    document.fonts.addEventListener('loadingdone', measure);
    const unhear = canvas.onPaint(place);
    // A bar comes or goes, and the map changes its corner, while the picture rests.
    const observer = new MutationObserver(place);
    observer.observe(room, { childList: true, subtree: true, attributeFilter: ['class'] });
    return () => {
      wanted = false;
      unhear();
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', measure);
    };
  }, [canvas, scene, room]);

  return (
    <div className="captions" ref={layer}>
      {scene.hulls.map((hull) => {
        const [what = '', could] = short(hull.caption, 300).split('; ');
        const [name = '', ...facts] = what.split(': ');
        const badge = marks.meshes.hulls.get(hull.id);
        return (
          <button
            key={hull.id}
            type="button"
            className={`caption${dimmed && chosen !== hull.finding ? ' dimmed' : ''}`}
            aria-pressed={chosen === hull.finding}
            title={badge && sharedOnMesh(hull, badge).words}
            // Until it has its place.
            style={{ visibility: 'hidden' }}
            onClick={() => void select(hull.finding)}
          >
            <span className="caption-what">
              <Icon id="mesh" size={13} />
              <span>
                {name}
                {facts.length > 0 && (
                  <span className="caption-facts">
                    <span className="caption-colon">: </span>
                    {facts.join(': ')}
                  </span>
                )}
              </span>
            </span>
            {could !== undefined && <span className="caption-could">{capital(could)}</span>}
          </button>
        );
      })}
    </div>
  );
}
