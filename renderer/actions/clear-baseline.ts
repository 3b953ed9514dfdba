/** Tells every finding again, whatever the baseline knows. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'clear-baseline',
  title: 'Let go of the baseline',
  keywords: 'remove known forget',
  menu: 'findings',
  rank: 54,
  disabled: ({ state }) => (state.lint?.baseline ? undefined : 'There is no baseline.'),
  perform: ({ state }) => state.clearBaseline(),
});
