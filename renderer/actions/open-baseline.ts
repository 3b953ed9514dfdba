/** Compares the findings with a baseline from a file. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'open-baseline',
  title: 'Open baseline…',
  keywords: 'load file known',
  menu: 'findings',
  rank: 52,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.openSettings('baseline'),
});
