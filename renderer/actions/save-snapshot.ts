/** Saves what is open as a snapshot file, which every command and this window open again. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'save-snapshot',
  title: 'Save snapshot…',
  keywords: 'save file store keep download json',
  menu: 'file',
  rank: 12,
  keys: 'Mod+S',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.saveSnapshot(),
});
