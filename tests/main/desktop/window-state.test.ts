/** Where the window opens: where it was left, as long as it can be reached there. */
import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepWindowState, placeOn, readWindowState } from '#main/desktop/window-state.ts';
import { scratch } from '#tests/kit/scratch.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const second = { x: 1440, y: 0, width: 2560, height: 1440 };
const left = (x: number, y: number, width = 1200, height = 800) => ({
  bounds: { x, y, width, height },
  maximized: false,
});

describe('the place', () => {
  it.each([
    ['where it was', left(100, 100), [laptop], { x: 100, y: 100, width: 1200, height: 800 }],
    ['on the second display', left(1500, 10), [laptop, second], left(1500, 10).bounds],
    ['the second display is gone', left(1500, 10), [laptop], undefined],
    ['half out of sight, yet in reach', left(-600, 100), [laptop], left(-600, 100).bounds],
    ['too little in reach', left(-1100, 100), [laptop], undefined],
    ['its top edge above every display', left(100, -400), [laptop], undefined],
    ['below every display', left(100, 2000), [laptop], undefined],
    ['larger than the display', left(1440, 0, 5000, 3000), [laptop, second], { ...second }],
    ['no display at all', left(0, 0), [], undefined],
  ])('%s', (_name, state, areas, bounds) => {
    expect(placeOn(state, areas)).toEqual(bounds);
  });
});

class Window extends EventEmitter {
  bounds = left(5, 6).bounds;
  maximized = false;
  destroyed = false;
  isDestroyed = () => this.destroyed;
  isMaximized = () => this.maximized;
  getNormalBounds = () => this.bounds;
}

describe('remembering', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('writes once a move has ended, and when the window closes', () => {
    const path = join(scratch().folder, 'made', 'window.json');
    const window = new Window();
    keepWindowState(window, path);
    window.emit('move');
    vi.advanceTimersByTime(300);
    window.emit('resize');
    vi.advanceTimersByTime(300);
    expect(readWindowState(path)).toBeUndefined();
    vi.advanceTimersByTime(300);
    expect(readWindowState(path)).toEqual(left(5, 6));
    window.maximized = true;
    window.emit('close');
    expect(readWindowState(path)).toEqual({ ...left(5, 6), maximized: true });
    window.destroyed = true;
    window.maximized = false;
    window.emit('close');
    expect(readFileSync(path, 'utf8')).toContain('"maximized":true');
  });

  it('lets go of what cannot be written or read', () => {
    const { folder, write } = scratch();
    const window = new Window();
    keepWindowState(window, join(write('file', ''), 'window.json'));
    expect(() => window.emit('close')).not.toThrow();
    const path = join(folder, 'window.json');
    for (const text of [
      '',
      '[]',
      '{"bounds":{}}',
      '{"bounds":{"x":1e999,"y":0,"width":5,"height":5}}',
      '{"bounds":{"x":0,"y":0,"width":0,"height":5}}',
      '{"bounds":{"x":0.5,"y":0,"width":9,"height":5}}',
    ]) {
      writeFileSync(path, text);
      expect(readWindowState(path)).toBeUndefined();
    }
  });
});
