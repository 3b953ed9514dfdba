/** Shows or hides the fields that filter the findings. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'filter-findings',
  title: 'Filter findings',
  keywords: 'category sure unsure account region rule',
  menu: 'findings',
  rank: 2,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  checked: ({ state }) => state.facetsOpen,
  perform: ({ state }) => {
    state.showTab('findings');
    state.toggleFacets();
  },
});
