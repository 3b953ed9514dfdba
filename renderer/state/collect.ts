/** Collection from live AWS: what to ask, how far it is, what it could not see. */
import type { AccountProgress } from '#app/api/collect.ts';
import type { EngineEvents, ProfileInfo } from '#app/api/engine.ts';
import type { Making } from '../state.ts';
import { count } from '../words/count.ts';
import { faultOf } from '../words/fault.ts';

export interface CollectForm {
  /** None means the default credentials. */
  readonly profiles: readonly string[];
  /** Region names, separated by spaces or commas; empty means every enabled one. */
  readonly regions: string;
  readonly endpoint: string;
  /** Role to take in every account of the organization; empty means the accounts behind the profiles. */
  readonly orgRole: string;
  readonly externalId: string;
  /** Account ids to leave out, separated as Regions are. */
  readonly withoutAccounts: string;
  /** Multi-factor device whose code is asked for. */
  readonly mfaSerial: string;
}

export const EMPTY_FORM: CollectForm = {
  profiles: [],
  regions: '',
  endpoint: '',
  orgRole: '',
  externalId: '',
  withoutAccounts: '',
  mfaSerial: '',
};

export type Collecting =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly job: string;
      readonly progress: EngineEvents['progress'] | undefined;
      readonly stopping: boolean;
      /** Accounts as they were found, each once. */
      readonly accounts: readonly AccountProgress[];
      /** Multi-factor device whose code is waited for. */
      readonly device: string | undefined;
    }
  | { readonly phase: 'failed'; readonly message: string };

export interface CollectSlice {
  readonly profiles: readonly ProfileInfo[] | undefined;
  readonly profilesFault: string | undefined;
  readonly collectForm: CollectForm;
  readonly collecting: Collecting;
  /** Gaps of the running or last collection, as they appeared. */
  readonly collectGaps: readonly string[];
  /** What it says beside gaps, such as accounts that are closed. */
  readonly collectNotes: readonly string[];
  readonly loadProfiles: () => Promise<void>;
  readonly setCollectForm: (part: Partial<CollectForm>) => void;
  readonly startCollect: () => Promise<void>;
  readonly stopCollect: () => Promise<void>;
  /** Hands on a code and forgets it. */
  readonly sendMfaCode: (code: string) => Promise<void>;
}

/** Words of a text, such as Region names, each once. */
export const wordsIn = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((word) => word !== '')),
];

/** Why the form cannot be sent; undefined when it can. */
export function collectFault(form: CollectForm): string | undefined {
  const odd = wordsIn(form.regions).find((region) => !/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region));
  if (odd !== undefined) return `“${odd}” is not the name of a Region; they look like eu-west-1.`;
  if (form.endpoint !== '' && !/^https?:\/\//.test(form.endpoint))
    return 'An endpoint starts with https:// or http://.';
  const account = wordsIn(form.withoutAccounts).find((id) => !/^\d{12}$/.test(id));
  if (account !== undefined) return `“${account}” is not an account id; they have 12 digits.`;
  return undefined;
}

/** What the form asks of an organization. */
const organizationOf = ({ orgRole, externalId, withoutAccounts }: CollectForm) => ({
  role: orgRole,
  ...(externalId && { externalId }),
  ...(withoutAccounts && { accounts: { exclude: wordsIn(withoutAccounts) } }),
});

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
  engine.on('note', ({ job, message }) => {
    if (mine(job)) set({ collectNotes: [...get().collectNotes, message] });
  });
  engine.on('account', ({ job, ...progress }) => {
    const { collecting } = get();
    if (collecting.phase !== 'running' || !mine(job)) return;
    const { accounts } = collecting;
    const at = accounts.findIndex((known) => known.account === progress.account);
    const next = at < 0 ? [...accounts, progress] : accounts.with(at, progress);
    set({ collecting: { ...collecting, accounts: next } });
  });
  engine.on('mfa', ({ job, device }) => {
    const { collecting } = get();
    if (collecting.phase === 'running' && mine(job))
      set({ collecting: { ...collecting, device }, dialog: 'collect' });
  });
  engine.on('collected', ({ job, opened, error, kept }) => {
    if (!mine(job)) return;
    set({
      collecting: error === undefined ? { phase: 'idle' } : { phase: 'failed', message: error },
    });
    if (!opened) return;
    const path = kept && ('path' in kept ? kept.path : kept.aside);
    void get().adopt(opened, path);
    const many = opened.gaps.length;
    const partly = many === 0 ? '' : ` Not all could be seen: ${count(many, 'gap')}.`;
    const gaps = many === 0 ? undefined : 'show-gaps';
    if (kept && 'path' in kept)
      get().notify('done', `Kept as ${kept.path}${partly && `.${partly}`}`, gaps);
    else if (kept?.fault !== undefined)
      get().notify('failed', `Not kept in the history: ${kept.fault}${partly}`, gaps);
    else {
      const where = kept?.aside === undefined ? 'in memory only' : 'set aside until the next one';
      get().notify(
        'done',
        `Collected.${partly} It is ${where}: save it, or keep a history.`,
        'save-snapshot',
        gaps,
      );
    }
  });

  return {
    profiles: undefined,
    profilesFault: undefined,
    collectForm: EMPTY_FORM,
    collecting: { phase: 'idle' },
    collectGaps: [],
    collectNotes: [],
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
      set({ collectGaps: [], collectNotes: [] });
      try {
        const { job } = await engine.call.collect({
          profiles: [...form.profiles],
          regions: wordsIn(form.regions),
          ...(form.endpoint && { endpoint: form.endpoint }),
          ...(form.mfaSerial && { mfaSerial: form.mfaSerial }),
          ...(form.orgRole && { organization: organizationOf(form) }),
        });
        set({
          collecting: {
            phase: 'running',
            job,
            progress: undefined,
            stopping: false,
            accounts: [],
            device: undefined,
          },
        });
      } catch (error) {
        set({ collecting: { phase: 'failed', message: faultOf(error) } });
      }
    },
    async sendMfaCode(code) {
      const { collecting } = get();
      if (collecting.phase !== 'running') return;
      set({ collecting: { ...collecting, device: undefined } });
      await engine.call
        .mfaCode({ job: collecting.job, code })
        .catch((error: unknown) => get().notify('failed', faultOf(error)));
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
