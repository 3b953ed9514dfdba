/** Profiles to collect with: the account and the state of each as its files tell them, and what AWS says where it is asked. */
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { type CheckedProfile, PROFILE_SORTS, type ProfileInfo } from '#app/api/collect.ts';
import { PickField } from '../parts/picks.tsx';
import { accountOf, toCheck } from '../state/profiles.ts';
import { useApp } from '../use-state.ts';
import { count, number } from '../words/count.ts';
import { short } from '../words/visible.ts';

/** So many answers that failed are told in full. */
const MOST_TOLD = 4;

type Checked = CheckedProfile | 'asking' | undefined;

/** Where a profile stands, in a word or two; empty where there is nothing to say. */
function standing({ state }: ProfileInfo, checked: Checked): string {
  if (checked === 'asking') return 'asking AWS…';
  if (checked) return 'account' in checked ? 'answers' : 'fails';
  return {
    ready: '',
    unknown: '',
    expired: 'sign in again',
    'signed-out': 'sign in',
    incomplete: 'not complete',
  }[state];
}

/** What has to be done before a profile can be used, with the command where there is one. */
function wayOut({ name, state, says, renew }: ProfileInfo, checked: Checked) {
  if (checked && checked !== 'asking' && 'error' in checked)
    return (
      <>
        <span className="mono">{short(name, 100)}</span>: {short(checked.error, 600)}
      </>
    );
  if (checked || state === 'ready' || state === 'unknown') return undefined;
  return (
    <>
      <span className="mono">{short(name, 100)}</span>: {short(says, 200)}
      {renew !== undefined && (
        <>
          . Sign in: <code className="mono break">{short(renew, 400)}</code>
        </>
      )}
    </>
  );
}

export function Profiles() {
  const profiles = useApp((state) => state.profiles);
  const fault = useApp((state) => state.profilesFault);
  const load = useApp((state) => state.loadProfiles);
  const chosen = useApp((state) => state.collectForm.profiles);
  const checked = useApp((state) => state.checkedProfiles);
  const set = useApp((state) => state.setCollectForm);
  useEffect(() => void load(), [load]);
  if (!profiles)
    return (
      <p className="quiet" role="status">
        Reading the profiles of this machine…
      </p>
    );
  if (profiles.length === 0) {
    return (
      <div
        className={fault === undefined ? 'callout' : 'callout fault'}
        role={fault === undefined ? 'status' : 'alert'}
      >
        <p>{fault ?? 'No AWS profile was found on this machine.'}</p>
        <p>
          The credentials of the environment will be used. Or make a profile with{' '}
          <code className="mono">aws configure sso</code> and{' '}
          <Button className="text-button" onPress={() => void load()}>
            look again
          </Button>
        </p>
      </div>
    );
  }
  const wordsOf = (profile: ProfileInfo) => {
    const answer = checked.get(profile.name);
    return {
      place: [accountOf(profile, answer), profile.region],
      state: [PROFILE_SORTS[profile.sort], standing(profile, answer)],
    };
  };
  return (
    <PickField
      title="Profiles"
      items={profiles}
      keyOf={({ name }) => name}
      nameOf={(profile) => {
        const { place, state } = wordsOf(profile);
        return [profile.name, ...place, ...state].filter(Boolean).join(' ');
      }}
      chosen={chosen}
      onChoose={(name, on) =>
        set({ profiles: on ? [...chosen, name] : chosen.filter((other) => other !== name) })
      }
      rowHeight={26}
      draw={(profile) => {
        const { place, state } = wordsOf(profile);
        return (
          <>
            <span className="line mono">{short(profile.name, 100)}</span>
            <span className="line mono quiet">{place.filter(Boolean).join(' · ')}</span>
            <span className="quiet">{state.filter(Boolean).join(' · ')}</span>
          </>
        );
      }}
      says={
        <>
          {chosen.length === 0 && (
            <p className="quiet">
              None chosen: the default profile, or the credentials of the environment.
            </p>
          )}
          <Check profiles={profiles} />
        </>
      }
    />
  );
}

/** Asks AWS on demand, and tells what stands in the way of those that fail or are not signed in. */
function Check({ profiles }: { readonly profiles: readonly ProfileInfo[] }) {
  const chosen = useApp((state) => state.collectForm.profiles);
  const checked = useApp((state) => state.checkedProfiles);
  const check = useApp((state) => state.checkProfiles);
  const names = toCheck(profiles, chosen);
  const asking = [...checked.values()].includes('asking');
  const told = profiles.flatMap((profile) => {
    const answer = checked.get(profile.name);
    const wanted = chosen.includes(profile.name) || (answer && answer !== 'asking');
    const words = wanted ? wayOut(profile, answer) : undefined;
    return words ? [<li key={profile.name}>{words}</li>] : [];
  });
  return (
    <>
      {names.length > 0 && (
        <p className="quiet">
          <Button className="text-button" isDisabled={asking} onPress={() => void check(names)}>
            Check {chosen.length > 0 ? count(names.length, 'profile') : 'accounts'}
          </Button>{' '}
          asks AWS whose credentials these are
          {chosen.length === 0 &&
            `: the files of ${count(names.length, 'profile')} do not tell the account`}
          .
        </p>
      )}
      <div role="status">
        {told.length > 0 && (
          <ul className="profile-faults">
            {told.slice(0, MOST_TOLD)}
            {told.length > MOST_TOLD && <li>and {number(told.length - MOST_TOLD)} more.</li>}
          </ul>
        )}
      </div>
    </>
  );
}
