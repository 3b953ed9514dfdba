/** Whether traces end at an appliance on the way, or take it to forward. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'stop-at-appliances',
  title: 'Stop traces at appliances',
  keywords: 'middlebox firewall gateway load balancer endpoint forward assume',
  menu: 'go',
  rank: 34,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.traceForm.middleboxes === 'stop',
  perform: ({ state }) =>
    state.assumeOfMiddleboxes(state.traceForm.middleboxes === 'stop' ? 'forward' : 'stop'),
});
