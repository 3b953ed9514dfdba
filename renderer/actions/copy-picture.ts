/** Puts the picture on the clipboard. */
import { whyNotTaken } from '../state/taking.ts';
import { defineAction } from './action.ts';

export default defineAction({
  id: 'copy-picture',
  title: 'Copy picture',
  keywords: 'clipboard image png screenshot paste wiki',
  menu: 'edit',
  rank: 11,
  disabled: ({ state }) => whyNotTaken(state),
  perform: ({ state }) => state.copyPicture(),
});
