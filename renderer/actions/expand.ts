/** Draws a collapsed container with what it holds. */
import { movable } from '../state/arrange.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'expand',
  title: 'Expand the selected container',
  keywords: 'unfold open account Region more',
  menu: 'view',
  rank: 62,
  keys: 'E',
  disabled: ({ state }) =>
    movable(state)?.shape === 'folded' ? undefined : 'Select a collapsed container first.',
  perform: ({ state }) => {
    const box = movable(state);
    return box?.shape === 'folded' ? state.fold([box.id], false) : undefined;
  },
});
