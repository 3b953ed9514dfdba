/** Saves the baseline as a file. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'save-baseline',
  title: 'Save baseline…',
  keywords: 'file known keep',
  menu: 'findings',
  rank: 53,
  disabled: ({ state }) => (state.lint?.baseline ? undefined : 'There is no baseline.'),
  perform: ({ state }) => state.saveSettings('baseline'),
});
