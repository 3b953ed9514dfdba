/** What was measured to be faster draws large networks. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'draw-automatic',
  title: 'Draw large networks with what is faster here',
  keywords: 'automatic canvas webgl gpu graphics card renderer speed',
  menu: 'view',
  rank: 81,
  checked: ({ state }) => state.drawingWish === 'automatic',
  perform: ({ state }) => state.wishDrawing('automatic'),
});
