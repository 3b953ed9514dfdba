/** Takes the selection away, and then the focus. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'clear',
  title: 'Clear selection',
  keywords: 'deselect escape none',
  menu: 'go',
  rank: 41,
  keys: 'Escape',
  perform: ({ state }) => state.stepBack(),
});
