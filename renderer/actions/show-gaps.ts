/** Shows what the source does not tell. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-gaps',
  title: 'Gaps: what could not be seen',
  keywords: 'missing refused partial unseen',
  menu: 'go',
  rank: 23,
  keys: '3',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.showTab('gaps'),
});
