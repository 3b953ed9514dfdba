/** Reads live accounts. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'collect',
  title: 'Collect from AWS…',
  keywords: 'live profile region account read scan',
  menu: 'file',
  rank: 4,
  perform: ({ state }) => state.showDialog('collect'),
});
