/** Compares what is open with what it was before it was last read again. */
import { whyNoChanges } from '../state/refresh.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'show-changes',
  title: 'Compare with before the refresh',
  keywords: 'diff difference changed since last read again',
  menu: 'go',
  rank: 45.5,
  disabled: ({ state }) => whyNoChanges(state),
  perform: ({ state }) => state.showChanges(),
});
