/** Shows the network after the last step of the plan. */
import { whyNoSteps } from '../state/plan-ready.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-after',
  title: 'After the plan',
  keywords: 'end finished last step result',
  menu: 'go',
  rank: 39,
  keys: '}',
  disabled: ({ state }) => whyNoSteps(state),
  perform: ({ state }) => state.goToStep(Infinity),
});
