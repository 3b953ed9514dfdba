/** Opens a folder of describe JSON or of a Batfish snapshot. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'open-folder',
  title: 'Open folder…',
  keywords: 'describe json batfish directory load',
  menu: 'file',
  rank: 3,
  keys: 'Mod+Shift+O',
  perform: ({ state }) => state.chooseSource('folder'),
});
