/** Copies the finding in hand as Markdown. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'copy-finding',
  title: 'Copy finding as Markdown',
  keywords: 'clipboard ticket issue',
  menu: 'edit',
  rank: 13,
  keys: 'C',
  disabled: ({ state }) => (state.inHand() ? undefined : 'Choose a finding first.'),
  perform: ({ state }) => {
    const row = state.inHand();
    return row && state.copyFinding(row.fingerprint);
  },
});
