/** Of two snapshots compared, the canvas shows the older. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'compare-before',
  title: 'Show the older snapshot',
  keywords: 'compare diff side before after both switch',
  menu: 'go',
  rank: 46,
  keys: '7',
  disabled: ({ state }) =>
    state.comparing.phase === 'ready' ? undefined : 'Compare with another snapshot first.',
  checked: ({ state }) => state.instead?.what === 'diff' && state.diffShowing === 'before',
  perform: ({ state }) => state.showSide('before'),
});
