/** A tree of any length: rows as they scroll into view, walked by keyboard, read as a tree. */
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useRem } from '../rem.ts';

export interface TreeRow<T> {
  readonly id: string;
  /** From 1. */
  readonly level: number;
  /** The how manieth of its siblings it is, from 1, and how many those are: most of them are not on the page. */
  readonly place: number;
  readonly of: number;
  /** Undefined for a leaf. */
  readonly expanded?: boolean | undefined;
  /** What it shows; drawn only while in sight. */
  readonly item: T;
}

export function Tree<T>(props: {
  readonly label: string;
  readonly rows: readonly TreeRow<T>[];
  readonly selected: string | undefined;
  /** Id of the row the keyboard stands on; where none, it stands on the selected one, or the first. */
  readonly at: string | undefined;
  /** True when the keyboard is asked into the tree; `onWishDone` says that it has gone there. */
  readonly wished?: boolean;
  readonly onWishDone?: () => void;
  /** A first guess of a row's height, in pixels at the usual size of type. */
  readonly rowHeight: number;
  /** What a screen reader says of a row. */
  readonly nameOf: (item: T) => string;
  readonly draw: (item: T) => ReactNode;
  readonly onStand: (id: string) => void;
  readonly onSelect: (id: string) => void;
  readonly onToggle: (id: string) => void;
}) {
  const { rows, selected, at: wanted, wished = false, onSelect, onStand, onToggle } = props;
  const rem = useRem();
  const scroller = useRef<HTMLDivElement>(null);
  /** True while the keyboard is in here; a row that goes away takes the focus with it, and says nothing. */
  const inside = useRef(false);
  const standing = rows.findIndex((row) => row.id === wanted);
  const at =
    standing >= 0
      ? standing
      : Math.max(
          0,
          rows.findIndex((row) => row.id === selected),
        );
  const current = rows[at];
  const height = props.rowHeight * rem;
  // With others, every row of thousands is placed anew.
  const estimateSize = useCallback(() => height, [height]);
  const getItemKey = useCallback((index: number) => rows[index]!.id, [rows]);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is made to change under us
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    getItemKey,
    overscan: 8,
    // The row that Tab leads to is there even while it is out of sight.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(at, range.count - 1)])].sort(
        (a, b) => a - b,
      ),
  });

  // Follow a selection made elsewhere: on the canvas, or by the keys for next and previous.
  useEffect(() => {
    const index = rows.findIndex((row) => row.id === selected);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a new selection may scroll, never new rows
  }, [selected]);

  const focusRow = (): void => {
    const row = scroller.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]');
    if (row && row !== document.activeElement) row.focus({ preventScroll: true });
  };
  // The focus follows the row that the keyboard stands on, and passes to its heir when that row goes away.
  useLayoutEffect(() => {
    if (inside.current) focusRow();
  });
  useEffect(() => {
    if (!wished) return;
    inside.current = true;
    if (rows[at]) virtual.scrollToIndex(at, { align: 'auto' });
    focusRow();
    props.onWishDone?.();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each wish
  }, [wished]);

  const go = (index: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, index));
    const row = rows[next];
    if (!row) return;
    onStand(row.id);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const act = (row: TreeRow<T>): void =>
    row.expanded === undefined ? onSelect(row.id) : onToggle(row.id);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    };
    if (key in steps) go(steps[key]!);
    else if (key === 'Enter' || key === ' ') act(current);
    else if (key === 'ArrowRight' && current.expanded === false) onToggle(current.id);
    else if (key === 'ArrowRight' && current.expanded === true) go(at + 1);
    else if (key === 'ArrowLeft' && current.expanded === true) onToggle(current.id);
    else if (key === 'ArrowLeft')
      go(rows.findLastIndex((row, i) => i < at && row.level < current.level));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={scroller}
      className="tree"
      role="tree"
      aria-label={props.label}
      onKeyDown={onKeyDown}
      onFocus={() => (inside.current = true)}
      onBlur={(event: FocusEvent) => {
        if (event.relatedTarget) inside.current = event.currentTarget.contains(event.relatedTarget);
        // To nowhere: the window was left, or what had the focus is gone. Only the first leaves the row there.
        else if (event.target.isConnected) inside.current = false;
      }}
    >
      <div className="tree-length" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]!;
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={`tree-row level-${row.level}`}
              role="treeitem"
              aria-level={row.level}
              aria-selected={row.id === selected}
              aria-label={props.nameOf(row.item)}
              aria-posinset={row.place}
              aria-setsize={row.of}
              {...(row.expanded !== undefined && { 'aria-expanded': row.expanded })}
              tabIndex={row === current ? 0 : -1}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => {
                onStand(row.id);
                act(row);
              }}
            >
              {props.draw(row.item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
