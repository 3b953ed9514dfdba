/** Collection from live AWS: what to ask, how far it is, what it could not see. */
import type { EngineEvents, ProfileInfo } from '#app/api/engine.ts';
import type { Making } from '../state.ts';
import { faultOf } from '../words/fault.ts';

export interface CollectForm {
  /** None means the default credentials. */
  readonly profiles: readonly string[];
  /** Region names, separated by spaces or commas; empty means every enabled one. */
  readonly regions: string;
  readonly endpoint: string;
}

export type Collecting =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly job: string;
      readonly progress: EngineEvents['progress'] | undefined;
      readonly stopping: boolean;
    }
  | { readonly phase: 'failed'; readonly message: string };

export interface CollectSlice {
  readonly profiles: readonly ProfileInfo[] | undefined;
  readonly profilesFault: string | undefined;
  readonly collectForm: CollectForm;
  readonly collecting: Collecting;
  /** Gaps of the running or last collection, as they appeared. */
  readonly collectGaps: readonly string[];
  readonly loadProfiles: () => Promise<void>;
  readonly setCollectForm: (part: Partial<CollectForm>) => void;
  readonly startCollect: () => Promise<void>;
  readonly stopCollect: () => Promise<void>;
}

/** Region names in a text, each once. */
export const regionsIn = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((word) => word !== '')),
];

/** Why the form cannot be sent; undefined when it can. */
export function collectFault(form: CollectForm): string | undefined {
  const odd = regionsIn(form.regions).find(
    (region) => !/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region),
  );
  if (odd !== undefined) return `“${odd}” is not the name of a Region; they look like eu-west-1.`;
  if (form.endpoint !== '' && !/^https?:\/\//.test(form.endpoint))
    return 'An endpoint starts with https:// or http://.';
  return undefined;
}

export function collectSlice({ link, set, get }: Making): CollectSlice {
  const engine = link.engine;
  const mine = (job: string): boolean => {
    const { collecting } = get();
    return collecting.phase === 'running' && collecting.job === job;
  };

  engine.on('progress', (progress) => {
    const { collecting } = get();
    if (collecting.phase === 'running' && mine(progress.job))
      set({ collecting: { ...collecting, progress } });
  });
  engine.on('gap', ({ job, message }) => {
    if (mine(job)) set({ collectGaps: [...get().collectGaps, message] });
  });
  engine.on('collected', ({ job, opened, error, kept }) => {
    if (!mine(job)) return;
    set({
      collecting: error === undefined ? { phase: 'idle' } : { phase: 'failed', message: error },
    });
    if (!opened) return;
    void get().adopt(opened);
    if (kept && 'path' in kept) get().notify('done', `Kept as ${kept.path}`);
    else if (kept) get().notify('failed', `Not kept in the history: ${kept.fault}`);
    else
      get().notify(
        'done',
        'Collected. It is in memory only: save it, or keep a history.',
        'save-snapshot',
      );
  });

  return {
    profiles: undefined,
    profilesFault: undefined,
    collectForm: { profiles: [], regions: '', endpoint: '' },
    collecting: { phase: 'idle' },
    collectGaps: [],
    async loadProfiles() {
      set({ profilesFault: undefined });
      try {
        const profiles = await engine.call.profiles({});
        set({ profiles });
        const { collectForm } = get();
        if (collectForm.profiles.length === 0 && profiles.length === 1)
          get().setCollectForm({ profiles: [profiles[0]!.name] });
      } catch (error) {
        set({ profiles: [], profilesFault: faultOf(error) });
      }
    },
    setCollectForm: (part) => set({ collectForm: { ...get().collectForm, ...part } }),
    async startCollect() {
      const form = get().collectForm;
      const fault = collectFault(form);
      if (fault !== undefined) return set({ collecting: { phase: 'failed', message: fault } });
      set({ collectGaps: [] });
      try {
        const { job } = await engine.call.collect({
          profiles: [...form.profiles],
          regions: regionsIn(form.regions),
          ...(form.endpoint && { endpoint: form.endpoint }),
        });
        set({ collecting: { phase: 'running', job, progress: undefined, stopping: false } });
      } catch (error) {
        set({ collecting: { phase: 'failed', message: faultOf(error) } });
      }
    },
    async stopCollect() {
      const { collecting } = get();
      if (collecting.phase !== 'running') return;
      set({ collecting: { ...collecting, stopping: true } });
      await engine.call
        .cancel({ job: collecting.job })
        .catch((error: unknown) => get().notify('failed', faultOf(error)));
    },
  };
}
