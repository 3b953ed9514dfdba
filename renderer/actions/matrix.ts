/** Opens the reachability matrix. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'matrix',
  title: 'Reachability matrix',
  keywords: 'reach all pairs table from to grid',
  menu: 'go',
  rank: 33,
  keys: 'M',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.showDrawer('matrix'),
});
