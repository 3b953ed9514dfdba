/** Opens one or more files. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'open-file',
  title: 'Open file…',
  keywords: 'snapshot json describe load',
  menu: 'file',
  rank: 2,
  keys: 'Mod+O',
  perform: ({ state }) => state.chooseSource('file'),
});
