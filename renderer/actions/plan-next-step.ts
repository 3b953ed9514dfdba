/** Goes to the next step of the plan. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-next-step',
  title: 'Next step of the plan',
  keywords: 'forward following',
  menu: 'go',
  rank: 36,
  keys: ']',
  disabled: ({ state }) =>
    state.planning.phase === 'ready' ? undefined : 'Plan the move of a mesh first.',
  perform: ({ state }) => state.goToStep(state.planStep + 1),
});
