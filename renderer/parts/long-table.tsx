/** A table that may be long: its head stays a head, whatever part of the rows is on the page. */
import type { ReactNode, Ref } from 'react';
import { Long } from './long.tsx';

export function LongTable<T>(props: {
  readonly label: string;
  readonly className: string;
  readonly columns: readonly string[];
  readonly items: readonly T[];
  /** So many rows show at first. */
  readonly few: number;
  /** A first guess of a row's height, in pixels at the usual size of type. */
  readonly rowHeight: number;
  readonly rowClass?: (item: T) => string | undefined;
  /** The cells of a row. */
  readonly draw: (item: T) => ReactNode;
}) {
  const { label, columns, items, rowClass, draw } = props;
  return (
    <Long label={label} items={items} few={props.few} rowHeight={props.rowHeight}>
      {({ rows, above, below, measure }) => (
        <table
          className={`grid ${props.className}`}
          aria-label={label}
          aria-rowcount={items.length + 1}
        >
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <Room height={above} />
          <tbody>
            {rows.map(({ item, index }) => (
              <tr
                key={index}
                ref={measure as Ref<HTMLTableRowElement>}
                data-index={index}
                aria-rowindex={index + 2}
                className={rowClass?.(item)}
              >
                {draw(item)}
              </tr>
            ))}
          </tbody>
          <Room height={below} />
        </table>
      )}
    </Long>
  );
}

/** As much room as the rows that are not there would take. */
const Room = ({ height }: { readonly height: number }) =>
  height === 0 ? null : (
    <tbody role="presentation">
      <tr role="presentation" style={{ height }} />
    </tbody>
  );
