/** Draws the selection and nothing else. */
import { drawnSelection } from '../state/view.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'isolate-selection',
  title: 'Show only the selection',
  keywords: 'isolate alone only',
  menu: 'edit',
  rank: 22,
  keys: 'I',
  disabled: ({ state }) =>
    state.selected?.kind === 'finding' || drawnSelection(state) !== undefined
      ? undefined
      : 'Select a finding or something that is drawn first.',
  perform: ({ state }) => state.isolateSelected(),
});
