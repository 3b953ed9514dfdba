/** Saves the picture or the report in a file. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'export-as',
  title: 'Export…',
  keywords: 'save svg drawio csv json markdown mermaid diagram',
  menu: 'file',
  rank: 11,
  keys: 'Mod+E',
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.showDialog('export'),
});
