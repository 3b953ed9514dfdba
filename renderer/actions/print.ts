/** Prints what the canvas shows. */
import { whyNotTaken } from '../state/taking.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'print',
  title: 'Print…',
  keywords: 'paper printer page',
  menu: 'file',
  rank: 17,
  keys: 'Mod+P',
  disabled: ({ state }) => whyNotTaken(state),
  perform: ({ state }) => state.printView(),
});
