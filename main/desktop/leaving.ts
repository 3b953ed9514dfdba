/** Asks before the window goes, or is loaded anew, with something in it that the page says is not saved. */
import type { BrowserWindow, Dialog } from 'electron';

/**
 * A page that does not want to go would keep the window open without a word:
 * https://www.electronjs.org/docs/latest/api/web-contents#event-will-prevent-unload
 */
export function askBeforeLeaving(
  window: BrowserWindow,
  dialog: Pick<Dialog, 'showMessageBoxSync'>,
): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const answer = dialog.showMessageBoxSync(window, {
      type: 'question',
      message: 'Leave without saving?',
      detail:
        'Suppressions or the baseline are in no file yet. Findings, Configuration and baseline… saves them.',
      buttons: ['Leave', 'Stay'],
      defaultId: 1,
      cancelId: 1,
    });
    // Prevented is what the page wants: that it stays.
    if (answer === 0) event.preventDefault();
  });
}
