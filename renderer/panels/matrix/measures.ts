/** Measures of the grid, in pixels at the usual size of type; styles/matrix.css has the same for what does not vary. */
import type { MatrixVpc } from '#app/api/engine.ts';
import { vpcName } from './words.ts';

/** Side of a cell. */
export const CELL = 18;

/** Band that names account and Region, beside or above the names. */
export const BAND = 20;

/** Width of the row headers, height of the column headers, in pixels of the page. */
export interface Head {
  readonly width: number;
  readonly height: number;
}

/** About the width of a letter of a name. */
const LETTER = 7;
const PAD = 16;

/** Headers as wide as the longest name needs, within bounds: cells come first. `rem` is how large the type is. */
export function headOf(vpcs: readonly MatrixVpc[], rem: number): Head {
  const longest = Math.max(0, ...vpcs.map((vpc) => vpcName(vpc).length)) * LETTER + PAD;
  const within = (least: number, most: number): number =>
    Math.round(rem * (BAND + Math.min(most, Math.max(least, longest))));
  return { width: within(96, 200), height: within(64, 160) };
}
