/** Folds the drawer away or brings it back. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'toggle-drawer',
  title: 'Bottom drawer',
  keywords: 'trace matrix panel show hide fold',
  menu: 'view',
  rank: 3,
  keys: 'Mod+J',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.panels.drawer,
  perform: ({ state }) => state.togglePanel('drawer'),
});
