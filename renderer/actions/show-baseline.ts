/** Lists findings of the baseline beside the others. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-baseline',
  title: 'Show findings of the baseline',
  keywords: 'known hidden list',
  menu: 'findings',
  rank: 42,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.filter.also.includes('known'),
  perform: ({ state }) => state.toggleAlso('known'),
});
