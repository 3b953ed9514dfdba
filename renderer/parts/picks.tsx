/** Things to choose among, as many as there are: those in sight are on the page, arrow keys walk them, Space chooses. */
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useRem } from '../rem.ts';
import { count, number } from '../words/count.ts';
import { short } from '../words/visible.ts';
import { FIRST_SIGHT } from '../first-sight.ts';
import { Icon } from './icon.tsx';

interface Rows<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** What a screen reader says of a row. */
  readonly nameOf: (item: T) => string;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (key: string, on: boolean) => void;
  /** Ctrl+A, or Cmd+A. */
  readonly onChooseAll?: () => void;
  /** In pixels, at the usual size of type. */
  readonly rowHeight: number;
  /** What stands in a row beside its box; for a grid, its cells. */
  readonly draw: (item: T) => ReactNode;
  /** True when the keyboard is asked into the list; `onWishDone` says that it has gone there. */
  readonly wished?: boolean;
  readonly onWishDone?: () => void;
}

/** A list of which any number can be chosen; a table where it has a `head`. */
export function Picks<T>(
  props: Rows<T> & {
    readonly className: string;
    /** The columns, after the one of the boxes. */
    readonly head?: ReactNode;
    /** What shows where there is no row. */
    readonly empty?: ReactNode;
  },
) {
  const { items, keyOf, nameOf, chosen, onChoose, head, wished = false } = props;
  const isGrid = head !== undefined;
  const rowHeight = props.rowHeight * useRem();
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [wanted, setAt] = useState(0);
  const at = Math.max(0, Math.min(wanted, items.length - 1));
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is made to change under us
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 0, height: FIRST_SIGHT },
    overscan: 6,
    // The row the keyboard stands on is there even while it is out of sight.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(at, range.count - 1)])].sort(
        (a, b) => a - b,
      ),
  });
  // Rows are as high as they are said to be: nobody measures them.
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  useEffect(() => {
    if (!wished) return;
    scroller.current?.focus();
    props.onWishDone?.();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each wish
  }, [wished]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey;
    if (event.altKey || (mod && event.key !== 'a')) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: items.length - 1,
    };
    const item = items[at];
    if (event.key in steps) {
      const next = Math.max(0, Math.min(items.length - 1, steps[event.key]!));
      setAt(next);
      virtual.scrollToIndex(next, { align: 'auto' });
    } else if (event.key === ' ' && item !== undefined)
      onChoose(keyOf(item), !chosen.has(keyOf(item)));
    else if (mod && props.onChooseAll) props.onChooseAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={scroller}
      className={`picks ${props.className}`}
      role={isGrid ? 'grid' : 'listbox'}
      aria-label={props.label}
      aria-multiselectable="true"
      {...(isGrid && { 'aria-rowcount': items.length + 1 })}
      {...(items.length > 0 && { 'aria-activedescendant': `${prefix}${at}` })}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {isGrid && (
        <div role="rowgroup" className="picks-head">
          <div role="row" aria-rowindex={1}>
            {head}
          </div>
        </div>
      )}
      <div
        role={isGrid ? 'rowgroup' : 'presentation'}
        style={{ position: 'relative', height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const item = items[index]!;
          const key = keyOf(item);
          const on = chosen.has(key);
          const box = (
            <span className="checkbox bare" data-selected={on || undefined}>
              <span className="box" aria-hidden="true">
                <Icon id="check" size={12} />
              </span>
            </span>
          );
          return (
            <div
              key={key}
              id={`${prefix}${index}`}
              className="pick"
              role={isGrid ? 'row' : 'option'}
              aria-label={nameOf(item)}
              aria-selected={on}
              {...(isGrid
                ? { 'aria-rowindex': index + 2 }
                : { 'aria-posinset': index + 1, 'aria-setsize': items.length })}
              data-key={key}
              data-at={index === at || undefined}
              style={{ transform: `translateY(${start}px)`, height: size }}
              onClick={() => {
                setAt(index);
                onChoose(key, !on);
              }}
            >
              {isGrid ? <span role="gridcell">{box}</span> : box}
              {props.draw(item)}
            </div>
          );
        })}
      </div>
      {items.length === 0 && props.empty}
    </div>
  );
}

/** More choices than this can be searched. */
const MANY = 12;

/** A field of such a list, under its title, with how many are chosen and, where there are many, a search. */
export function PickField<T>(
  props: Omit<Rows<T>, 'label' | 'chosen'> & {
    readonly title: string;
    readonly chosen: readonly string[];
    /** Below it, in small. */
    readonly says?: ReactNode;
  },
) {
  const { title, items, nameOf } = props;
  const [text, setText] = useState('');
  const asked = useDeferredValue(text).trim().toLowerCase();
  const found =
    asked === '' ? items : items.filter((item) => nameOf(item).toLowerCase().includes(asked));
  return (
    <div className="field" role="group" aria-label={title}>
      <span className="row">
        <span className="grow">
          {title}{' '}
          {props.chosen.length > 0 && (
            <span className="tally">{`${number(props.chosen.length)} of ${number(items.length)}`}</span>
          )}
        </span>
        {items.length > MANY && (
          <SearchField className="search-field pick-search" value={text} onChange={setText}>
            <Label className="hidden-label">Find in {title}</Label>
            <Icon id="search" size={14} />
            <Input placeholder={`Find one of ${number(items.length)}`} spellCheck="false" />
            <Button className="icon-button small" aria-label="Clear the search">
              <Icon id="close" size={12} />
            </Button>
          </SearchField>
        )}
      </span>
      <Picks
        {...props}
        label={title}
        className="pick-list"
        items={found}
        chosen={new Set(props.chosen)}
        empty={
          <p className="quiet pick-none" role="status">
            None of {count(items.length, 'choice')} is called “{short(text, 60)}”.
          </p>
        }
      />
      {props.says}
    </div>
  );
}
