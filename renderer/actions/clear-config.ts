/** Lints by the rules' own settings again. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'clear-config',
  title: 'Let go of the configuration',
  keywords: 'remove forget default rules',
  menu: 'findings',
  rank: 63,
  disabled: ({ state }) =>
    state.lint?.config.name !== undefined || (state.lint?.config.suppressions ?? 0) > 0
      ? undefined
      : 'There is no configuration.',
  perform: ({ state }) => state.clearConfig(),
});
