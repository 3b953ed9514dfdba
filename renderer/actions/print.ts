/** Prints what the canvas shows. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'print',
  title: 'Print…',
  keywords: 'paper printer page',
  menu: 'file',
  rank: 17,
  keys: 'Mod+P',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.printView(),
});
