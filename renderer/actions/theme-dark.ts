/** Dark colours. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'theme-dark',
  title: 'Dark theme',
  keywords: 'appearance colours night',
  menu: 'view',
  rank: 33,
  checked: ({ state }) => state.theme === 'dark',
  perform: ({ state }) => state.setTheme('dark'),
});
