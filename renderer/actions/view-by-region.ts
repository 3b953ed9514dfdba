/** Goes to the Regions the picture can be narrowed to. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'view-by-region',
  title: 'View by Region',
  keywords: 'narrow filter only',
  menu: 'view',
  rank: 25,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.openView('regions'),
});
