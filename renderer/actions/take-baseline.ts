/** Takes what is told now as the baseline: from then on only new findings are told. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'take-baseline',
  title: 'Take findings as the baseline',
  keywords: 'known only new',
  menu: 'findings',
  rank: 51,
  disabled: ({ state }) => (state.rows.length > 0 ? undefined : 'There is no finding.'),
  perform: ({ state }) => state.takeBaseline(),
});
