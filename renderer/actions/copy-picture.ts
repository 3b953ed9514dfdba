/** Puts the picture on the clipboard. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'copy-picture',
  title: 'Copy picture',
  keywords: 'clipboard image png screenshot paste wiki',
  menu: 'edit',
  rank: 11,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.copyPicture(),
});
