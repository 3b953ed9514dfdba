/** Opens a CSV of what flows between VPCs, for the plan. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'open-plan-traffic',
  title: 'Open traffic for the plan…',
  keywords: 'csv gb month flows hot cost file',
  menu: 'file',
  rank: 5,
  disabled: ({ state }) =>
    state.planning.phase === 'none' ? 'Plan the move of a mesh first.' : undefined,
  perform: ({ state }) => state.openPlanFile('traffic'),
});
