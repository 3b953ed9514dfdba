/** Folds the left panel away or brings it back. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'toggle-left',
  title: 'Findings panel',
  keywords: 'left sidebar list show hide fold',
  menu: 'view',
  rank: 1,
  keys: 'Mod+B',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.panels.left,
  perform: ({ state }) => state.togglePanel('left'),
});
