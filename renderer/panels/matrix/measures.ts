/** Measures of the grid in pixels; styles/matrix.css has the same. */

/** Side of a cell. */
export const CELL = 18;

/** Width of the row headers, height of the column headers. */
export const HEAD = { width: 176, height: 124 } as const;
