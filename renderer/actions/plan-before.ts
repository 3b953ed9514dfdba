/** Shows the network before the first step of the plan. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-before',
  title: 'Before the plan',
  keywords: 'start today first step',
  menu: 'go',
  rank: 38,
  keys: '{',
  disabled: ({ state }) =>
    state.planning.phase === 'ready' ? undefined : 'Plan the move of a mesh first.',
  perform: ({ state }) => state.goToStep(0),
});
