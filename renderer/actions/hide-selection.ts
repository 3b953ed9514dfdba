/** Leaves the selected resource out of the picture. */
import { drawnSelection } from '../state/view.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'hide-selection',
  title: 'Hide the selected resource',
  keywords: 'leave out remove from picture',
  menu: 'edit',
  rank: 21,
  keys: 'H',
  disabled: ({ state }) =>
    drawnSelection(state) === undefined ? 'Select something that is drawn first.' : undefined,
  perform: ({ state }) => state.hideSelected(),
});
