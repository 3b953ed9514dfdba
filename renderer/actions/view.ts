/** Shows what the picture can be narrowed to. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'view',
  title: 'View: what the picture shows',
  keywords: 'narrow filter account region segment tag mesh hidden',
  menu: 'view',
  rank: 23,
  keys: '4',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.openView(),
});
