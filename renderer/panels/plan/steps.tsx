/** The steps of a plan as one list: only those in sight are there, arrow keys walk it, the canvas follows. */
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { StepRow } from '#app/api/plan.ts';
import { FIRST_SIGHT } from '../../first-sight.ts';
import { useRem } from '../../rem.ts';
import { useApp } from '../../use-state.ts';
import { brief, short } from '../../words/visible.ts';
import { phaseNames } from './words.ts';

/** In pixels at the usual size of type. */
const ROW = 26;

/** `12 pairs, 0 lost, 0 gained` in short; a step that changes no way compares none. */
const toldOf = ({ lost, gained }: StepRow): string =>
  lost + gained === 0 ? '' : `${lost} lost, ${gained} gained`;

export function StepList({ rows }: { readonly rows: readonly StepRow[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const step = useApp((state) => state.planStep);
  const rowHeight = ROW * useRem();
  const go = useApp((state) => state.goToStep);
  // Row 0 is the network before the first step.
  const many = rows.length + 1;
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is made to change under us
  const virtual = useVirtualizer({
    count: many,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: { width: 0, height: FIRST_SIGHT },
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  useEffect(() => {
    virtual.scrollToIndex(step, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another step may scroll
  }, [step]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: step + 1,
      ArrowUp: step - 1,
      PageDown: step + 10,
      PageUp: step - 10,
      Home: 0,
      End: rows.length,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    go(next);
    event.preventDefault();
    event.stopPropagation();
  };

  const items = virtual.getVirtualItems();
  const inSight = items.some((item) => item.index === step);
  return (
    <div
      ref={scroller}
      className="plan-steps"
      role="listbox"
      aria-label="Steps of the plan"
      tabIndex={0}
      {...(inSight && { 'aria-activedescendant': `${prefix}${step}` })}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index - 1];
          const opens = row && row.phase !== rows[index - 2]?.phase;
          const told = row ? toldOf(row) : '';
          return (
            <div
              key={index}
              id={`${prefix}${index}`}
              className={opens ? 'plan-step opens' : 'plan-step'}
              role="option"
              aria-selected={index === step}
              aria-posinset={index + 1}
              aria-setsize={many}
              aria-label={
                row
                  ? `${index}, ${phaseNames[row.phase]}: ${short(row.title, 300)}${told && `, ${told}`}`
                  : 'Before the first step'
              }
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => go(index)}
            >
              <span className="number quiet">{index === 0 ? '' : index}</span>
              <span className="line" title={row ? short(row.title, 600) : undefined}>
                {row ? brief(row.title) : 'Before the first step'}
              </span>
              {opens && <span className="tag">{phaseNames[row.phase]}</span>}
              {told !== '' && <span className="tag broken">{told}</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}
