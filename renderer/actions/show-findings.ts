/** Shows the list of findings, and puts the keyboard there. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-findings',
  title: 'Findings',
  keywords: 'lint problems issues list',
  menu: 'go',
  rank: 21,
  keys: '1',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.enterList('list'),
});
