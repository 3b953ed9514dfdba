/** Shows what the rule of the finding in hand says of itself. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-rule',
  title: 'About the rule of the finding',
  keywords: 'documentation why remedy explain',
  menu: 'findings',
  rank: 24,
  keys: 'R',
  disabled: ({ state }) => (state.inHand() ? undefined : 'Choose a finding first.'),
  perform: ({ state }) => {
    const row = state.inHand();
    return row && state.selectRule(row.rule);
  },
});
