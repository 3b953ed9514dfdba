/** Light colours. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'theme-light',
  title: 'Light theme',
  keywords: 'appearance colours bright day',
  menu: 'view',
  rank: 32,
  checked: ({ state }) => state.theme === 'light',
  perform: ({ state }) => state.setTheme('light'),
});
