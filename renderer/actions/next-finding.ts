/** Selects the next finding of the list. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'next-finding',
  title: 'Next finding',
  keywords: 'following down',
  menu: 'findings',
  rank: 11,
  keys: 'N',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.stepFinding(1),
});
