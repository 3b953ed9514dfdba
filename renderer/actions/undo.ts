/** Takes back the last change to what is told. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'undo',
  title: 'Undo',
  keywords: 'take back suppress baseline configuration',
  menu: 'findings',
  rank: 71,
  keys: 'Mod+Z',
  disabled: ({ state }) =>
    state.lint?.undo !== undefined ? undefined : 'There is nothing to undo.',
  perform: ({ state }) => state.undoLint(),
});
