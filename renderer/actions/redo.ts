/** Does again what was taken back. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'redo',
  title: 'Redo',
  keywords: 'again suppress baseline configuration',
  menu: 'findings',
  rank: 72,
  keys: 'Mod+Shift+Z',
  disabled: ({ state }) =>
    state.lint?.redo !== undefined ? undefined : 'There is nothing to do again.',
  perform: ({ state }) => state.redoLint(),
});
