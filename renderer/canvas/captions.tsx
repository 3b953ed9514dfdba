/** Captions of meshes: buttons that move with the picture and keep their size, so that a mesh says what it is at any zoom. */
import { useLayoutEffect, useRef } from 'react';
import type { Point, Scene, SceneHull } from '#app/scene/scene.ts';
import { Icon } from '../parts/icon.tsx';
import { useApp } from '../use-state.ts';
import { short } from '../words/visible.ts';
import type { Canvas } from './canvas.ts';
import { dims } from '#app/scene/light.ts';

/** About the width of `Mesh of 25` with its icon. */
const FAR_WIDTH = 110;

const spanOf = ({ outline }: SceneHull): number => {
  const xs = outline.map((p) => p.x);
  return Math.max(...xs) - Math.min(...xs);
};

/** The middle of a hull's upper edge. */
function crown({ outline }: SceneHull): Point {
  const xs = outline.map((p) => p.x);
  return {
    x: (Math.min(...xs) + Math.max(...xs)) / 2,
    y: Math.min(...outline.map((p) => p.y)) - 6,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function Captions({ canvas, scene }: { readonly canvas: Canvas; readonly scene: Scene }) {
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
    let widths: number[] = [];
    const measure = (): void => {
      for (const caption of captions) caption.classList.remove('far');
      widths = captions.map((caption) => caption.clientWidth);
      place();
    };
    const place = (): void => {
      const { zoom, pan } = canvas.viewport();
      const { width, height } = canvas.size();
      const { left, right } = canvas.insets();
      scene.hulls.forEach((hull, i) => {
        const caption = captions[i];
        if (!(caption instanceof HTMLElement)) return;
        const crownAt = crown(hull);
        const at = { x: crownAt.x * zoom + pan.x, y: crownAt.y * zoom + pan.y };
        // Out of sight is out of the tab order too.
        const seen = at.x > 0 && at.y > 0 && at.x < width && at.y < height + 40;
        // A caption keeps clear of the panels as long as its mesh can be seen.
        const full = widths[i] ?? 0;
        // A mesh much smaller than its caption only says what it is.
        const far = spanOf(hull) * zoom < full / 2;
        caption.classList.toggle('far', far);
        const half = far ? FAR_WIDTH / 2 : full / 2;
        const x = Math.max(left + half + 6, Math.min(width - right - half - 6, at.x));
        caption.style.transform = `translate(${Math.round(x)}px, ${Math.round(at.y)}px) translate(-50%, -100%)`;
        caption.style.visibility = seen ? 'visible' : 'hidden';
      });
    };
    measure();
    document.fonts.addEventListener('loadingdone', measure);
    const unhear = canvas.onPaint(place);
    return () => {
      unhear();
      document.fonts.removeEventListener('loadingdone', measure);
    };
  }, [canvas, scene]);

  return (
    <div className="captions" ref={layer}>
      {scene.hulls.map((hull) => {
        const [what = '', could] = short(hull.caption, 300).split('; ');
        const [name = '', ...facts] = what.split(': ');
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
              <span>
                {capital(name)}
                {facts.length > 0 && <span className="caption-facts">: {facts.join(': ')}</span>}
              </span>
            </span>
            {could !== undefined && <span className="caption-could">{could}</span>}
          </button>
        );
      })}
    </div>
  );
}
