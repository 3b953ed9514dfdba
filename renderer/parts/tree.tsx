/** A tree of any length: rows as they scroll into view, walked by keyboard, read as a tree. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';

export interface TreeRow {
  readonly id: string;
  /** From 1. */
  readonly level: number;
  /** Undefined for a leaf. */
  readonly expanded?: boolean | undefined;
  /** What a typed letter looks for, and what a screen reader says. */
  readonly name: string;
  readonly content: ReactNode;
}

export function Tree(props: {
  readonly label: string;
  readonly rows: readonly TreeRow[];
  readonly selected: string | undefined;
  /** A first guess of a row's height in pixels. */
  readonly rowHeight: number;
  readonly onSelect: (id: string) => void;
  readonly onToggle: (id: string) => void;
}) {
  const { rows, selected, onSelect, onToggle } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [active, setActive] = useState<string | undefined>(undefined);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is made to change under us
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.rowHeight,
    getItemKey: (index) => rows[index]!.id,
    overscan: 8,
  });

  const at = rows.findIndex((row) => row.id === (active ?? selected));
  const current = at < 0 ? undefined : rows[at];

  // Follow a selection made elsewhere: on the canvas, or by the keys for next and previous.
  useEffect(() => {
    setActive(undefined);
    const index = rows.findIndex((row) => row.id === selected);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a new selection may scroll, never new rows
  }, [selected]);

  const go = (index: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setActive(row.id);
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };
  const act = (row: TreeRow): void =>
    row.expanded === undefined ? onSelect(row.id) : onToggle(row.id);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    };
    if (key in steps) go(steps[key]!);
    else if (!current) return;
    else if (key === 'Enter' || key === ' ') act(current);
    else if (key === 'ArrowRight' && current.expanded === false) onToggle(current.id);
    else if (key === 'ArrowLeft' && current.expanded === true) onToggle(current.id);
    else if (key === 'ArrowLeft')
      go(rows.findLastIndex((row, i) => i < at && row.level < current.level));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const items = virtual.getVirtualItems();
  const shown = items.some((item) => item.index === at);
  return (
    <div
      ref={scroller}
      className="tree"
      role="tree"
      aria-label={props.label}
      tabIndex={0}
      {...(current && shown && { 'aria-activedescendant': `${prefix}${at}` })}
      onKeyDown={onKeyDown}
    >
      <div className="tree-length" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]!;
          return (
            <div
              key={item.key}
              id={`${prefix}${item.index}`}
              ref={virtual.measureElement}
              data-index={item.index}
              className={`tree-row level-${row.level}`}
              role="treeitem"
              aria-level={row.level}
              aria-selected={row.id === selected}
              aria-label={row.name}
              {...(row.expanded !== undefined && { 'aria-expanded': row.expanded })}
              data-active={row === current || undefined}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => {
                setActive(row.id);
                act(row);
              }}
            >
              {row.content}
            </div>
          );
        })}
      </div>
    </div>
  );
}
