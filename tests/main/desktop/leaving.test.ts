/** A window with something that is not saved goes only where the user says so. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow, MessageBoxSyncOptions } from 'electron';
import { expect, it, vi } from 'vitest';
import { askBeforeLeaving } from '#main/desktop/leaving.ts';

it.each(['Leave', 'Stay'])('%s', (chosen) => {
  const webContents = new EventEmitter();
  const asked: MessageBoxSyncOptions[] = [];
  const showMessageBoxSync = (_: unknown, options: MessageBoxSyncOptions): number => {
    asked.push(options);
    return options.buttons?.indexOf(chosen) ?? -1;
  };
  askBeforeLeaving({ webContents } as unknown as BrowserWindow, {
    showMessageBoxSync: showMessageBoxSync as never,
  });
  // Prevented is, by Electron's documentation, the page that wanted to stay.
  const preventDefault = vi.fn();
  webContents.emit('will-prevent-unload', { preventDefault });
  expect(preventDefault).toHaveBeenCalledTimes(chosen === 'Leave' ? 1 : 0);
  // Escape, and Enter pressed too soon, lose nothing.
  const { buttons = [], defaultId = -1, cancelId = -1 } = asked[0]!;
  expect([buttons[defaultId], buttons[cancelId]]).toEqual(['Stay', 'Stay']);
});
