/** Leaves the comparison; the canvas shows the network as it is. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'close-compare',
  title: 'Close the comparison',
  keywords: 'leave end quit diff',
  menu: 'go',
  rank: 49,
  disabled: ({ state }) =>
    state.comparing.phase === 'none' ? 'There is no comparison.' : undefined,
  perform: ({ state }) => state.closeDiff(),
});
