/** Opens what decides which findings are told. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'lint-settings',
  title: 'Configuration and baseline…',
  keywords: 'suppressions settings rules not run unused expired',
  menu: 'findings',
  rank: 64,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.showDialog('lint'),
});
