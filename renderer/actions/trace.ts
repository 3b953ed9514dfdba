/** Opens the trace drawer. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'trace',
  title: 'Trace a path…',
  keywords: 'reach route from to path',
  menu: 'go',
  rank: 31,
  keys: 'T',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.traceBetween({}),
});
