/** Goes to the route tables of transit gateways the picture can be narrowed to. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'view-by-segment',
  title: 'View by route table',
  keywords: 'tgw segment route table narrow filter only',
  menu: 'view',
  rank: 26,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.openView('segments'),
});
