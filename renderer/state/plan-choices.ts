/** What a plan is made with beside the network: gateways to build on, peerings to keep, traffic and prices. */
import type { PlanChoices, PlanFile, PlanFileKind, PlanSummary } from '#app/api/plan.ts';
import { KEEP_FROM } from '#app/plan/traffic.ts';
import type { Making } from '../state.ts';
import { pickFiles } from '../pick.ts';
import { faultOf } from '../words/fault.ts';

/** What the user has chosen; kept while the estate is open. */
export interface PlanWish {
  /** Existing gateways to build on, by Region. */
  readonly reuse: Readonly<Record<string, string>>;
  /** Peerings to leave as they are. */
  readonly keep: readonly string[];
  readonly keepHot: boolean;
  /** USD a month more that make a pair hot. */
  readonly keepFrom: number;
  readonly traffic: PlanFile | undefined;
  readonly prices: PlanFile | undefined;
}

export const NO_WISH: PlanWish = {
  reuse: {},
  keep: [],
  keepHot: false,
  keepFrom: KEEP_FROM,
  traffic: undefined,
  prices: undefined,
};

export interface PlanChoiceSlice {
  readonly planWish: PlanWish;
  /** What there is to choose from, for the mesh that is planned for. */
  readonly planChoices: PlanChoices | undefined;
  /** Why the file chosen last is not used. */
  readonly planFileFault: { readonly what: PlanFileKind; readonly message: string } | undefined;
  /** Builds on a gateway in its Region, or on a new one. */
  readonly reuseGateway: (region: string, gateway: string | undefined) => Promise<void>;
  /** Keeps exactly these of the peerings that could go, hot ones included. */
  readonly keepPeerings: (ids: readonly string[]) => Promise<void>;
  readonly keepHot: (on: boolean) => Promise<void>;
  readonly keepFrom: (usd: number) => Promise<void>;
  /** Asks the user for a file. */
  readonly openPlanFile: (what: PlanFileKind) => Promise<void>;
  readonly dropPlanFile: (what: PlanFileKind) => Promise<void>;
  readonly resetPlanWish: () => Promise<void>;
}

/** How many things were chosen: what a user would have to take back one by one. */
export const wishes = (wish: PlanWish): number =>
  Object.keys(wish.reuse).length +
  wish.keep.length +
  [wish.keepHot, wish.keepFrom !== KEEP_FROM, wish.traffic, wish.prices].filter(Boolean).length;

/** The part of the wish that this mesh has a say over, as the engine takes it. */
export function askOfWish(wish: PlanWish, { regions, peerings }: PlanChoices) {
  const there = new Set(peerings.map((p) => p.id));
  const { traffic, prices } = wish;
  return {
    keep: wish.keep.filter((id) => there.has(id)),
    reuse: regions.flatMap(({ region, gateways }) => {
      const id = wish.reuse[region];
      return gateways.some((g) => g.id === id && g.refused === undefined) ? [id!] : [];
    }),
    keepHot: wish.keepHot && traffic !== undefined,
    keepFrom: wish.keepFrom,
    ...(traffic && { traffic: traffic.id }),
    ...(prices && { prices: prices.id }),
  };
}

/** Peerings that stay because the user wants it: those asked for, and hot ones where those stay. */
export function keptByWish(wish: PlanWish, summary: PlanSummary | undefined): ReadonlySet<string> {
  const hot = wish.keepHot ? (summary?.traffic ?? []).filter((c) => c.hot) : [];
  return new Set([...wish.keep, ...hot.map((c) => c.peering)]);
}

export function planChoiceSlice({ link, set, get }: Making): PlanChoiceSlice {
  const engine = link.engine.call;

  async function wish(part: Partial<PlanWish>): Promise<void> {
    set({ planWish: { ...get().planWish, ...part }, planFileFault: undefined });
    await get().replan();
  }

  async function chosenFile(
    what: PlanFileKind,
  ): Promise<
    { readonly path: string } | { readonly name: string; readonly text: string } | undefined
  > {
    if (link.native) {
      const { path } = await link.shell.call.chooseSource({ what });
      return path === undefined ? undefined : { path };
    }
    const [file] = await pickFiles('file');
    return file && { name: file.name, text: await file.text() };
  }

  return {
    planWish: NO_WISH,
    planChoices: undefined,
    planFileFault: undefined,
    async reuseGateway(region, gateway) {
      const { [region]: before, ...others } = get().planWish.reuse;
      if (before === gateway) return;
      await wish({ reuse: gateway === undefined ? others : { ...others, [region]: gateway } });
    },
    async keepPeerings(ids) {
      const { planWish, planMade, planChoices } = get();
      const wanted = new Set(ids);
      // What another mesh keeps is not this one's matter.
      const here = new Set(planChoices?.peerings.map((p) => p.id));
      const elsewhere = planWish.keep.filter((id) => !here.has(id));
      const hot = (planMade?.planning.summary.traffic ?? [])
        .filter((c) => c.hot)
        .map((c) => c.peering);
      if (planWish.keepHot && hot.every((id) => wanted.has(id))) {
        const keep = ids.filter((id) => !hot.includes(id) || planWish.keep.includes(id));
        return wish({ keep: [...elsewhere, ...keep] });
      }
      // A hot pair that is to go after all: from here on each is kept, or not, by itself.
      await wish({ keep: [...elsewhere, ...ids], keepHot: false });
    },
    keepHot: (on) => wish({ keepHot: on }),
    async keepFrom(usd) {
      const keepFrom = Number.isFinite(usd) ? Math.min(1e8, Math.max(0, usd)) : KEEP_FROM;
      if (keepFrom !== get().planWish.keepFrom) await wish({ keepFrom });
    },
    async openPlanFile(what) {
      const { source } = get();
      if (source.phase !== 'open') return;
      const { handle } = source.opened;
      const still = (): boolean => {
        const now = get().source;
        return now.phase === 'open' && now.opened.handle === handle;
      };
      try {
        const from = await chosenFile(what);
        if (!from) return;
        const file = await engine.planFile({ handle, what, from });
        if (still()) await wish({ [what]: file });
      } catch (error) {
        // Said beside the field, where the way out is; what was used before is still used.
        if (still()) set({ planFileFault: { what, message: faultOf(error) } });
      }
    },
    dropPlanFile: (what) =>
      wish({ [what]: undefined, ...(what === 'traffic' && { keepHot: false }) }),
    resetPlanWish: () => wish(NO_WISH),
  };
}
