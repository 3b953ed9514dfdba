/** Brings what is selected into view. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'zoom-selection',
  title: 'Zoom to selection',
  keywords: 'go to show selected',
  menu: 'view',
  rank: 14,
  keys: 'Z',
  disabled: ({ state }) =>
    state.light.nodes.size + state.light.edges.size > 0 ? undefined : 'Select something first.',
  perform: ({ state }) =>
    state.look({ kind: 'to', ids: [...state.light.nodes, ...state.light.edges.keys()] }),
});
