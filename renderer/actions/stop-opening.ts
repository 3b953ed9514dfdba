/** Stops the opening of a source; Escape does too. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'stop-opening',
  title: 'Stop opening',
  keywords: 'cancel abort escape reading',
  menu: 'go',
  rank: 39.8,
  disabled: ({ state }) =>
    state.source.phase === 'opening' ? undefined : 'Nothing is being opened.',
  perform: ({ state }) => state.stopOpening(),
});
