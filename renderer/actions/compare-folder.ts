/** Opens a second folder and compares it with what is open. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'compare-folder',
  title: 'Compare with folder…',
  keywords: 'diff difference changed added removed before after snapshot',
  menu: 'file',
  rank: 9,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.compareWith('folder'),
});
