/** Collection from live AWS: what to ask, how far it is, what it could not see. */
import type { Unfinished } from '#app/api/collect.ts';
import type { EngineEvents, Opened } from '#app/api/engine.ts';
import { isRegionName } from '#app/base/region-name.ts';
import type { Making } from '../state.ts';
import { count } from '../words/count.ts';
import { faultOf, sentence } from '../words/fault.ts';
import { short } from '../words/visible.ts';
import type { Outcome } from './refresh.ts';
import { type AccountStanding, advanced } from './standings.ts';
import { formOf, type Retyped } from './unfinished.ts';

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
  /** Service Quotas is asked, too. */
  readonly quotas: boolean;
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
  quotas: true,
  mfaSerial: '',
};

export type Collecting =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      /** Undefined until the engine has answered. */
      readonly job: string | undefined;
      /** What was asked for. */
      readonly form: CollectForm;
      /** True where what is open is collected again. */
      readonly again: boolean;
      readonly progress: EngineEvents['progress'] | undefined;
      readonly stopping: boolean;
      /** Accounts as they were found, each once. */
      readonly accounts: readonly AccountStanding[];
      /** Multi-factor device whose code is waited for. */
      readonly device: string | undefined;
    }
  | { readonly phase: 'failed'; readonly message: string };

export interface CollectSlice {
  readonly collectForm: CollectForm;
  readonly collecting: Collecting;
  /** Gaps of the running or last collection, as they appeared. */
  readonly collectGaps: readonly string[];
  /** What it says beside gaps, such as accounts that are closed. */
  readonly collectNotes: readonly string[];
  readonly setCollectForm: (part: Partial<CollectForm>) => void;
  readonly startCollect: () => Promise<void>;
  /** Repeats a collection; where it fails or is stopped, what is open stays as it is. */
  readonly collectAgain: (form: CollectForm) => Promise<void>;
  /** Goes on with one that did not come to its end. */
  readonly goOnCollecting: (one: Unfinished, typed: Retyped) => Promise<void>;
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
  const odd = wordsIn(form.regions).find((region) => !isRegionName(region));
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
  /** The collection begun last. */
  let turn = 0;
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
  engine.on('standing', ({ job, ...said }) => {
    const { collecting } = get();
    if (collecting.phase === 'running' && mine(job))
      set({ collecting: { ...collecting, accounts: advanced(collecting.accounts, said) } });
  });
  engine.on('mfa', ({ job, device }) => {
    const { collecting } = get();
    if (collecting.phase === 'running' && mine(job))
      set({ collecting: { ...collecting, device }, dialog: 'collect' });
  });
  /** Says what came of a collection; `since`: what is different from what was open. */
  function say(opened: Opened, kept: EngineEvents['collected']['kept'], since?: Outcome): void {
    const many = opened.gaps.length;
    const partly = many === 0 ? '' : ` Not all could be seen: ${count(many, 'gap')}.`;
    const gaps = many === 0 ? undefined : 'show-gaps';
    const news = since && sentence(since.words ?? 'nothing changed');
    const action = since?.words === undefined ? undefined : 'show-changes';
    if (kept && !('path' in kept) && kept.fault !== undefined)
      get().notify('failed', `Not kept in the history: ${kept.fault}${partly}`, gaps);
    else if (news !== undefined) {
      const where = kept && 'path' in kept ? ` Kept as ${kept.path}.` : '';
      get().notify('done', `Collected again: ${news}${partly}${where}`, action, gaps);
    } else if (kept && 'path' in kept)
      get().notify('done', `Kept as ${kept.path}${partly && `.${partly}`}`, gaps);
    else {
      const where = kept?.aside === undefined ? 'in memory only' : 'set aside until the next one';
      get().notify(
        'done',
        `Collected.${partly} It is ${where}: save it, or keep a history.`,
        'save-snapshot',
        gaps,
      );
    }
  }

  /** Why a collection that was to be repeated brought nothing. */
  function sayNot(error: string, stopped: boolean, kept?: EngineEvents['collected']['kept']): void {
    const { source } = get();
    const title = source.phase === 'open' ? source.opened.title : 'What was open';
    const path = kept && ('path' in kept ? kept.path : kept.aside);
    const read = path === undefined ? '' : ` What was read is in ${path}.`;
    const still = `${short(title, 60)} is still shown as it was.${read}`;
    if (stopped) get().notify('done', `Stopped: ${still}`);
    else get().sayNotRefreshed(`Not collected again: ${sentence(error)} ${still}`, 'collect');
  }

  async function take(
    opened: Opened,
    form: CollectForm,
    kept: EngineEvents['collected']['kept'],
  ): Promise<void> {
    const path = kept && ('path' in kept ? kept.path : kept.aside);
    try {
      const since = await get().goOn(opened, { collected: form }, path);
      if (!since) void get().adopt(opened, { collected: form }, path);
      else if (get().dialog === 'collect') set({ dialog: undefined });
      say(opened, kept, since);
    } catch (error) {
      sayNot(faultOf(error), false);
    }
  }

  /** The same of a repetition: it runs until it is shown, can be stopped as long, and takes the place of nothing else. */
  async function takeAgain(
    opened: Opened,
    form: CollectForm,
    kept: EngineEvents['collected']['kept'],
  ): Promise<void> {
    const own = turn;
    const path = kept && ('path' in kept ? kept.path : kept.aside);
    const origin = { collected: form };
    const isThere = (): boolean => own === turn && get().collecting.phase === 'running';
    const wanted = (): boolean => {
      const { collecting } = get();
      return isThere() && collecting.phase === 'running' && !collecting.stopping;
    };
    try {
      if (wanted() && opened.after === undefined)
        return await get().beginAfresh(opened, origin, path);
      const since = wanted() ? await get().goOn(opened, origin, path, wanted) : undefined;
      if (since) return say(opened, kept, since);
      if (!isThere()) return;
      set({ collecting: { phase: 'idle' } });
      sayNot('', true, kept);
    } catch (error) {
      if (!isThere()) return;
      set({ collecting: { phase: 'idle' } });
      sayNot(faultOf(error), false, kept);
    }
  }

  engine.on('collected', ({ job, opened, error, kept }) => {
    const { collecting } = get();
    if (collecting.phase !== 'running' || !mine(job)) return;
    const { form, again, stopping } = collecting;
    if (again && opened) return void takeAgain(opened, form, kept);
    const stopped = again && stopping;
    const failed = error !== undefined && !stopped;
    set({ collecting: failed ? { phase: 'failed', message: error } : { phase: 'idle' } });
    if (error !== undefined && again) sayNot(error, stopped, kept);
    if (opened) void take(opened, form, kept);
  });

  /** `ask` asks the engine; `after`: what is open. */
  async function start(
    form: CollectForm,
    again: boolean,
    ask: (after: string | undefined) => Promise<{ readonly job: string }>,
  ): Promise<void> {
    const fault = collectFault(form);
    if (fault !== undefined) return set({ collecting: { phase: 'failed', message: fault } });
    // From here on it runs: what is asked for twice is done once.
    if (get().collecting.phase === 'running') return;
    const own = ++turn;
    const now = () => {
      const { collecting } = get();
      return own === turn && collecting.phase === 'running' ? collecting : undefined;
    };
    set({
      collectGaps: [],
      collectNotes: [],
      collecting: {
        phase: 'running',
        job: undefined,
        form,
        again,
        progress: undefined,
        stopping: false,
        accounts: [],
        device: undefined,
      },
    });
    const { source } = get();
    const after = source.phase === 'open' ? source.opened.handle : undefined;
    try {
      await get().keepDue();
      if (now()?.stopping !== false) return stoppedEarly(now() !== undefined, again);
      const { job } = await ask(after);
      const collecting = now();
      if (collecting) set({ collecting: { ...collecting, job } });
      if (collecting?.stopping !== false) await engine.call.cancel({ job }).catch(() => undefined);
    } catch (error) {
      if (!now()) return;
      set({ collecting: { phase: 'failed', message: faultOf(error) } });
      if (again) sayNot(faultOf(error), false);
    }
  }

  const collect = (form: CollectForm, again: boolean) =>
    start(form, again, (after) =>
      engine.call.collect({
        profiles: [...form.profiles],
        regions: wordsIn(form.regions),
        ...(form.endpoint && { endpoint: form.endpoint }),
        ...(form.mfaSerial && { mfaSerial: form.mfaSerial }),
        ...(form.orgRole && { organization: organizationOf(form) }),
        ...(!form.quotas && { quotas: false }),
        ...(after !== undefined && { after }),
        ...(again && { again }),
      }),
    );

  /** It was stopped before the engine was asked; `told`: nothing else has ended it. */
  function stoppedEarly(told: boolean, again: boolean): void {
    if (!told) return;
    set({ collecting: { phase: 'idle' } });
    if (again) sayNot('', true);
  }

  // Nobody is left to say how it ended.
  link.onClose(() => {
    if (get().collecting.phase !== 'running') return;
    const message = 'The engine stopped, and the collection with it. Reload, and collect again.';
    set({ collecting: { phase: 'failed', message } });
  });

  return {
    collectForm: EMPTY_FORM,
    collecting: { phase: 'idle' },
    collectGaps: [],
    collectNotes: [],
    setCollectForm: (part) => set({ collectForm: { ...get().collectForm, ...part } }),
    startCollect: () => collect(get().collectForm, false),
    collectAgain: (form) => collect(form, true),
    goOnCollecting: (one, typed) =>
      start(formOf(one, typed), false, (after) =>
        engine.call.collectOn({
          path: one.path,
          ...(typed.externalId && { externalId: typed.externalId }),
          ...(typed.endpoint && { endpoint: typed.endpoint }),
          ...(after !== undefined && { after }),
        }),
      ),
    async sendMfaCode(code) {
      const { collecting } = get();
      if (collecting.phase !== 'running' || collecting.job === undefined) return;
      set({ collecting: { ...collecting, device: undefined } });
      await engine.call
        .mfaCode({ job: collecting.job, code })
        .catch((error: unknown) => get().notify('failed', faultOf(error)));
    },
    async stopCollect() {
      const { collecting } = get();
      if (collecting.phase !== 'running') return;
      set({ collecting: { ...collecting, stopping: true } });
      // As soon as it has a name it is stopped.
      if (collecting.job === undefined) return;
      await engine.call
        .cancel({ job: collecting.job })
        .catch((error: unknown) => get().notify('failed', faultOf(error)));
    },
  };
}
