/** Draws only what the selected finding touches, and its path. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'view-finding',
  title: 'View only what the finding touches',
  keywords: 'narrow filter path evidence',
  menu: 'view',
  rank: 29,
  disabled: ({ state }) =>
    state.selected?.kind === 'finding' ? undefined : 'Select a finding first.',
  perform: ({ state }) =>
    state.selected?.kind === 'finding' ? state.viewFinding(state.selected.fingerprint) : undefined,
});
