/** Puts the selected box back to where the layout had it. */
import { movable } from '../state/arrange.ts';
import { movesIn } from '../state/seen.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'put-back',
  title: 'Put the selected box back',
  keywords: 'unmove reset position drag',
  menu: 'edit',
  rank: 31,
  keys: 'B',
  disabled: ({ state }) => {
    const box = movable(state);
    return box && box.id in movesIn(state) ? undefined : 'Select a box that was moved first.';
  },
  perform: ({ state }) => {
    const box = movable(state);
    return box && state.putBack([box.id]);
  },
});
