/** Opens the comparison of two snapshots. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'compare',
  title: 'Compare snapshots',
  keywords: 'diff difference changed added removed recent with',
  menu: 'go',
  rank: 45,
  keys: 'D',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.showDrawer('diff'),
});
