/** Stops the plan in the making; Escape does too. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'stop-plan',
  title: 'Stop planning',
  keywords: 'cancel abort escape plan',
  menu: 'go',
  rank: 39.7,
  disabled: ({ state }) =>
    state.planning.phase === 'working' ? undefined : 'No plan is being made.',
  perform: ({ state }) => state.stopPlan(),
});
