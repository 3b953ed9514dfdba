/** Lists every finding again that is told. */
import { narrows } from '../state/filter.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'clear-filter',
  title: 'Show all findings',
  keywords: 'clear filter search reset',
  menu: 'findings',
  rank: 3,
  disabled: ({ state }) => (narrows(state.filter) ? undefined : 'Nothing is filtered out.'),
  perform: ({ state }) => state.clearFilter(),
});
