/** Stops the file or picture in the making; Escape does too. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'stop-writing',
  title: 'Stop writing',
  keywords: 'cancel abort escape export save copy print file picture',
  menu: 'go',
  rank: 39.75,
  disabled: ({ state }) => (state.writing.length > 0 ? undefined : 'Nothing is being written.'),
  perform: ({ state }) => state.stopWriting(),
});
