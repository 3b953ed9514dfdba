/** The part of the Engine contract about collecting from live AWS. */
import { z } from 'zod';

const text = z.string().max(4096);

/** What is read and what is left out, of one sort. */
const wish = z.object({
  include: z.array(text).max(5000).optional(),
  exclude: z.array(text).max(5000).optional(),
});

export const collectInputs = {
  /** Profiles of this machine, as its files tell them: AWS is asked nothing. */
  profiles: z.object({}),
  /** Asks AWS whose the credentials of one are (`sts:GetCallerIdentity`). */
  checkProfile: z.object({ profile: text, endpoint: text.optional() }),
  collect: z.object({
    profiles: z.array(text).max(200),
    regions: z.array(text).max(60),
    endpoint: text.optional(),
    /** Every account of the organization, each in the role of this name. */
    organization: z
      .object({
        role: text,
        externalId: text.optional(),
        accounts: wish.optional(),
        units: wish.optional(),
        tags: wish.optional(),
      })
      .optional(),
    /** Service Quotas is not asked. */
    quotas: z.literal(false).optional(),
    mfaSerial: text.optional(),
    /** What is open: what is collected goes on from it where it is of the same accounts. */
    after: z.string().max(64).optional(),
    /** What is open is collected again: it goes on from it in any case, and nothing comes of it where it is stopped. */
    again: z.literal(true).optional(),
  }),
  /** Collections that were stopped, or died with the window, and can be gone on with; the latest first. */
  unfinished: z.object({}),
  /** Goes on with one: what was answered is not asked again. */
  collectOn: z.object({
    path: text,
    /** What was withheld: the external id, and the endpoint with its password. */
    externalId: text.optional(),
    endpoint: text.optional(),
    /** What is open: what is collected goes on from it where it is of the same accounts. */
    after: z.string().max(64).optional(),
  }),
  /** Deletes what one has read. */
  discardCollection: z.object({ path: text }),
  /** Answers `mfa`; an empty code means that there is none. */
  mfaCode: z.object({ job: z.string().max(64), code: z.string().max(64) }),
} as const;

export interface CollectOutputs {
  profiles: readonly ProfileInfo[];
  checkProfile: CheckedProfile;
  collect: { readonly job: string };
  unfinished: readonly Unfinished[];
  collectOn: { readonly job: string };
  discardCollection: readonly Unfinished[];
  /** False where nobody waits for a code any more. */
  mfaCode: { readonly taken: boolean };
}

/** A profile of the shared AWS files. Never holds a secret. */
export interface ProfileInfo {
  readonly name: string;
  readonly region: string | undefined;
  /** Account id, where the profile's settings tell it. */
  readonly account: string | undefined;
  /** What it gets its credentials from; `other` where it names nothing that gives any. */
  readonly sort: 'sso' | 'login' | 'role' | 'web-identity' | 'keys' | 'process' | 'other';
  /** The profile that takes the role, where `sort` is `role` and one is named. */
  readonly via: string | undefined;
  /** The files that speak of it. */
  readonly from: readonly ('config' | 'credentials')[];
  /**
   * As far as files tell:
   * - ready: keys, or a sign-in that is good now
   * - expired: signed in too long ago; `renew` is the command that signs in
   * - signed-out: there is no sign-in, or none that can be read; `renew` as well
   * - unknown: only AWS, or a program, can tell
   * - incomplete: it cannot give credentials as it is written
   */
  readonly state: 'ready' | 'expired' | 'signed-out' | 'unknown' | 'incomplete';
  /** Why, in words that go on with the state; empty where there is nothing to add. */
  readonly says: string;
  readonly renew: string | undefined;
}

/** What gives a profile its credentials, in words; '' where nothing does. */
export const PROFILE_SORTS: Readonly<Record<ProfileInfo['sort'], string>> = {
  sso: 'SSO',
  login: 'aws login',
  role: 'role',
  'web-identity': 'web identity',
  keys: 'access keys',
  process: 'credential process',
  other: '',
};

/** What AWS answered: the account, or why there is none, with the way out. */
export type CheckedProfile = { readonly account: string } | { readonly error: string };

/** A collection that did not come to its end. */
export interface Unfinished {
  /** Names it; the journal is the file of that name with `.part`. */
  readonly path: string;
  /** What its snapshot will be kept by. */
  readonly estate: string;
  /** When it began, ISO 8601 UTC. */
  readonly created: string;
  /** Calls that are answered, of those that were known of. */
  readonly far: { readonly answered: number; readonly calls: number } | undefined;
  readonly profiles: readonly string[];
  readonly regions: readonly string[];
  /** Without its password. */
  readonly endpoint: string | undefined;
  /** `without`: accounts that are left out. */
  readonly organization: { readonly role: string; readonly without: readonly string[] } | undefined;
  /** False where Service Quotas is not asked. */
  readonly quotas: boolean;
  readonly mfaSerial: string | undefined;
  /** Secrets that were given and are not kept: they have to be given again. */
  readonly withheld: readonly ('externalId' | 'endpoint')[];
}

/** Where one account of an organization, or behind a profile, stands. */
export interface AccountProgress {
  readonly account: string;
  /** As the organization names it; empty where that is not known. */
  readonly name: string;
  readonly phase: 'waiting' | 'reading' | 'read' | 'refused';
}

/** Where one Region of an account stands. */
export interface PlaceProgress {
  readonly account: string;
  /** `global`: what all Regions of the account answer alike. */
  readonly region: string;
  /**
   * - disabled: the Region is not enabled in the account
   * - refused: not one call was allowed
   * - silent: not one answer came, for another reason
   * - stopped: the collection was, before all of it was read
   */
  readonly phase: 'waiting' | 'reading' | 'read' | 'disabled' | 'refused' | 'silent' | 'stopped';
  /** Calls known of so far; grows as tables are found. */
  readonly calls: number;
  /** Of these, answered or given up. */
  readonly done: number;
  /** Of these, brought nothing, or not all. */
  readonly gaps: number;
}

export interface CollectSaid {
  /** Progress of a collection. */
  progress: {
    readonly job: string;
    readonly done: number;
    readonly total: number;
    readonly account: string;
    readonly region: string;
    readonly call: string;
  };
  /** Accounts and Regions that stand elsewhere than when this was last said; each once. */
  standing: {
    readonly job: string;
    readonly accounts: readonly AccountProgress[];
    readonly places: readonly PlaceProgress[];
  };
  /** A gap as it appears. */
  gap: { readonly job: string; readonly message: string };
  /** Worth knowing, and no gap. */
  note: { readonly job: string; readonly message: string };
  /** The code of this multi-factor device is waited for. */
  mfa: { readonly job: string; readonly device: string };
}
