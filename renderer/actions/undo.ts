/** Takes back what was done last: to the view, or to what is told. */
import { NOTHING_TO_UNDO } from '../state/history.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'undo',
  title: 'Undo',
  keywords: 'take back view focus hide isolate suppress baseline configuration',
  menu: 'edit',
  rank: 1,
  keys: 'Mod+Z',
  disabled: ({ state }) => (state.past.length > 0 ? undefined : NOTHING_TO_UNDO),
  perform: ({ state }) => state.undo(),
});
