/** Brings the picture closer. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'zoom-in',
  title: 'Zoom in',
  keywords: 'closer larger',
  menu: 'view',
  rank: 12,
  keys: '+',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.look({ kind: 'zoom', by: 1.3 }),
});
