/** WebGL draws large networks. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'draw-webgl',
  title: 'Draw large networks with WebGL',
  keywords: 'renderer gpu graphics card hardware',
  menu: 'view',
  rank: 83,
  checked: ({ state }) => state.drawingWish === 'webgl',
  perform: ({ state }) => state.wishDrawing('webgl'),
});
