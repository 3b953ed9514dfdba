/** Opens the bundled sample estate. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'open-sample',
  title: 'Open the sample estate',
  keywords: 'demo example',
  menu: 'file',
  rank: 1,
  perform: ({ state }) => state.openDemo(),
});
