/** Lists every key. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'keys',
  title: 'Keyboard shortcuts',
  keywords: 'keys help',
  menu: 'help',
  rank: 1,
  keys: '?',
  perform: ({ state }) => state.showDialog('keys'),
});
