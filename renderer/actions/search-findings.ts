/** Puts the keyboard into the field that searches the findings. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'search-findings',
  title: 'Search findings',
  keywords: 'find filter list look for',
  menu: 'findings',
  rank: 1,
  keys: '/',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.enterList('search'),
});
