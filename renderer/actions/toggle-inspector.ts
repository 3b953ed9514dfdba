/** Folds the inspector away or brings it back. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'toggle-inspector',
  title: 'Inspector',
  keywords: 'right panel details show hide fold',
  menu: 'view',
  rank: 2,
  keys: 'Mod+I',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.panels.right,
  perform: ({ state }) => state.togglePanel('right'),
});
