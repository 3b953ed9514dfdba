/** Canvas 2D draws large networks. */
import { defineAction } from './action.ts';

export default defineAction({
  id: 'draw-canvas',
  title: 'Draw large networks with Canvas',
  keywords: 'renderer 2d software',
  menu: 'view',
  rank: 82,
  checked: ({ state }) => state.drawingWish === 'canvas',
  perform: ({ state }) => state.wishDrawing('canvas'),
});
