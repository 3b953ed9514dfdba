/** Where a key leads in the grid. */

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where the arrow keys and their kin lead from a place; undefined for a key that leads nowhere. */
export function step(
  key: string,
  mod: boolean,
  { row, column }: Place,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): Place | undefined {
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1];
  const to = (r: number, c: number) => ({
    row: Math.min(lastRow, Math.max(0, r)),
    column: Math.min(lastColumn, Math.max(0, c)),
  });
  switch (key) {
    case 'ArrowUp':
      return to(mod ? 0 : row - 1, column);
    case 'ArrowDown':
      return to(mod ? lastRow : row + 1, column);
    case 'ArrowLeft':
      return to(row, mod ? 0 : column - 1);
    case 'ArrowRight':
      return to(row, mod ? lastColumn : column + 1);
    case 'Home':
      return to(mod ? 0 : row, 0);
    case 'End':
      return to(mod ? lastRow : row, lastColumn);
    case 'PageUp':
      return to(row - size.page, column);
    case 'PageDown':
      return to(row + size.page, column);
    default:
      return undefined;
  }
}
