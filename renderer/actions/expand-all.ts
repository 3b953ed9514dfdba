/** Draws every collapsed container with what it holds. */
import { whyNotPlain } from '../state/instead.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'expand-all',
  title: 'Expand all containers',
  keywords: 'unfold open more',
  menu: 'view',
  rank: 64,
  disabled: ({ state }) =>
    whyNotPlain(state) ?? (state.collapsed.length > 0 ? undefined : 'Nothing is collapsed.'),
  perform: ({ state }) => state.fold(state.collapsed, false),
});
