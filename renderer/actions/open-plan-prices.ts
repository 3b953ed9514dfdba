/** Opens prices of one's own, for the plan. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'open-plan-prices',
  title: 'Open prices for the plan…',
  keywords: 'yaml json contract list cost bill file',
  menu: 'file',
  rank: 6,
  disabled: ({ state }) =>
    state.planning.phase === 'none' ? 'Plan the move of a mesh first.' : undefined,
  perform: ({ state }) => state.openPlanFile('prices'),
});
