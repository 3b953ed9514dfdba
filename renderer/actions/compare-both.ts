/** Of two snapshots compared, the canvas shows both. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'compare-both',
  title: 'Show both snapshots',
  keywords: 'compare diff side before after both switch',
  menu: 'go',
  rank: 47,
  keys: '8',
  disabled: ({ state }) =>
    state.comparing.phase === 'ready' ? undefined : 'Compare with another snapshot first.',
  checked: ({ state }) => state.instead?.what === 'diff' && state.diffShowing === 'both',
  perform: ({ state }) => state.showSide('both'),
});
