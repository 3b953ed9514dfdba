/** Takes away the suppressions that hide the finding in hand. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'lift-suppression',
  title: 'Lift suppression',
  keywords: 'unsuppress lift unhide',
  menu: 'findings',
  rank: 22,
  keys: 'U',
  disabled: ({ state }) =>
    state.inHand()?.state === 'suppressed' ? undefined : 'Choose a suppressed finding first.',
  perform: ({ state }) => {
    const row = state.inHand();
    return row && state.lift(row.fingerprint);
  },
});
