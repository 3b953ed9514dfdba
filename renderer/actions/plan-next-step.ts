/** Goes to the next step of the plan. */
import { whyNoSteps } from '../state/plan-ready.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-next-step',
  title: 'Next step of the plan',
  keywords: 'forward following',
  menu: 'go',
  rank: 36,
  keys: ']',
  disabled: ({ state }) => whyNoSteps(state),
  perform: ({ state }) => state.goToStep(state.planStep + 1),
});
