/** Opens the sheet that suppresses the finding in hand. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'suppress-finding',
  title: 'Suppress finding…',
  keywords: 'hide ignore mute reason exception',
  menu: 'findings',
  rank: 21,
  keys: 'S',
  disabled: ({ state }) => {
    const row = state.inHand();
    if (!row) return 'Choose a finding first.';
    return row.state === 'suppressed' ? 'This finding is suppressed already.' : undefined;
  },
  perform: ({ state }) => {
    const row = state.inHand();
    return row && state.askSuppress(row.fingerprint);
  },
});
