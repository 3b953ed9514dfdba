/** The window: canvas beneath, panels over it, keys and drops heard everywhere. */
import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { CanvasView } from './canvas/view.tsx';
import { EngineContext } from './engine-context.ts';
import { useFocusKept } from './focus.ts';
import { isMac } from './keys.ts';
import type { Link } from './link.ts';
import { ByHand } from './panels/by-hand.tsx';
import { Collect } from './panels/collect.tsx';
import { Drawer } from './panels/drawer.tsx';
import { Inspector } from './panels/inspector/inspector.tsx';
import { Left } from './panels/left.tsx';
import { OverCanvas } from './panels/over-canvas.tsx';
import { HistorySheet } from './panels/history.tsx';
import { LintSheet } from './panels/lint-sheet.tsx';
import { Palette } from './panels/palette/palette.tsx';
import { ExportSheet } from './panels/export.tsx';
import { KeysSheet } from './panels/keys-sheet.tsx';
import { Spoken } from './panels/spoken.tsx';
import { Start } from './panels/start.tsx';
import { Status } from './panels/status.tsx';
import { Suppress } from './panels/suppress.tsx';
import { Topbar } from './panels/topbar.tsx';
import { actionFor, perform } from './perform.ts';
import { filesOfDrop } from './pick.ts';
import { useShade, wear } from './theme.ts';
import { useApp, useOpened, useWindow } from './use-state.ts';
import type { PathOf } from './wires.ts';
import { faultOf } from './words/fault.ts';

interface Parts {
  readonly link: Link;
  readonly pathOf: PathOf;
}

export function App({ link, pathOf }: Parts) {
  const frame = useRef<HTMLDivElement>(null);
  const free = useRef<HTMLDivElement>(null);
  const open = useOpened() !== undefined;
  // The picture first, and the panel that tells of it in a moment: both at once would hold the window up.
  const told = useDeferredValue(open);
  const panels = useApp((state) => state.panels);
  const drawerTab = useApp((state) => state.drawerTab);
  useKeys(link);
  useFocusKept(frame);
  const dropping = useDrops(pathOf);
  useTitle();
  return (
    <EngineContext value={link.engine}>
      <Shade />
      <div className="window" ref={frame}>
        <Topbar />
        <div className="body">
          <section aria-label="Picture">
            <CanvasView free={free} />
          </section>
          <div
            className="panels"
            data-left={open && panels.left}
            data-right={open && panels.right}
            data-drawer={open && panels.drawer ? drawerTab : false}
          >
            {open && told && panels.left && <Left />}
            <main className="free" ref={free}>
              <Start />
              <OverCanvas />
            </main>
            {open && panels.right && <Inspector />}
            {open && panels.drawer && <Drawer />}
          </div>
        </div>
        <Status />
        <Spoken />
      </div>
      <Palette />
      <Collect />
      <ExportSheet />
      <KeysSheet />
      <ByHand />
      <Suppress />
      <LintSheet />
      <HistorySheet />
      {dropping && (
        <div className="drop-veil" aria-hidden="true">
          <p>Drop to open</p>
        </div>
      )}
    </EngineContext>
  );
}

/** The page is light or dark. By itself: with another shade nothing else has to be made anew. */
function Shade(): null {
  const shade = useShade(useApp((state) => state.theme));
  useLayoutEffect(() => wear(shade), [shade]);
  return null;
}

function useKeys(link: Link): void {
  const store = useWindow();
  useEffect(() => {
    const mac = isMac();
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const action = actionFor(event, mac, store.getState().singleKeys);
      if (!action) return;
      // A dialog owns the keyboard while it is open, save for the key that closes the palette again. The browser's own
      // dialogs for the same keys, such as that to print, do not come up over it either.
      const inDialog = store.getState().dialog !== undefined;
      if (!inDialog || event.ctrlKey || event.metaKey) event.preventDefault();
      if (!inDialog) perform(store, action.id);
    };
    window.addEventListener('keydown', onKey);
    const unhear = link.shell.on('action', ({ id }) => perform(store, id));
    return () => {
      window.removeEventListener('keydown', onKey);
      unhear();
    };
  }, [store, link]);
}

/**
 * Opens what is dropped anywhere: by its path where that is known, so that it is remembered, and its picture kept beside it.
 * True while files hang over the window.
 */
function useDrops(pathOf: PathOf): boolean {
  const store = useWindow();
  const [dropping, setDropping] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setDropping(true);
    };
    // Between elements of the page there is always a next one; out of the window there is none.
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDropping(false);
    };
    const drop = (event: DragEvent): void => {
      setDropping(false);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      const state = store.getState();
      const [first, second] = event.dataTransfer.files;
      const path = first && !second ? pathOf(first) : '';
      if (path !== '') {
        void state.openPath(path);
        return;
      }
      filesOfDrop(event.dataTransfer).then(
        (files) => state.openFiles(files),
        (error: unknown) =>
          state.notify('failed', `Could not read what was dropped: ${faultOf(error)}`),
      );
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [store, pathOf]);
  return dropping;
}

function useTitle(): void {
  const title = useOpened()?.title;
  useEffect(() => {
    document.title = title === undefined ? 'Peerless' : `${title} – Peerless`;
  }, [title]);
}
