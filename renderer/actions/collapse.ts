/** Draws the container around the selection as one box. */
import { holderOf } from '../state/arrange.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'collapse',
  title: 'Collapse what holds the selection',
  keywords: 'fold account Region route table less',
  menu: 'view',
  rank: 61,
  keys: 'K',
  disabled: ({ state }) =>
    holderOf(state) ? undefined : 'Select a box that stands in an account or Region first.',
  perform: ({ state }) => {
    const holder = holderOf(state);
    return holder && state.fold([holder.id], true);
  },
});
