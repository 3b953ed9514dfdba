/** Shows what the plan is made with: gateways, peerings to keep, traffic, prices; and back to its steps. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-choices',
  title: 'Choices of the plan',
  keywords: 'gateway reuse existing tgw keep peering hot traffic prices options',
  menu: 'go',
  rank: 39.5,
  keys: 'O',
  disabled: ({ state }) =>
    state.planning.phase === 'none' ? 'Plan the move of a mesh first.' : undefined,
  checked: ({ state }) => state.planView === 'choices',
  perform: ({ state }) => {
    const hidden = state.drawerTab !== 'plan' || !state.panels.drawer;
    state.showDrawer('plan');
    state.showPlanView(state.planView === 'choices' && !hidden ? 'steps' : 'choices');
  },
});
