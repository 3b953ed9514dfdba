/** How large the type is that the user asked the browser or the system for: rows that are placed in pixels follow it. */
import { useSyncExternalStore } from 'react';

/** The size of the root's type that sizes in `styles/` were drawn for, in pixels. */
const USUAL = 16;

const read = (): number =>
  parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL || 1;

let now: number | undefined;
const listeners = new Set<() => void>();

/** Hears of another size: nothing tells of it but what is as wide as it. */
function watch(): void {
  const measure = document.body.appendChild(document.createElement('div'));
  measure.className = 'rem-measure';
  new ResizeObserver(() => {
    const next = read();
    if (next === now) return;
    now = next;
    for (const listener of listeners) listener();
  }).observe(measure);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function scale(): number {
  if (now === undefined) {
    now = read();
    watch();
  }
  return now;
}

/** 1 for the usual size of type, 1.25 for one that is a quarter larger. */
export const useRem = (): number => useSyncExternalStore(subscribe, scale, () => 1);
