/** Groups the findings by severity. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'group-by-severity',
  title: 'Group findings by severity',
  keywords: 'list order error warning',
  menu: 'findings',
  rank: 33,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.grouping === 'severity',
  perform: ({ state }) => state.groupBy('severity'),
});
