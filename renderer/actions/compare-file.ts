/** Opens a second snapshot and compares it with what is open. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'compare-file',
  title: 'Compare with file…',
  keywords: 'diff difference changed added removed before after snapshot',
  menu: 'file',
  rank: 8,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.compareWith('file'),
});
