/** Draws everything again after a focus. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-all',
  title: 'Show the whole network',
  keywords: 'unfocus everything',
  menu: 'view',
  rank: 22,
  keys: 'A',
  disabled: ({ state }) => (state.focus ? undefined : 'The whole network is shown already.'),
  perform: ({ state }) => state.setFocus(undefined),
});
