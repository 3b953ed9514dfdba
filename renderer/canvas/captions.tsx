/** Captions of meshes: buttons that move with the picture and keep their size, so that a mesh says what it is at any zoom. */
import { useLayoutEffect, useRef } from 'react';
import type { Scene } from '#app/scene/scene.ts';
import { Icon } from '../parts/icon.tsx';
import { useApp } from '../use-state.ts';
import { short } from '../words/visible.ts';
import type { Canvas } from './canvas.ts';
import { dims } from './light.ts';

export function Captions({ canvas, scene }: { readonly canvas: Canvas; readonly scene: Scene }) {
  const layer = useRef<HTMLDivElement>(null);
  const select = useApp((state) => state.selectFinding);
  const chosen = useApp((state) =>
    state.selected?.kind === 'finding' ? state.selected.fingerprint : undefined,
  );
  const dimmed = useApp((state) => dims(state.light));

  useLayoutEffect(() => {
    const place = (): void => {
      const { zoom, pan } = canvas.viewport();
      scene.hulls.forEach((hull, i) => {
        const caption = layer.current?.children[i];
        if (!(caption instanceof HTMLElement)) return;
        const { x, y } = hull.captionAt;
        caption.style.transform = `translate(${Math.round(x * zoom + pan.x)}px, ${Math.round(y * zoom + pan.y)}px) translateY(-100%)`;
        caption.classList.toggle('far', zoom < 0.3);
      });
    };
    place();
    return canvas.onPaint(place);
  }, [canvas, scene]);

  return (
    <div className="captions" ref={layer}>
      {scene.hulls.map((hull) => {
        const [what, could] = short(hull.caption, 300).split('; ');
        return (
          <button
            key={hull.id}
            type="button"
            className={`caption${dimmed && chosen !== hull.finding ? ' dimmed' : ''}`}
            aria-pressed={chosen === hull.finding}
            onClick={() => void select(hull.finding)}
          >
            <span className="caption-what">
              <Icon id="mesh" size={13} />
              {what}
            </span>
            {could !== undefined && <span className="caption-could">{could}</span>}
          </button>
        );
      })}
    </div>
  );
}
