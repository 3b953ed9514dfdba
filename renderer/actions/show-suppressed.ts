/** Lists suppressed findings beside the others. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-suppressed',
  title: 'Show suppressed findings',
  keywords: 'hidden list',
  menu: 'findings',
  rank: 41,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.filter.also.includes('suppressed'),
  perform: ({ state }) => state.toggleAlso('suppressed'),
});
