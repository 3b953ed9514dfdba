/** Goes to the tags the picture can be narrowed to. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'view-by-tag',
  title: 'View by tag',
  keywords: 'tag narrow filter only',
  menu: 'view',
  rank: 27,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.openView('tags'),
});
