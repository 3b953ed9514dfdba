/** Draws the selected VPC with its subnets and route tables. */
import { isOpened } from '#app/scene/open.ts';
import { openable } from '../state/arrange.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'open-vpc',
  title: 'Open the VPC: subnets and route tables',
  keywords: 'within inside detail more subnet zone',
  menu: 'view',
  rank: 65,
  keys: 'W',
  disabled: ({ state }) => {
    const vpc = openable(state);
    if (!vpc) return 'Select a VPC, or something in one, first.';
    return isOpened(vpc) ? 'The VPC is open already.' : undefined;
  },
  perform: ({ state }) => {
    const vpc = openable(state);
    return vpc && state.openVpcs([vpc.ref], true);
  },
});
