/** Goes to the step before of the plan. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-previous-step',
  title: 'Previous step of the plan',
  keywords: 'back earlier',
  menu: 'go',
  rank: 37,
  keys: '[',
  disabled: ({ state }) =>
    state.planning.phase === 'ready' ? undefined : 'Plan the move of a mesh first.',
  perform: ({ state }) => state.goToStep(state.planStep - 1),
});
