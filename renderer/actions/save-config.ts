/** Saves the configuration of the session, suppressions included, as a file. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'save-config',
  title: 'Save as peerless.config.json…',
  keywords: 'file suppressions keep configuration',
  menu: 'findings',
  rank: 62,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.saveSettings('config'),
});
