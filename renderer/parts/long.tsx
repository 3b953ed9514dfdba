/** Lists and tables that may be long: a few rows at first, then all of them in a box that holds only what is in sight. */
import { type ReactNode, type Ref, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRem } from '../rem.ts';
import { number } from '../words/count.ts';

/** What a list has to know to put the rows of a stretch between two spaces as high as the rest. */
export interface Stretch<T> {
  readonly rows: readonly { readonly item: T; readonly index: number }[];
  readonly above: number;
  readonly below: number;
  readonly measure: Ref<HTMLElement>;
}

/** Draws `few` of the items, and on demand all of them, scrolled in a box of their own. */
export function Long<T>(props: {
  /** What the box is called once it scrolls by itself. */
  readonly label: string;
  readonly items: readonly T[];
  readonly few: number;
  /** A first guess of a row's height, in pixels at the usual size of type. */
  readonly rowHeight: number;
  readonly children: (stretch: Stretch<T>) => ReactNode;
}) {
  const { label, items, few, rowHeight, children } = props;
  const [all, setAll] = useState(false);
  if (all && items.length > few)
    return (
      <Box label={label} items={items} rowHeight={rowHeight}>
        {children}
      </Box>
    );
  const rows = items.slice(0, few).map((item, index) => ({ item, index }));
  return (
    <>
      {children({ rows, above: 0, below: 0, measure: null })}
      {rows.length < items.length && (
        <Button className="text-button" onPress={() => setAll(true)}>
          Show all {number(items.length)}
        </Button>
      )}
    </>
  );
}

function Box<T>(props: {
  readonly label: string;
  readonly items: readonly T[];
  readonly rowHeight: number;
  readonly children: (stretch: Stretch<T>) => ReactNode;
}) {
  const { label, items, rowHeight, children } = props;
  const rem = useRem();
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is made to change under us
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight * rem,
    overscan: 8,
  });
  const seen = virtual.getVirtualItems();
  const [first, last] = [seen[0], seen.at(-1)];
  return (
    <div ref={scroller} className="long-box" tabIndex={0} role="group" aria-label={label}>
      {children({
        rows: seen.map(({ index }) => ({ item: items[index]!, index })),
        above: first?.start ?? 0,
        below: virtual.getTotalSize() - (last?.end ?? 0),
        measure: virtual.measureElement,
      })}
    </div>
  );
}

/** The same as a list. */
export function LongList<T>(props: {
  readonly label: string;
  readonly items: readonly T[];
  readonly few?: number;
  readonly rowHeight?: number;
  readonly className: string;
  readonly ordered?: boolean;
  readonly keyOf: (item: T, index: number) => string;
  readonly lit?: (index: number) => boolean;
  readonly draw: (item: T, index: number) => ReactNode;
}) {
  const { items, className, ordered = false, keyOf, lit, draw } = props;
  const Tag = ordered ? 'ol' : 'ul';
  return (
    <Long
      label={props.label}
      items={items}
      few={props.few ?? FEW}
      rowHeight={props.rowHeight ?? ROW}
    >
      {({ rows, above, below, measure }) => (
        <Tag className={className} style={{ paddingTop: above, paddingBottom: below }}>
          {rows.map(({ item, index }) => (
            <li
              key={keyOf(item, index)}
              ref={measure as Ref<HTMLLIElement>}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              data-lit={lit?.(index) || undefined}
            >
              {draw(item, index)}
            </li>
          ))}
        </Tag>
      )}
    </Long>
  );
}

/** So many entries of a list show at first. */
export const FEW = 40;
const ROW = 26;
