/** The palette: one box for every resource, every finding and every action. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { Icon } from '../../parts/icon.tsx';
import { perform } from '../../perform.ts';
import type { Store } from '../../state.ts';
import { NO_FILTER } from '../../state/filter.ts';
import { useApp, useWindow } from '../../use-state.ts';
import { useSearch } from '../../use-search.ts';
import { type Found, foundFor, keyOf } from './found.ts';
import { idOf, LIST, Results } from './results.tsx';

const LABEL = 'Search resources and actions';
/** More than one reads: who wants the rest types on. */
const MOST = 30;
const PAGE_ROWS = 8;

export function Palette() {
  const open = useApp((state) => state.dialog === 'palette');
  const show = useApp((state) => state.showDialog);
  return (
    <ModalOverlay
      className="overlay top"
      isDismissable
      isOpen={open}
      onOpenChange={(is) => !is && show(undefined)}
    >
      <Modal className="sheet palette">
        <Dialog className="sheet-body" aria-label={LABEL}>
          <Search />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Why a row cannot be followed now; undefined where it can. */
const reasonOf = (found: Found): string | undefined =>
  found.is === 'action' && found.reason !== undefined
    ? `${found.action.title} cannot be done now. ${found.reason}`
    : undefined;

/** Does what a row stands for. */
function follow(store: Store, found: Found, text: string): void {
  const state = store.getState();
  state.showDialog(undefined);
  switch (found.is) {
    case 'resource':
      return void state.selectResource(found.hit.ref, true);
    case 'finding':
      return void state.selectFinding(found.row.fingerprint);
    case 'findings':
      state.setFilter({ ...NO_FILTER, text });
      return state.enterList('list');
    case 'recent':
      return void state.openPath(found.source.path);
    case 'action':
      return perform(store, found.action.id);
  }
}

function Search() {
  const store = useWindow();
  const [text, setText] = useState('');
  /** The row that was pointed at, by hand or by key, since the text last changed. */
  const [pointed, setPointed] = useState<string>();
  /** Whether one was chosen that could not be followed at once, since something else was typed or pointed at. */
  const [chosen, setChosen] = useState(false);
  const searched = useSearch(text, MOST);
  const state = useApp((s) => s);
  const { hits, total, query } = searched;
  const groups = useMemo(
    () => foundFor(state, text, { hits, total, query }),
    [state, text, hits, total, query],
  );
  const rows = groups.flatMap(({ items }) => items);
  const load = state.loadRemembered;
  useEffect(() => void load(), [load]);

  const stands = pointed === undefined ? -1 : rows.findIndex((row) => keyOf(row) === pointed);
  const at = Math.max(stands, 0);
  const current = rows[at];
  // Enter means what is found for all that was typed, not for the half of it that was answered first.
  const isEarly = searched.phase === 'searching' && stands < 0;
  // What was meant by it is not there where nothing was found out: another row is not it.
  const isMeant = chosen && !(searched.phase === 'failed' && stands < 0);
  const reason = isMeant && !isEarly && current ? reasonOf(current) : undefined;
  const followed = useRef(false);
  useEffect(() => {
    if (!isMeant || isEarly || !current || reason !== undefined || followed.current) return;
    followed.current = true;
    follow(store, current, text);
  });

  const pointAt = (row: Found | undefined): void => {
    setPointed(row && keyOf(row));
    setChosen(false);
  };
  // At once, where it can be: a browser lets a page ask for files only while it handles a click or a key.
  const choose = (row: Found): void => {
    if (reasonOf(row) === undefined) return follow(store, row, text);
    pointAt(row);
    setChosen(true);
  };
  const point = (index: number): void => {
    const row = rows[index];
    if (!row) return;
    pointAt(row);
    document.getElementById(idOf(row))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // An input method has its own use for these keys.
    if (event.nativeEvent.isComposing || rows.length + Number(isEarly) === 0) return;
    const last = rows.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at === 0 ? last : at - 1,
      PageDown: Math.min(last, at + PAGE_ROWS),
      PageUp: Math.max(0, at - PAGE_ROWS),
    };
    const to = steps[event.key];
    if (to !== undefined) point(to);
    else if (event.key !== 'Enter') return;
    else if (isEarly || !current) setChosen(true);
    else choose(current);
    event.preventDefault();
  };
  return (
    <>
      <div className="palette-input">
        <Icon id="search" />
        <input
          role="combobox"
          aria-label={LABEL}
          aria-autocomplete="list"
          aria-expanded={rows.length > 0}
          aria-controls={LIST}
          {...(current && { 'aria-activedescendant': idOf(current) })}
          value={text}
          onChange={(event) => {
            pointAt(undefined);
            setText(event.target.value);
            document.getElementById(LIST)?.scrollTo({ top: 0 });
          }}
          onKeyDown={onKeyDown}
          autoFocus
          autoComplete="off"
          placeholder="Name, id, ARN, CIDR, address, tag, account; a finding or an action"
          spellCheck={false}
        />
      </div>
      <Results
        groups={groups}
        searched={searched}
        current={current}
        refused={reason}
        onPoint={pointAt}
        onChoose={choose}
        onAgain={() => {
          setChosen(false);
          searched.again();
        }}
      />
    </>
  );
}
