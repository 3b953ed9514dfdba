/** Keys of one character act, or only those with Ctrl or Cmd do. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'single-keys',
  title: 'Single-key shortcuts',
  keywords: 'keyboard letters speech accessibility turn on off',
  menu: 'help',
  rank: 1.5,
  checked: ({ state }) => state.singleKeys,
  perform: ({ state }) => state.setSingleKeys(!state.singleKeys),
});
