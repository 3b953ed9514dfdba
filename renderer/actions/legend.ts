/** Says what the shapes and lines mean. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'legend',
  title: 'Legend',
  keywords: 'symbols colours lines meaning',
  menu: 'help',
  rank: 2,
  keys: 'L',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.dialog === 'legend',
  perform: ({ state }) => state.showDialog(state.dialog === 'legend' ? undefined : 'legend'),
});
