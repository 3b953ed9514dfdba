/** Draws everything again. */
import { isNarrowed } from '../state/seen.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-all',
  title: 'Show the whole network',
  keywords: 'unfocus everything unhide',
  menu: 'view',
  rank: 22,
  keys: 'A',
  disabled: ({ state }) => (isNarrowed(state) ? undefined : 'The whole network is shown already.'),
  perform: ({ state }) => state.showAll(),
});
