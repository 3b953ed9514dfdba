/** The canvas in the window: feeds the one Canvas from the state, and turns gestures into verbs. */
import {
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { isPairLine } from '#app/scene/compared.ts';
import type { Scene } from '#app/scene/scene.ts';
import { isOpened } from '#app/scene/open.ts';
import { movable } from '../state/arrange.ts';
import { wayIn } from '../state/drawing.ts';
import { drawnOf } from '../state/drawn.ts';
import { visibleIn } from '../state/findings.ts';
import { isPlain } from '../state/instead.ts';
import { inSlices } from '../slices.ts';
import { useApp, useOpen, useWindow } from '../use-state.ts';
import { useShade } from '../theme.ts';
import { short } from '../words/visible.ts';
import { marking, type Marks, marksOf, NO_MARKS } from './badges.ts';
import { Canvas } from './canvas.ts';
import { Captions } from './captions.tsx';
import { Minimap } from './minimap.tsx';
import { StopMark } from './stop-mark.tsx';
import { neighbour, type Direction } from './neighbour.ts';
import { besideButtons, type Insets } from './viewport.ts';
import type { Words } from './written.ts';

/** Badges follow the list a moment after it last changed: typing in a filter must not wait for them. */
const REST_MS = 120;

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const WAYS: Readonly<Record<Direction, { readonly x: number; readonly y: number }>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};
/** How far keys move a box, in pixels at scale 1, and how long they rest before it is put down, in ms. */
const STEP = 16;
const FAR_STEP = 120;
const PUT_DOWN_MS = 400;

/** How far the panels reach over the host: `free` is the part that none covers. `clear`: and the buttons for the viewport. */
function insetsOf(host: HTMLElement, free: HTMLElement | null, clear: boolean): Insets {
  if (!free) return { left: 0, top: 0, right: 0, bottom: 0 };
  const [all, open] = [host.getBoundingClientRect(), free.getBoundingClientRect()];
  const insets = {
    left: open.left - all.left,
    top: open.top - all.top,
    right: all.right - open.right,
    bottom: all.bottom - open.bottom,
  };
  const buttons = clear ? free.querySelector('.zoom-bar') : null;
  return buttons ? besideButtons(insets, open, buttons.getBoundingClientRect()) : insets;
}

export function CanvasView({ free }: { readonly free: RefObject<HTMLElement | null> }) {
  const store = useWindow();
  const host = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<Canvas>();
  // The map stands where no panel covers it, beside the buttons for the viewport.
  const [room, setRoom] = useState<HTMLElement | null>(null);
  const scene = useOpen()?.scene;
  const light = useApp((state) => state.light);
  const selected = useApp((state) => state.selected);
  const viewport = useApp((state) => state.viewport);
  const listed = useApp(visibleIn);
  const plan = useApp((state) => state.instead?.marks);
  const planned = useApp((state) => !isPlain(state));
  const marked = useRef<Scene>(undefined);
  const marks = useApp((state) => state.marks);
  const way = useApp(wayIn);
  const shade = useShade(useApp((state) => state.theme));

  useEffect(() => {
    if (!host.current) return;
    const element = host.current;
    const verbs = () => store.getState();
    const drawn = () => {
      const { source } = verbs();
      return source.phase === 'open' ? drawnOf(source.scene) : undefined;
    };
    const made = new Canvas(
      element,
      {
        node: (id) => {
          const node = drawn()?.nodes.get(id);
          if (node) void verbs().selectResource(node.ref);
        },
        edge: (id) => {
          const ref = drawn()?.edges.get(id)?.refs[0];
          if (ref === undefined) return;
          if (isPairLine(ref)) void verbs().pickPair(ref);
          else void verbs().selectResource(ref);
        },
        ground: () => verbs().clearSelection(),
        open: (id) => {
          const node = drawn()?.nodes.get(id);
          if (node?.shape === 'folded') void verbs().fold([id], false);
          else if (node?.shape === 'vpc' && !node.ghost && isPlain(verbs()))
            void verbs().openVpcs([node.ref], !isOpened(node), true);
          else verbs().look({ kind: 'to', ids: [id] });
        },
        container: (id) => {
          if (isPlain(verbs())) void verbs().fold([id], true);
        },
        mayMove: () => isPlain(verbs()),
        move: (id, at) => verbs().moveBox(id, at),
      },
      (clear = false) => insetsOf(element, free.current, clear),
    );
    setCanvas(made);
    setRoom(free.current);
    store.setState({ sight: () => made.sight(), stands: () => made.stands() });
    void document.fonts.ready.then(() => made.retype());
    document.fonts.addEventListener('loadingdone', () => made.retype());
    window.__peerless = {
      drawn: () => made.drawn(),
      positionOf: (id) => made.positionOf(id),
      boxOf: (id) => made.boxOf(id),
      words: () => made.written().words,
    };
    return () => {
      delete window.__peerless;
      store.setState({ sight: () => undefined, stands: () => undefined });
      made.destroy();
    };
  }, [store, free]);

  const map = useApp((state) => state.panels.minimap);
  const standing = useApp((state) =>
    state.selected?.kind === 'resource' ? state.places[state.selected.ref]?.node : undefined,
  );

  const chosen = useMemo(() => {
    const ids = new Set<string>();
    if (selected?.kind !== 'resource' || !scene) return ids;
    const { nodesOf, edgesOf } = drawnOf(scene);
    for (const { id } of nodesOf.get(selected.ref) ?? []) ids.add(id);
    for (const { id } of edgesOf.get(selected.ref) ?? []) ids.add(id);
    // What is not drawn itself is marked by the box that stands for it.
    if (ids.size === 0 && standing !== undefined) ids.add(standing);
    return ids;
  }, [scene, selected, standing]);

  useEffect(() => canvas?.setTheme(shade), [canvas, shade]);
  useEffect(() => canvas?.drawWith(way, () => store.getState().webglLost()), [canvas, way, store]);
  useEffect(() => canvas?.show(scene, plan), [canvas, scene, plan]);
  useEffect(() => canvas?.mark(light, chosen), [canvas, light, chosen]);
  useEffect(() => {
    if (!canvas || !scene) return;
    const rest = scene === marked.current ? REST_MS : 0;
    marked.current = scene;
    // Findings are about the network as it is, not about what a plan makes of it, nor about two of them.
    const badge = (now: Marks): void => {
      canvas.badge(now);
      store.getState().setMarks(now);
    };
    if (planned) return badge(NO_MARKS);
    let wanted = true;
    const mark = async (): Promise<void> => {
      if (await inSlices([marking(scene, listed)], () => wanted)) badge(marksOf(scene, listed));
    };
    // Those of another scene follow at once, yet not in the same breath: both take their time in a large network.
    const timer = setTimeout(() => void mark(), rest);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [canvas, scene, listed, planned, store]);
  useEffect(() => {
    if (viewport) canvas?.go(viewport.look);
  }, [canvas, viewport]);

  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Moves the selected box a step; it is put down when the keys rest. True where there was one to move. */
  const nudge = (direction: Direction, far: boolean): boolean => {
    const box = movable(store.getState());
    if (!canvas || !box) return false;
    const step = far ? FAR_STEP : STEP;
    canvas.nudge(box.id, { x: WAYS[direction].x * step, y: WAYS[direction].y * step });
    clearTimeout(resting.current);
    resting.current = setTimeout(() => canvas.drop(), PUT_DOWN_MS);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.key];
    if (canvas?.moving && event.key === 'Escape') {
      clearTimeout(resting.current);
      canvas.letGo();
      return event.preventDefault();
    }
    if (direction && event.altKey && !event.ctrlKey && !event.metaKey) {
      // Alt and an arrow leave the page in some browsers: never from here.
      event.preventDefault();
      nudge(direction, event.shiftKey);
      return;
    }
    if (!scene || event.ctrlKey || event.metaKey || event.altKey) return;
    if (direction) {
      const { nodes } = drawnOf(scene);
      const from = [...chosen].find((id) => nodes.has(id));
      const next = nodes.get(neighbour(scene, from, direction) ?? '');
      if (next) void store.getState().selectResource(next.ref, true);
    } else if (event.key === 'Enter' && chosen.size > 0)
      store.getState().look({ kind: 'to', ids: [...chosen] });
    else return;
    event.preventDefault();
  };

  // The picture first, and what stands on it in a moment: both at once would hold the window up.
  const settled = useDeferredValue(scene);
  const boxes = scene ? drawnOf(scene).boxes : 0;
  return (
    <div className="canvas-area">
      <div
        ref={host}
        className="canvas"
        role="application"
        tabIndex={scene ? 0 : -1}
        aria-label={
          scene
            ? `Network picture: ${short(scene.title)}, ${boxes} boxes, ${scene.edges.length} lines. Arrow keys move from box to box, with Alt they move the box. The Network tab lists the same.`
            : 'Network picture, empty'
        }
        onKeyDown={onKeyDown}
      />
      {canvas && scene && settled && room && (
        <Captions canvas={canvas} scene={settled} marks={marks} room={room} />
      )}
      {canvas && scene && <StopMark canvas={canvas} scene={scene} />}
      {canvas &&
        scene &&
        settled &&
        map &&
        room &&
        createPortal(<Minimap canvas={canvas} scene={settled} room={room} />, room)}
    </div>
  );
}

declare global {
  interface Window {
    /** Says what is drawn, to tests. */
    __peerless?: Pick<Canvas, 'drawn' | 'positionOf' | 'boxOf'> & { words(): readonly Words[] };
  }
}
