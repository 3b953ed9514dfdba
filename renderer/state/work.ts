/** What one is at in an open network: kept for the page that comes after this one in the same tab, and taken up there. */
import { isPlanned } from '#app/plan/design-shapes.ts';
import type { Making, State } from '../state.ts';
import type { DrawerTab, LeftTab, Panel, Sight } from './frame.ts';
import { type KeptPlan, keptPlanOf } from './plan.ts';
import type { Selected } from './selection.ts';
import { type KeptTrace, keptTraceOf } from './trace.ts';

export interface Work {
  readonly panels: Readonly<Record<Panel, boolean>>;
  readonly leftTab: LeftTab;
  readonly drawerTab: DrawerTab;
  readonly selected: Selected | undefined;
  readonly trace: KeptTrace;
  readonly plan: KeptPlan | undefined;
  /** By what the canvas is lit. */
  readonly lit: 'trace' | 'selection' | undefined;
  /** Where it looked when the page was left; unknown after a crash. */
  readonly sight: Sight | undefined;
}

export interface WorkSlice {
  /** What is still to be taken up: a page that is left meanwhile hands that on, and not the little that is there. */
  readonly toTakeUp: Partial<Work>;
  /** Takes up in what is opened first in this page what one was at in the page before it. */
  readonly takeUp: (work: Work, open: () => Promise<void>) => Promise<void>;
}

/** `leaving`: the page is left. Where the canvas looks is measured only then: measuring lays the page out. */
export function workIn(state: State, leaving: boolean): Work {
  const { panels, leftTab, drawerTab, selected, light, tracing } = state;
  const isLit = light.nodes.size + light.edges.size > 0;
  const byTrace = light.reason === 'path' && tracing.phase === 'done';
  const plan = keptPlanOf(state);
  return {
    panels,
    leftTab,
    drawerTab,
    // What a plan makes is not there before the plan.
    selected: selected?.kind === 'resource' && isPlanned(selected.ref) ? undefined : selected,
    trace: keptTraceOf(state),
    plan,
    lit: isLit ? (byTrace ? 'trace' : 'selection') : undefined,
    // A comparison is not taken up, and a plan that was not there yet is looked at where it stands.
    sight:
      leaving && state.instead?.what === (plan?.drawn ? 'plan' : undefined)
        ? state.sight()
        : undefined,
    ...state.toTakeUp,
  };
}

/** True where nothing of it changed but where the canvas looks. */
export const isSameWork = (now: State, before: State): boolean =>
  (
    [
      'panels',
      'leftTab',
      'drawerTab',
      'selected',
      'light',
      'traceForm',
      'tracing',
      'way',
      'planning',
      'planStep',
      'planWish',
      'planView',
      'instead',
      'coming',
      'seenTo',
      'toTakeUp',
    ] as const
  ).every((part) => now[part] === before[part]);

export function workSlice({ set, get }: Making): WorkSlice {
  async function takeUp({ selected, trace, plan, lit, sight }: Work): Promise<void> {
    const { source } = get();
    if (source.phase !== 'open') return;
    const { handle } = source.opened;
    const isThere = (): boolean => {
      const now = get().source;
      return now.phase === 'open' && now.opened.handle === handle;
    };
    // A plan is looked at once it is there.
    if (sight && !plan?.drawn) get().look({ kind: 'at', ...sight, atOnce: true });
    if (selected) {
      set({ selected });
      await get().selectAgain(lit === 'selection');
    }
    set({ toTakeUp: { trace, plan, lit, sight } });
    if (isThere()) await get().takeUpTrace(trace, lit === 'trace');
    if (!plan || !isThere()) return;
    set({ toTakeUp: plan.drawn ? { plan, sight } : { plan } });
    await get().takeUpPlan(plan, sight);
  }

  return {
    toTakeUp: {},
    async takeUp(work, open) {
      const { panels, leftTab, drawerTab, ...rest } = work;
      // The picture is fitted in between the panels.
      set({ panels, leftTab, drawerTab, toTakeUp: rest });
      try {
        await open();
        await takeUp(work);
      } finally {
        set({ toTakeUp: {} });
      }
    },
  };
}
