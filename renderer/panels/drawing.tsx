/** What draws large networks, what was measured, and the switch. */
import { Segments } from '../parts/segments.tsx';
import { speedWords, WAY_NAMES, wayIn, type DrawingWish } from '../state/drawing.ts';
import { useApp } from '../use-state.ts';

const CHOICES: readonly { readonly id: DrawingWish; readonly name: string }[] = [
  { id: 'automatic', name: 'Automatic' },
  { id: 'canvas', name: 'Canvas' },
  { id: 'webgl', name: 'WebGL' },
];

export function Drawing() {
  const wish = useApp((state) => state.drawingWish);
  const speeds = useApp((state) => state.speeds);
  const way = useApp(wayIn);
  const choose = useApp((state) => state.wishDrawing);
  return (
    <section aria-label="Drawing">
      <p className="quiet">Large networks are drawn with</p>
      <Segments label="Draw with" value={wish} of={CHOICES} onChange={choose} />
      <p className="quiet" aria-live="polite">
        {WAY_NAMES[way]} draws. {speedWords(speeds)}
      </p>
    </section>
  );
}
