/** Selects the previous finding of the list. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'previous-finding',
  title: 'Previous finding',
  keywords: 'back up',
  menu: 'findings',
  rank: 12,
  keys: 'P',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.stepFinding(-1),
});
