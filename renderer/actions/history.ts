/** Shows the snapshots that are kept by estate, on a line of time. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'history',
  title: 'History…',
  keywords: 'timeline kept snapshots before earlier past folder git',
  menu: 'file',
  rank: 13,
  perform: ({ state }) => state.showDialog('history'),
});
