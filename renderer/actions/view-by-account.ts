/** Goes to the accounts the picture can be narrowed to. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'view-by-account',
  title: 'View by account',
  keywords: 'narrow filter only owner',
  menu: 'view',
  rank: 24,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.openView('accounts'),
});
