/** The AWS profiles of this machine, and what AWS answered of those it was asked about. */
import type { CheckedProfile, ProfileInfo } from '#app/api/collect.ts';
import type { Making } from '../state.ts';
import { faultOf } from '../words/fault.ts';

/** Profiles that AWS is asked about at once. */
const AT_ONCE = 4;

export interface ProfilesSlice {
  readonly profiles: readonly ProfileInfo[] | undefined;
  readonly profilesFault: string | undefined;
  /** What was answered last, by name. */
  readonly checkedProfiles: ReadonlyMap<string, CheckedProfile | 'asking'>;
  readonly loadProfiles: () => Promise<void>;
  /** Asks AWS for the account of each. */
  readonly checkProfiles: (names: readonly string[]) => Promise<void>;
}

/** The account of a profile: what AWS said, else what its files do. */
export function accountOf(
  { account }: ProfileInfo,
  checked: CheckedProfile | 'asking' | undefined,
): string | undefined {
  return typeof checked === 'object' && 'account' in checked ? checked.account : account;
}

/** Those that a check is about: the chosen ones, else all whose files do not tell their account. */
export const toCheck = (profiles: readonly ProfileInfo[], chosen: readonly string[]): string[] =>
  chosen.length > 0
    ? [...chosen]
    : profiles
        .filter(({ account, sort }) => account === undefined && sort !== 'other')
        .map(({ name }) => name);

export function profilesSlice({ link, set, get }: Making): ProfilesSlice {
  const engine = link.engine.call;

  const note = (name: string, checked: CheckedProfile | 'asking'): void =>
    set({ checkedProfiles: new Map(get().checkedProfiles).set(name, checked) });

  async function check(name: string): Promise<void> {
    const { endpoint } = get().collectForm;
    try {
      note(name, await engine.checkProfile({ profile: name, ...(endpoint && { endpoint }) }));
    } catch (error) {
      note(name, { error: faultOf(error) });
    }
  }

  return {
    profiles: undefined,
    profilesFault: undefined,
    checkedProfiles: new Map(),
    async loadProfiles() {
      if (get().profilesFault !== undefined) set({ profiles: undefined, profilesFault: undefined });
      try {
        const profiles = await engine.profiles({});
        set({ profiles });
        const { collectForm } = get();
        if (collectForm.profiles.length === 0 && profiles.length === 1)
          get().setCollectForm({ profiles: [profiles[0]!.name] });
      } catch (error) {
        set({ profiles: [], profilesFault: faultOf(error) });
      }
    },
    async checkProfiles(names) {
      const waiting = names.filter((name) => get().checkedProfiles.get(name) !== 'asking');
      for (const name of waiting) note(name, 'asking');
      const work = async (): Promise<void> => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
          await check(name);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    },
  };
}
