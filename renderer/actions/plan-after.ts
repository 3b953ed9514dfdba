/** Shows the network after the last step of the plan. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-after',
  title: 'After the plan',
  keywords: 'end finished last step result',
  menu: 'go',
  rank: 39,
  keys: '}',
  disabled: ({ state }) =>
    state.planning.phase === 'ready' ? undefined : 'Plan the move of a mesh first.',
  perform: ({ state }) => state.goToStep(Infinity),
});
