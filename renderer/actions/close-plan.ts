/** Leaves the plan; the canvas shows the network as it is. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'close-plan',
  title: 'Close the plan',
  keywords: 'leave end quit network today',
  menu: 'go',
  rank: 42,
  disabled: ({ state }) => (state.planning.phase === 'none' ? 'There is no plan.' : undefined),
  perform: ({ state }) => state.closePlan(),
});
