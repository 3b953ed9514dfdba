/** Does again what was taken back. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'redo',
  title: 'Redo',
  keywords: 'again view focus hide suppress baseline configuration',
  menu: 'edit',
  rank: 2,
  keys: 'Mod+Shift+Z',
  otherKeys: ['Mod+Y'],
  disabled: ({ state }) => (state.future.length > 0 ? undefined : 'There is nothing to do again.'),
  perform: ({ state }) => state.redo(),
});
