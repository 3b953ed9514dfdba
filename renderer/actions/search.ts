/** Opens the palette over resources and actions. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'search',
  title: 'Search resources and actions…',
  keywords: 'find palette command go to',
  menu: 'go',
  rank: 1,
  keys: 'Mod+K',
  perform: ({ state }) => state.showDialog('palette'),
});
