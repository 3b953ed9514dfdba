/** Lints by a configuration file. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'open-config',
  title: 'Open configuration…',
  keywords: 'load file rules severities suppressions peerless.config',
  menu: 'findings',
  rank: 61,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.openSettings('config'),
});
