/** Shows or folds away the small overview. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'minimap',
  title: 'Overview map',
  keywords: 'minimap small where',
  menu: 'view',
  rank: 5,
  keys: 'V',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.panels.minimap,
  perform: ({ state }) => state.togglePanel('minimap'),
});
