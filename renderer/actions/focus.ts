/** Draws only the selected resource and what lies next to it. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'focus',
  title: 'Focus on the selected resource',
  keywords: 'isolate neighbourhood only around',
  menu: 'view',
  rank: 21,
  keys: 'F',
  disabled: ({ state }) =>
    state.inspected.phase === 'ready' ? undefined : 'Select a resource first.',
  perform: ({ state }) => state.focusSelected(),
});
