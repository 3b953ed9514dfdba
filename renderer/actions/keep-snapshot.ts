/** Keeps what is open in the history. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'keep-snapshot',
  title: 'Keep in the history',
  keywords: 'history timeline save snapshot archive',
  menu: 'file',
  rank: 14,
  disabled: ({ state }) => {
    if (state.source.phase !== 'open') return 'Open a source first.';
    return state.history && state.history.folder === undefined
      ? 'Choose a folder for the history first.'
      : undefined;
  },
  perform: ({ state }) => state.keepOpened(),
});
