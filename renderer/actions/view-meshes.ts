/** Draws only members of peering meshes, or everything again. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'view-meshes',
  title: 'View only peering meshes',
  keywords: 'narrow filter mesh',
  menu: 'view',
  rank: 28,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.filters.meshes === true,
  perform: async ({ state }) => {
    const on = state.filters.meshes === true;
    const label = on ? 'show more than meshes' : 'show only meshes';
    await state.filterBy('meshes', on ? undefined : true, label);
  },
});
