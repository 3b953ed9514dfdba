/** Does again what was taken back. */
import { NOTHING_TO_REDO } from '../state/history.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'redo',
  title: 'Redo',
  keywords: 'again view focus hide suppress baseline configuration',
  menu: 'edit',
  rank: 2,
  keys: 'Mod+Shift+Z',
  otherKeys: ['Mod+Y'],
  disabled: ({ state }) => (state.future.length > 0 ? undefined : NOTHING_TO_REDO),
  perform: ({ state }) => state.redo(),
});
