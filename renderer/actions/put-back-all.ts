/** Puts every box that was moved back to where the layout had it. */
import { whyNotPlain } from '../state/instead.ts';
import { movesIn } from '../state/seen.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'put-back-all',
  title: 'Put all moved boxes back',
  keywords: 'unmove reset positions drag layout',
  menu: 'edit',
  rank: 32,
  disabled: ({ state }) =>
    whyNotPlain(state) ??
    (Object.keys(movesIn(state)).length > 0 ? undefined : 'No box was moved.'),
  perform: ({ state }) => state.putBack(),
});
