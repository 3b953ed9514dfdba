/** Of two snapshots compared, the canvas shows the newer. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'compare-after',
  title: 'Show the newer snapshot',
  keywords: 'compare diff side before after both switch',
  menu: 'go',
  rank: 48,
  keys: '9',
  disabled: ({ state }) =>
    state.comparing.phase === 'ready' ? undefined : 'Compare with another snapshot first.',
  checked: ({ state }) => state.instead?.what === 'diff' && state.diffShowing === 'after',
  perform: ({ state }) => state.showSide('after'),
});
