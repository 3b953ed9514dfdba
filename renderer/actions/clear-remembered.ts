/** Empties the list of sources that were opened before. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'clear-remembered',
  title: 'Forget what was opened before',
  keywords: 'recent list clear privacy',
  menu: 'file',
  rank: 15,
  perform: ({ state }) => state.forget(),
});
