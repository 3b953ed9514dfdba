/** Lays out what a view leaves for itself, or puts it back to its places in the whole picture. */
import { whyNotPlain } from '../state/instead.ts';
import { isNarrowed } from '../state/seen.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'arrange-anew',
  title: 'Arrange what is left anew',
  keywords: 'layout compact isolate',
  menu: 'edit',
  rank: 33,
  disabled: ({ state }) =>
    whyNotPlain(state) ??
    (isNarrowed(state) || state.anew
      ? undefined
      : 'The whole network is shown: there is nothing to bring closer together.'),
  checked: ({ state }) => state.anew !== undefined,
  perform: ({ state }) => state.arrangeAnew(!state.anew),
});
