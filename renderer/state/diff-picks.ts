/** What a change of a comparison touches, lit on the canvas: from the list, or from a line of the picture. */
import { isPairLine, pairLine } from '#app/scene/compared.ts';
import { NO_LIGHT } from '#app/scene/light.ts';
import type { Making, State } from '../state.ts';
import { ALL_CHANGES } from './diff-list.ts';
import { readWays } from './diff-ways.ts';

/** `draw` puts the comparison on the canvas. */
export function diffPicks(
  making: Pick<Making, 'link' | 'set' | 'get'>,
  draw: () => void,
): Pick<State, 'pickChange' | 'pickPair'> {
  const { set, get } = making;
  let picked = 0;
  return {
    async pickChange(number) {
      const { comparing } = get();
      const change = comparing.phase === 'ready' ? comparing.rows[number] : undefined;
      if (!change || comparing.phase !== 'ready') return;
      const mine = ++picked;
      set({ diffRow: number });
      const { row, mark } = change;
      // What is only on one side may be out of the picture.
      const apart = mark !== 'changed' && get().diffShowing !== 'both';
      if (apart) set({ diffShowing: 'both' });
      if (apart || get().instead?.what !== 'diff') draw();
      if (row.sort === 'gap') return set({ light: NO_LIGHT });
      if (row.sort === 'pair') {
        const line = pairLine(row.from, row.to);
        const drawn = comparing.compared.edges.some(({ id }) => id === line);
        const refs = drawn ? [row.from, line, row.to] : [row.from, row.to];
        get().lightUp(refs, { reason: 'path', go: true });
        const ways = await readWays(making, row.from, row.to);
        if (ways && mine === picked) set({ pairWays: ways });
        return;
      }
      const refs = row.sort === 'resource' ? [row.id] : row.refs;
      get().lightUp(refs, { reason: 'finding', go: true });
      await get().locate(refs);
      if (mine === picked && get().diffRow === number)
        get().lightUp(refs, { reason: 'finding', go: true });
    },
    async pickPair(line) {
      const { comparing } = get();
      if (comparing.phase !== 'ready' || !isPairLine(line)) return;
      const number = comparing.rows.findIndex(
        ({ row }) => row.sort === 'pair' && pairLine(row.from, row.to) === line,
      );
      if (number < 0) return;
      get().showDrawer('diff');
      set({ diffFilter: ALL_CHANGES });
      await get().pickChange(number);
    },
  };
}
