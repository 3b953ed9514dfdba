/** Measures of the grid, in pixels at the usual size of type; styles/matrix.css has the same for what does not vary. */
import type { MatrixVpc } from '#app/api/engine.ts';
import { Names } from '#app/scene/telling.ts';
import { widthOf } from '#app/scene/text.ts';
import { short } from '../../words/visible.ts';

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

/** Longer names are cut before anybody tells them apart. */
const LONGEST = 300;

/** What each VPC is called in the headers: by its name, with the end of its id where others have that too. */
function called(vpcs: readonly MatrixVpc[]): (vpc: MatrixVpc) => string {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { label } of vpcs) (seen.has(label) ? twice : seen).add(label);
  return ({ label, ref }) => short(label, LONGEST) + (twice.has(label) ? ` ${ref.slice(-4)}` : '');
}

/** Headers as wide as the longest name needs, within bounds: cells come first. `rem` is how large the type is. */
export function headOf(vpcs: readonly MatrixVpc[], rem: number): Head {
  const nameOf = called(vpcs);
  const longest = Math.max(0, ...vpcs.map((vpc) => nameOf(vpc).length)) * LETTER + PAD;
  const within = (least: number, most: number): number =>
    Math.round(rem * (BAND + Math.min(most, Math.max(least, longest))));
  return { width: within(96, 200), height: within(64, 160) };
}

/** Size of a name in a header. */
const FONT = { size: 11.5 } as const;
/** What a header has beside its name: the band, and air. */
const BESIDE = { row: BAND + 14, column: BAND + 9 } as const;

/** What stands in the header of a VPC; the row's and the column's have each their room. */
export type HeadName = (vpc: MatrixVpc, of: 'row' | 'column') => string;

/** Names that fit, and others cut so that what is left still tells them from all others. */
export function headNames(
  vpcs: readonly MatrixVpc[],
  { width, height }: Head,
  rem: number,
): HeadName {
  const room = { row: width / rem - BESIDE.row, column: height / rem - BESIDE.column };
  const nameOf = called(vpcs);
  let names: Names | undefined;
  const told = new Map<string, string>();
  return (vpc, of) => {
    const key = `${of} ${vpc.ref}`;
    const known = told.get(key);
    if (known !== undefined) return known;
    const fits = (text: string): boolean => widthOf(text, FONT) <= room[of];
    const whole = nameOf(vpc);
    if (!fits(whole)) names ??= new Names(vpcs.map(nameOf));
    const cut = (names?.cut(whole, fits) ?? whole) || `…${vpc.ref.slice(-8)}`;
    told.set(key, cut);
    return cut;
  };
}
