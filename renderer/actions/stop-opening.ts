/** Stops the opening of a source, or another reading of it; Escape does too. */
import { isRefreshing } from '../state/refresh.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'stop-opening',
  title: 'Stop opening',
  keywords: 'cancel abort escape reading refresh again',
  menu: 'go',
  rank: 39.8,
  disabled: ({ state }) =>
    state.source.phase === 'opening' || isRefreshing(state)
      ? undefined
      : 'Nothing is being opened.',
  perform: ({ state }) => (isRefreshing(state) ? state.stopRefresh() : state.stopOpening()),
});
