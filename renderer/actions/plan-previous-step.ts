/** Goes to the step before of the plan. */
import { whyNoSteps } from '../state/plan-ready.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-previous-step',
  title: 'Previous step of the plan',
  keywords: 'back earlier',
  menu: 'go',
  rank: 37,
  keys: '[',
  disabled: ({ state }) => whyNoSteps(state),
  perform: ({ state }) => state.goToStep(state.planStep - 1),
});
