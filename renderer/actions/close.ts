/** Puts what is open aside and shows the ways in, with one back to it. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'close',
  title: 'Close the network',
  keywords: 'start welcome home recent opened before',
  menu: 'file',
  rank: 21,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Nothing is open.'),
  perform: ({ state }) => state.closeSource(),
});
