/** Groups the findings by rule. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'group-by-rule',
  title: 'Group findings by rule',
  keywords: 'list order',
  menu: 'findings',
  rank: 31,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.grouping === 'rule',
  perform: ({ state }) => state.groupBy('rule'),
});
