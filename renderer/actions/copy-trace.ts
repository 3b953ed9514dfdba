/** Puts the trace on the clipboard, as `peerless trace` prints it. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'copy-trace',
  title: 'Copy trace as text',
  keywords: 'clipboard path hops route ticket',
  menu: 'edit',
  rank: 12,
  disabled: ({ state }) => (state.tracing.phase === 'done' ? undefined : 'Trace a path first.'),
  perform: ({ state }) => state.copyTrace(),
});
