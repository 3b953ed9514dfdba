/** Groups the findings by what they are about. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'group-by-resource',
  title: 'Group findings by resource',
  keywords: 'list order',
  menu: 'findings',
  rank: 32,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.grouping === 'resource',
  perform: ({ state }) => state.groupBy('resource'),
});
