/** Draws the selected VPC as a card again. */
import { isOpened } from '#app/scene/open.ts';
import { openable } from '../state/arrange.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'close-vpc',
  title: 'Close the VPC: a card again',
  keywords: 'within inside detail less subnet',
  menu: 'view',
  rank: 66,
  keys: 'Shift+W',
  disabled: ({ state }) => {
    const vpc = openable(state);
    return vpc && isOpened(vpc) ? undefined : 'Select an opened VPC, or something in one, first.';
  },
  perform: ({ state }) => {
    const vpc = openable(state);
    return vpc && state.openVpcs([vpc.ref], false);
  },
});
