/** What is selected, what the inspector shows of it, and what the canvas lights up for it. */
import type { Inspection, SearchHit } from '#app/api/engine.ts';
import { isPlanned } from '#app/plan/design-shapes.ts';
import type { Finding, Place as FindingPlace } from '#app/rules/rule.ts';
import type { Making } from '../state.ts';
import { lightOf, NO_LIGHT, type Light, type Reason, type Stop } from '#app/scene/light.ts';
import { drawnOf } from './drawn.ts';
import { isRefreshing } from './refresh.ts';
import { isNarrowed } from './seen.ts';
import { faultOf } from '../words/fault.ts';
import { idsIn } from '../words/ids.ts';

export type Selected =
  | { readonly kind: 'finding'; readonly fingerprint: string }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'resource'; readonly ref: string };

export type Inspected =
  | { readonly phase: 'none' }
  | { readonly phase: 'loading'; readonly ref: string }
  | { readonly phase: 'ready'; readonly ref: string; readonly inspection: Inspection }
  | { readonly phase: 'failed'; readonly ref: string; readonly message: string };

/** What is known of a ref that may not be drawn itself. */
export type Place = Pick<SearchHit, 'label' | 'kind' | 'node'>;

export interface SelectionSlice {
  readonly selected: Selected | undefined;
  /** Where "back" leads, latest last. */
  readonly trail: readonly Selected[];
  readonly inspected: Inspected;
  readonly light: Light;
  readonly places: Readonly<Record<string, Place>>;
  readonly selectFinding: (fingerprint: string) => Promise<void>;
  readonly selectResource: (ref: string, go?: boolean) => Promise<void>;
  /** Shows what a rule says of itself. */
  readonly selectRule: (rule: string) => void;
  /** Lights one place of a finding, which stays selected. */
  readonly showPlace: (place: FindingPlace) => Promise<void>;
  /** Selects the next or previous finding of the list, around its end. */
  readonly stepFinding: (by: 1 | -1) => void;
  readonly back: () => void;
  readonly clearSelection: () => void;
  /** Puts a selected finding aside, where "back" leads: the canvas shows something else now. */
  readonly leaveFinding: () => void;
  /** One step out: an opening, or a plan in the making, is stopped; from the selection to none, then from a part to the whole network. */
  readonly stepBack: () => void;
  /** Draws only the inspected resource and its neighbours. */
  readonly focusSelected: () => Promise<void>;
  /** What is selected is looked up in a network that was read again; what is gone is not selected any more. `lit`: by it. */
  readonly selectAgain: (lit: boolean) => Promise<void>;
  /** After the picture has changed: a container that is selected is told of as it is drawn now, as one box or not. */
  readonly inspectDrawn: () => Promise<void>;
  /** Looks up labels and scene nodes of refs that are not known yet. */
  readonly locate: (refs: readonly string[]) => Promise<void>;
  /** Lights up again what is lit: boxes stand for other things since. */
  readonly relight: () => Promise<void>;
  /** Lights refs up in the order given; the viewport goes there if asked. */
  readonly lightUp: (
    refs: readonly string[],
    how: {
      readonly reason: Reason;
      readonly go: boolean;
      readonly ends?: readonly string[];
      /** How a path ends, where it does not arrive. */
      readonly stopped?: Omit<Stop, 'at'> | undefined;
    },
  ) => void;
}

/** Refs the canvas lights up for a finding: its path, else what it is about. */
export const refsOfFinding = (finding: Pick<Finding, 'path' | 'resources'>): readonly string[] =>
  finding.path.length > 0
    ? [...new Set([...finding.path, ...finding.resources])]
    : finding.resources;

const namedInPlaces = (places: readonly FindingPlace[]): readonly string[] =>
  places.flatMap(({ resource, detail }) => [resource, ...idsIn([detail])]);

/** Ids in what the inspector says of a resource, which are shown by name. */
const namedIn = ({ facts, tables }: Inspection): readonly string[] =>
  idsIn([...facts.map(({ value }) => value), ...tables.flatMap(({ rows }) => rows.flat())]);

const TRAIL = 50;
/** Looking up more than this many refs for one selection would be slower than it is useful. */
const MOST_LOOKUPS = 200;

export function selectionSlice({ link, set, get }: Making): SelectionSlice {
  const engine = link.engine.call;
  let turn = 0;

  const remember = (next: Selected): void => {
    const { selected, trail } = get();
    if (selected && JSON.stringify(selected) !== JSON.stringify(next))
      set({ trail: [...trail, selected].slice(-TRAIL) });
    set({ selected: next });
  };

  /** `again`: what is shown of it stays until it is there anew. */
  async function show(
    next: Selected,
    go: boolean,
    again?: { readonly lit: boolean },
  ): Promise<void> {
    const mine = ++turn;
    const { source } = get();
    if (source.phase !== 'open') return;
    const lightUp = (refs: readonly string[], reason: Reason): void => {
      if (!again || again.lit) get().lightUp(refs, { reason, go });
    };
    if (!again) set({ inspected: { phase: 'none' } });
    if (next.kind === 'rule') return;
    if (next.kind === 'finding') {
      const finding = await get().readFinding(next.fingerprint);
      if (!finding || mine !== turn) return;
      const refs = refsOfFinding(finding);
      lightUp(refs, 'finding');
      await get().locate(refs);
      // What was just located may add to what is lit: a route table lights its VPC.
      if (mine !== turn) return;
      lightUp(refs, 'finding');
      void get().locate(namedInPlaces(finding.places));
      return;
    }
    const { ref } = next;
    if (isPlanned(ref) || isCollapsed(ref)) {
      // The engine does not know it: the plan, or the picture, tells of it.
      lightUp([ref], 'resource');
      return;
    }
    if (!again) set({ inspected: { phase: 'loading', ref } });
    const located = get()
      .locate([ref])
      .then(() => {
        if (mine === turn) lightUp([ref], 'resource');
      });
    try {
      const handle = get().handleOf(ref) ?? source.opened.handle;
      const inspection = await engine.inspect({ handle, ref });
      if (mine !== turn) return;
      set({ inspected: { phase: 'ready', ref, inspection } });
      void get().locate(namedIn(inspection));
    } catch (error) {
      if (mine !== turn) return;
      if (again) return get().clearSelection();
      set({ inspected: { phase: 'failed', ref, message: faultOf(error) } });
    }
    await located;
  }

  function isCollapsed(ref: string): boolean {
    const { source } = get();
    if (source.phase !== 'open') return false;
    return (
      drawnOf(source.scene)
        .nodesOf.get(ref)
        ?.some((n) => n.shape === 'folded') ?? false
    );
  }

  /** Labels and scene nodes of refs; undefined where something else was opened meanwhile. */
  async function lookUp(refs: readonly string[]): Promise<Record<string, Place> | undefined> {
    const { source } = get();
    if (source.phase !== 'open' || refs.length === 0) return undefined;
    const { handle } = source.opened;
    const found = await Promise.all(
      refs.map(async (ref): Promise<[string, Place] | undefined> => {
        try {
          const home = get().handleOf(ref) ?? handle;
          const { hits } = await engine.search({ handle: home, text: ref, limit: 10 });
          const hit = hits.find((h) => h.ref === ref);
          return hit && [ref, { label: hit.label, kind: hit.kind, node: hit.node }];
        } catch {
          return undefined; // A ref that cannot be located is shown by its id.
        }
      }),
    );
    const now = get().source;
    if (now.phase !== 'open' || now.opened.handle !== handle) return undefined;
    return Object.fromEntries(found.filter((f) => f !== undefined));
  }

  /** What was lit last, to be lit again in a picture whose boxes stand for other things. */
  let again: (() => Promise<void>) | undefined;

  return {
    selected: undefined,
    trail: [],
    inspected: { phase: 'none' },
    light: NO_LIGHT,
    places: {},
    async selectFinding(fingerprint) {
      const next: Selected = { kind: 'finding', fingerprint };
      remember(next);
      get().standAtRow(fingerprint);
      get().togglePanel('right', true);
      await show(next, true);
    },
    async selectResource(ref, go = false) {
      const next: Selected = { kind: 'resource', ref };
      remember(next);
      get().togglePanel('right', true);
      await show(next, go);
    },
    selectRule(rule) {
      const next: Selected = { kind: 'rule', rule };
      remember(next);
      get().togglePanel('right', true);
      void show(next, false);
    },
    async showPlace({ resource, detail }) {
      const mine = ++turn;
      const refs = [resource, ...idsIn([detail])];
      await get().locate(refs);
      if (mine === turn) get().lightUp(refs, { reason: 'finding', go: true });
    },
    stepFinding(by) {
      const { selected, atRow } = get();
      const order = get().findingOrder();
      const at = selected?.kind === 'finding' ? order.indexOf(selected.fingerprint) : -1;
      // The selected one may have left the list: on from where the keyboard stands.
      if (at < 0 && atRow !== undefined && order.includes(atRow))
        return void get().selectFinding(atRow);
      const next =
        at < 0
          ? order[by > 0 ? 0 : order.length - 1]
          : order[(at + by + order.length) % order.length];
      if (next !== undefined) void get().selectFinding(next);
    },
    back() {
      const { trail } = get();
      const last = trail.at(-1);
      if (!last) return;
      set({ trail: trail.slice(0, -1), selected: last });
      void show(last, true);
    },
    clearSelection() {
      turn++;
      again = undefined;
      set({ selected: undefined, trail: [], inspected: { phase: 'none' }, light: NO_LIGHT });
    },
    leaveFinding() {
      const { selected, trail } = get();
      if (selected?.kind !== 'finding') return;
      turn++;
      set({
        selected: undefined,
        trail: [...trail, selected].slice(-TRAIL),
        inspected: { phase: 'none' },
      });
    },
    stepBack() {
      const { selected, light } = get();
      // What takes time is what one wants to be rid of first.
      if (get().source.phase === 'opening') get().stopOpening();
      else if (isRefreshing(get())) void get().stopRefresh();
      else if (get().planning.phase === 'working') get().stopPlan();
      else if (get().writing.length > 0) get().stopWriting();
      // What failed lies over the picture until it is put away.
      else if (get().failures.length > 0) get().dismiss(get().failures.at(-1)?.id);
      else if (selected || light.nodes.size + light.edges.size > 0) get().clearSelection();
      else if (get().instead?.what === 'plan') get().closePlan();
      else if (get().instead?.what === 'diff') get().closeDiff();
      else if (isNarrowed(get())) void get().showAll();
    },
    async focusSelected() {
      const { inspected } = get();
      if (inspected.phase !== 'ready') return;
      const { ref, inspection } = inspected;
      await get().setFocus({ ref, label: inspection.name || ref, depth: 1 });
      get().lightUp([ref], { reason: 'resource', go: false });
    },
    async selectAgain(lit) {
      const { trail, places, selected } = get();
      const isGone = async (one: Selected): Promise<boolean> =>
        one.kind === 'finding' && !(await get().hasFinding(one.fingerprint));
      const all = selected ? [...trail, selected] : trail;
      const [known, left] = await Promise.all([
        lookUp(Object.keys(places).slice(-MOST_LOOKUPS)),
        Promise.all(all.map(async (one) => ((await isGone(one)) ? one : undefined))),
      ]);
      const gone = new Set(left.filter((one) => one !== undefined));
      set({ trail: get().trail.filter((one) => !gone.has(one)) });
      if (known) set({ places: known });
      // What was selected meanwhile was looked up in the new network.
      if (get().selected !== selected) return;
      if (selected && gone.has(selected)) return get().clearSelection();
      if (selected && selected.kind !== 'rule') await show(selected, false, { lit });
      else if (lit) await again?.();
    },
    async inspectDrawn() {
      const { selected, inspected } = get();
      if (selected?.kind !== 'resource' || isPlanned(selected.ref)) return;
      const isRead = inspected.phase !== 'none';
      // What is collapsed the picture tells of, all else the engine.
      if (!isCollapsed(selected.ref)) {
        if (!isRead) await show(selected, false, { lit: false });
      } else if (isRead) {
        turn++;
        set({ inspected: { phase: 'none' } });
      }
    },
    async locate(refs) {
      const { places } = get();
      const wanted = [...new Set(refs)].filter((ref) => places[ref] === undefined);
      const found = await lookUp(wanted.slice(0, MOST_LOOKUPS));
      if (found) set({ places: { ...get().places, ...found } });
    },
    async relight() {
      set({ places: {} });
      await again?.();
    },
    lightUp(refs, { reason, go, ends = [], stopped }) {
      const { source, places } = get();
      again = async () => {
        await get().locate([...refs, ...ends]);
        get().lightUp(refs, { reason, go: false, ends, ...(stopped && { stopped }) });
      };
      if (source.phase !== 'open') return;
      const nodeOf = (ref: string): string | undefined => places[ref]?.node;
      const lit = lightOf(source.scene, refs, nodeOf, reason, stopped);
      const light = {
        ...lit,
        nodes: new Set([...lit.nodes, ...lightOf(source.scene, ends, nodeOf, 'finding').nodes]),
      };
      set({ light });
      const ids = [...light.nodes, ...light.edges.keys()];
      if (go && ids.length > 0) get().look({ kind: 'to', ids });
    },
  };
}
