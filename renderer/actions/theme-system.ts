/** Colours as the system has them. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'theme-system',
  title: 'Theme of the system',
  keywords: 'appearance colours automatic',
  menu: 'view',
  rank: 31,
  checked: ({ state }) => state.theme === 'system',
  perform: ({ state }) => state.setTheme('system'),
});
