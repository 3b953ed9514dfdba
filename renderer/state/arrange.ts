/** The picture arranged by hand: boxes moved, containers collapsed, views given names, and all of it kept. */
import { MOST_NAME, MOST_VIEWS, type NamedView } from '#app/api/view.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { isInside } from '#app/scene/open.ts';
import { closedAt } from '#app/scene/parts/stretch.ts';
import type { Point, SceneNode } from '#app/scene/scene.ts';
import type { Making, State } from '../state.ts';
import { count } from '../words/count.ts';
import { faultOf } from '../words/fault.ts';
import { short } from '../words/visible.ts';
import { called } from './called.ts';
import { type Drawn, drawnOf } from './drawn.ts';
import { isPlain } from './instead.ts';
import { keptOf, movesIn, seenOf, withMoves } from './seen.ts';
import { drawnSelection } from './view.ts';

export interface ArrangeSlice {
  /** Views that have names, by name. */
  readonly views: readonly NamedView[];
  /** Where it is all kept; undefined where it lasts as long as Peerless runs. */
  readonly viewFile: string | undefined;
  /** Moves a box; it ends at the nearest place that is free. */
  readonly moveBox: (id: string, to: Point) => Promise<void>;
  /** Puts boxes back to where the layout had them; without ids, all of them. */
  readonly putBack: (ids?: readonly string[]) => Promise<void>;
  /** Draws containers as one box each, or with what they hold. */
  readonly fold: (ids: readonly string[], on: boolean) => Promise<void>;
  /** Draws VPCs with their subnets and route tables, or as cards; `go` looks at the first of them. */
  readonly openVpcs: (refs: readonly string[], on: boolean, go?: boolean) => Promise<void>;
  /** Lays out what is left for itself, or puts it back to its places in the whole picture. */
  readonly arrangeAnew: (on: boolean) => Promise<void>;
  /** Gives what is shown a name; a view of that name is replaced. */
  readonly saveView: (name: string) => void;
  readonly openNamed: (name: string) => Promise<void>;
  readonly renameView: (name: string, to: string) => void;
  readonly deleteView: (name: string) => void;
  /** Keeps what is shown and the named views, in a moment. */
  readonly keep: () => void;
  /** Keeps now what was to be kept in a moment. */
  readonly keepDue: () => Promise<void>;
}

/** Saving waits so long for the next change, in ms. */
const REST_MS = 250;

const NONE: Pick<Drawn, 'nodes' | 'nodesOf'> = { nodes: new Map(), nodesOf: new Map() };

const drawnIn = ({ source }: State): Pick<Drawn, 'nodes' | 'nodesOf'> =>
  source.phase === 'open' ? drawnOf(source.scene) : NONE;

/** The box of the selection that can be moved, where it is drawn. */
export function movable(state: State): SceneNode | undefined {
  if (!isPlain(state)) return undefined;
  const ref = drawnSelection(state);
  if (ref === undefined) return undefined;
  const { nodes, nodesOf } = drawnIn(state);
  const own = nodes.get(ref);
  return [...(nodesOf.get(ref) ?? []), ...(own ? [own] : [])].find(
    (n) => !nodeLooks[n.shape].container && !isInside(n),
  );
}

/** The VPC of the selection, opened or closed, where it is drawn and can be opened. */
export function openable(state: State): SceneNode | undefined {
  if (!isPlain(state)) return undefined;
  const { nodes } = drawnIn(state);
  const at = nodes.get(drawnSelection(state) ?? '');
  const vpc = at && isInside(at) ? nodes.get(at.parent ?? '') : at;
  return vpc?.shape === 'vpc' && !vpc.ghost ? vpc : undefined;
}

/** The innermost container that holds the selection, or that is selected. */
export function holderOf(state: State): SceneNode | undefined {
  const { nodes, nodesOf } = drawnIn(state);
  const { selected } = state;
  const ref = drawnSelection(state) ?? (selected?.kind === 'resource' ? selected.ref : undefined);
  const at = nodes.get(ref ?? '') ?? nodesOf.get(ref ?? '')?.[0];
  if (!at) return undefined;
  const box = isInside(at) ? nodes.get(at.parent ?? '') : at;
  return box && nodeLooks[box.shape].container ? box : nodes.get(box?.parent ?? '');
}

/** A second container of the same name is collapsed with the first. */
const main = (id: string): string => id.replace(/#\d+$/, '');

export const byViewName = (a: NamedView, b: NamedView): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

export function arrangeSlice({ link, set, get }: Making): ArrangeSlice {
  const engine = link.engine.call;
  let resting: ReturnType<typeof setTimeout> | undefined;
  /** What was selected in a container when it was collapsed: whoever expands it is back there. */
  const leftIn = new Map<string, string>();
  /** The last reason why it could not be kept: told once. */
  let told: string | undefined;

  async function keepNow(): Promise<void> {
    const state = get();
    if (state.source.phase !== 'open') return;
    const { handle } = state.source.opened;
    try {
      await engine.keepViews({
        handle,
        now: keptOf(state),
        views: [...state.views],
      });
      told = undefined;
    } catch (error) {
      const reason = faultOf(error);
      if (reason !== told) {
        get().notify('failed', `How this picture is arranged was not saved: ${reason}`);
      }
      told = reason;
    }
  }

  function names(after: readonly NamedView[], label: string): void {
    const before = get().views;
    set({ views: after });
    get().record({ kind: 'names', label, before, after });
    get().keep();
  }

  const labelOf = (id: string): string => called(get(), id);

  function isDrawn(ref: string): boolean {
    const { nodes, nodesOf } = drawnIn(get());
    return nodes.has(ref) || nodesOf.has(ref);
  }

  return {
    views: [],
    viewFile: undefined,
    async moveBox(id, to) {
      const label = labelOf(id);
      const came = { beside: false };
      // Moves are kept as they are with every VPC closed.
      const closed = (p: Point): Point => {
        const { source } = get();
        return closedAt(source.phase === 'open' ? source.scene.stretch : undefined, p, id);
      };
      await get().change(
        (now) => {
          const others = Object.entries(movesIn(now)).filter(([other]) => other !== id);
          return withMoves(now, { ...Object.fromEntries(others), [id]: closed(to) });
        },
        `move ${label}`,
        {
          told(after, scene) {
            // What is kept is where it came to stand: the same again, whatever is moved next.
            const node = drawnOf(scene).nodes.get(id);
            if (!node) return after;
            came.beside = Math.hypot(node.x - to.x, node.y - to.y) > 2;
            const stands = closedAt(scene.stretch, { x: node.x, y: node.y }, id);
            return withMoves(after, { ...movesIn(after), [id]: stands });
          },
        },
      );
      if (came.beside)
        get().notify('done', `${label} stands as near as there is room for it.`, 'undo');
    },
    async putBack(ids) {
      const wanted = ids && new Set(ids);
      await get().change(
        (now) => {
          const left = Object.entries(movesIn(now)).filter(([id]) => wanted && !wanted.has(id));
          return withMoves(now, Object.fromEntries(left));
        },
        ids?.length === 1 ? `put ${labelOf(ids[0]!)} back` : 'put all boxes back',
      );
    },
    async fold(ids, on) {
      const wanted = new Set(ids.map(main));
      const [first = ''] = wanted;
      const label = `${on ? 'collapse' : 'expand'} ${wanted.size === 1 ? labelOf(first) : count(wanted.size, 'container')}`;
      const { selected } = get();
      const done = await get().change((now) => {
        const rest = now.collapsed.filter((id) => !wanted.has(id));
        return { ...now, collapsed: on ? [...rest, ...wanted].sort() : rest };
      }, label);
      if (!done) return;
      await get().relight();
      get().look({ kind: 'show', ids: [...wanted] });
      const holder = drawnIn(get()).nodes.get(first);
      if (selected?.kind !== 'resource' || !holder) return;
      const inside = holder.holds?.includes(selected.ref) === true;
      if (on && inside) {
        leftIn.set(holder.ref, selected.ref);
        await get().selectResource(holder.ref);
      } else if (!on && selected.ref === holder.ref) {
        const left = leftIn.get(holder.ref);
        if (left !== undefined && isDrawn(left)) await get().selectResource(left);
        else get().clearSelection();
      }
    },
    async openVpcs(refs, on, go = false) {
      const wanted = new Set(refs);
      const [first = ''] = wanted;
      const what = wanted.size === 1 ? labelOf(first) : count(wanted.size, 'VPC');
      const done = await get().change(
        (now) => {
          const rest = now.opened.filter((ref) => !wanted.has(ref));
          return { ...now, opened: on ? [...rest, ...wanted].sort() : rest };
        },
        `${on ? 'open' : 'close'} ${what}`,
        { looks: go },
      );
      if (!done) return;
      await get().relight();
      if (go) get().look({ kind: 'to', ids: [first] });
    },
    async arrangeAnew(on) {
      await get().show(
        { anew: on ? {} : undefined },
        on ? 'arrange what is left anew' : 'put what is left to its places in the whole',
      );
    },
    saveView(text) {
      const name = text.trim().slice(0, MOST_NAME);
      if (name === '') return;
      const rest = get().views.filter((view) => view.name !== name);
      if (rest.length >= MOST_VIEWS)
        return get().notify('failed', `There are ${MOST_VIEWS} views already; delete one first.`);
      // Of a plan or a comparison one looks at other places than of the view.
      const sight = isPlain(get()) ? get().sight() : undefined;
      const view: NamedView = { name, view: keptOf(get()), ...(sight && { sight }) };
      names([...rest, view].sort(byViewName), `save the view ${short(name, 40)}`);
    },
    async openNamed(name) {
      const found = get().views.find((view) => view.name === name);
      if (!found) return;
      const shown = await get().show(seenOf(found.view), `open the view ${short(name, 40)}`);
      if (!shown) return;
      await get().relight();
      if (found.sight) get().look({ kind: 'at', ...found.sight });
    },
    renameView(name, text) {
      const to = text.trim().slice(0, MOST_NAME);
      const { views } = get();
      if (to === '' || to === name) return;
      if (views.some((view) => view.name === to))
        return get().notify(
          'failed',
          `There is a view ${short(to, 40)} already. Give another name.`,
        );
      names(
        views.map((view) => (view.name === name ? { ...view, name: to } : view)).sort(byViewName),
        `rename the view ${short(name, 40)}`,
      );
    },
    deleteView(name) {
      const left = get().views.filter((view) => view.name !== name);
      names(left, `delete the view ${short(name, 40)}`);
      get().notify('done', `Deleted: ${short(name, 40)}.`, 'undo');
    },
    async keepDue() {
      if (resting === undefined) return;
      clearTimeout(resting);
      resting = undefined;
      await keepNow();
    },
    keep() {
      clearTimeout(resting);
      const { source } = get();
      const handle = source.phase === 'open' ? source.opened.handle : undefined;
      resting = setTimeout(() => {
        resting = undefined;
        const now = get().source;
        if (now.phase === 'open' && now.opened.handle === handle) void keepNow();
      }, REST_MS);
    },
  };
}
