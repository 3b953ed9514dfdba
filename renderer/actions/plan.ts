/** Opens the plan of the mesh in hand: its move to a transit gateway. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'plan',
  title: 'Plan the move to a transit gateway',
  keywords: 'mesh peering migrate replace steps runbook terraform',
  menu: 'go',
  rank: 35,
  keys: 'G',
  disabled({ state }) {
    if (state.source.phase !== 'open') return 'Open a source first.';
    if (state.planning.phase !== 'none' || state.meshInHand() !== undefined) return undefined;
    return 'Choose the finding of a peering mesh first.';
  },
  perform: ({ state }) =>
    state.meshInHand() === undefined ? state.showDrawer('plan') : state.planMesh(),
});
