/** Shows the whole picture. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'fit',
  title: 'Fit the whole network',
  keywords: 'zoom all reset view',
  menu: 'view',
  rank: 11,
  keys: '0',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.look({ kind: 'fit' }),
});
