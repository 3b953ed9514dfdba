/** Shows the network before the first step of the plan. */
import { whyNoSteps } from '../state/plan-ready.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan-before',
  title: 'Before the plan',
  keywords: 'start today first step',
  menu: 'go',
  rank: 38,
  keys: '{',
  disabled: ({ state }) => whyNoSteps(state),
  perform: ({ state }) => state.goToStep(0),
});
