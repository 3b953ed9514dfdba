/** Takes back everything that was chosen for the plan. */
import { wishes } from '../state/plan-choices.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'reset-plan-choices',
  title: 'Reset the choices of the plan',
  keywords: 'clear gateways keep traffic prices options default',
  menu: 'go',
  rank: 39.6,
  disabled: ({ state }) => (wishes(state.planWish) === 0 ? 'Nothing was chosen.' : undefined),
  perform: ({ state }) => state.resetPlanWish(),
});
