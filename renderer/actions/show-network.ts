/** Shows everything that is drawn as a tree. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-network',
  title: 'Network outline',
  keywords: 'tree resources list accounts regions vpcs',
  menu: 'go',
  rank: 22,
  keys: '2',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.showTab('network'),
});
