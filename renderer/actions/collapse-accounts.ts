/** Draws every account as one box. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'collapse-accounts',
  title: 'Collapse all accounts',
  keywords: 'fold overview less',
  menu: 'view',
  rank: 63,
  disabled: ({ state }) =>
    state.source.phase === 'open' && state.source.scene.nodes.some((n) => n.shape === 'account')
      ? undefined
      : 'There is no account to collapse.',
  perform: ({ state }) =>
    state.source.phase === 'open'
      ? state.fold(
          state.source.scene.nodes.filter((n) => n.shape === 'account').map((n) => n.id),
          true,
        )
      : undefined,
});
