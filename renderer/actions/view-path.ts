/** Draws only the way that the trace shows. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'view-path',
  title: 'View only the path of the trace',
  keywords: 'narrow filter hops route',
  menu: 'view',
  rank: 30,
  disabled: ({ state }) => (state.tracing.phase === 'done' ? undefined : 'Trace a path first.'),
  perform: ({ state }) => state.viewPath(),
});
