/** Where the window stood when it was closed, and where it may stand now: on a display that is there. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';
import { isObject } from '#app/base/json.ts';
import { MOST_TEXT, readWholeNow } from '#main/files/whole.ts';

export interface WindowState {
  /** As it is when it is not maximized, in pixels of the displays together. */
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

/** How much of the top edge, by which a window is moved, must be in sight: pixels across and down. */
const GRIP = { width: 120, height: 24 } as const;
/** Waited after the last move before the place is written, in ms. */
const PAUSE = 500;

const shared = (aFrom: number, aSize: number, bFrom: number, bSize: number): number =>
  Math.min(aFrom + aSize, bFrom + bSize) - Math.max(aFrom, bFrom);

/**
 * The bounds for a window, no larger than the display it is on. Undefined where its top edge would be on none of the
 * work areas (a display was taken away): the system then finds a place.
 */
export function placeOn(
  { bounds }: WindowState,
  workAreas: readonly Rectangle[],
): Rectangle | undefined {
  const seen = (area: Rectangle): number => {
    const across = shared(bounds.x, bounds.width, area.x, area.width);
    const down = shared(bounds.y, GRIP.height, area.y, area.height);
    return across >= GRIP.width && down >= GRIP.height ? across : 0;
  };
  const [area] = [...workAreas].sort((a, b) => seen(b) - seen(a));
  if (area === undefined || seen(area) === 0) return undefined;
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  return { x: bounds.x, y: Math.min(bounds.y, area.y + area.height - GRIP.height), width, height };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

/** What was written last; undefined where there is nothing, or nothing of use. */
export function readWindowState(path: string): WindowState | undefined {
  try {
    const found = JSON.parse(readWholeNow(path, MOST_TEXT).toString('utf8')) as unknown;
    const bounds = isObject(found) ? found['bounds'] : undefined;
    if (!isObject(found) || !isObject(bounds)) return undefined;
    const { x, y, width, height } = bounds;
    if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return undefined;
    if (width < 1 || height < 1) return undefined;
    return { bounds: { x, y, width, height }, maximized: found['maximized'] === true };
  } catch {
    return undefined;
  }
}

type Watched = Pick<BrowserWindow, 'isDestroyed' | 'isMaximized' | 'getNormalBounds'> & {
  on(event: 'move' | 'resize' | 'close', listener: () => void): unknown;
};

/** Writes where the window stands, a moment after each change and when it closes. A place that cannot be kept is let go. */
export function keepWindowState(window: Watched, path: string): void {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (window.isDestroyed()) return;
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
    };
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.tmp`, `${JSON.stringify(state)}\n`);
      renameSync(`${path}.tmp`, path);
    } catch {
      // The next window opens where the system puts it.
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
    timer.unref();
  };
  window.on('move', soon);
  window.on('resize', soon);
  window.on('close', write);
}
