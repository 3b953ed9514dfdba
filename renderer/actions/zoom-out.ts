/** Moves the picture away. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'zoom-out',
  title: 'Zoom out',
  keywords: 'farther smaller',
  menu: 'view',
  rank: 13,
  keys: '-',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.look({ kind: 'zoom', by: 1 / 1.3 }),
});
