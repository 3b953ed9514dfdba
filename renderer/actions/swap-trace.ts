/** Exchanges the two ends of the trace. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'swap-trace',
  title: 'Swap trace ends',
  keywords: 'reverse from to',
  menu: 'go',
  rank: 32,
  keys: 'X',
  disabled: ({ state }) =>
    state.traceForm.from + state.traceForm.to === '' ? 'Fill in a trace first.' : undefined,
  perform: ({ state }) => state.swapTrace(),
});
