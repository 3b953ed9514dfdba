/** Reads the source again, or collects again as it was collected: what is open stays, and shows what changed. */
import { whyNotRefresh } from '../state/refresh.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'refresh',
  title: 'Refresh',
  keywords: 'read again reload reread update collect new changed fixed F5',
  menu: 'file',
  rank: 4.5,
  keys: 'Shift+R',
  disabled: ({ state }) => whyNotRefresh(state),
  perform: ({ state }) => state.refresh(),
});
