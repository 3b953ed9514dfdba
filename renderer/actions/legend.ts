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
  checked: ({ state }) => state.panels.legend,
  perform: ({ state }) => state.togglePanel('legend'),
});
