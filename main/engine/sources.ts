/** Where the engine's snapshots come from: paths, texts the page read, the sample estate, AWS. Each is loaded when asked. */
import type { z } from 'zod';
import type {
  AccountProgress,
  CheckedProfile,
  collectInputs,
  PlaceProgress,
  ProfileInfo,
} from '#app/api/collect.ts';
import type { Opened } from '#app/api/engine.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import type { CollectionKeep } from './journals.ts';

/** What a collection says while it runs. */
export interface CollectEvents {
  progress(progress: {
    readonly done: number;
    readonly total: number;
    readonly account: string;
    readonly region: string;
    readonly call: string;
  }): void;
  account(progress: AccountProgress): void;
  place(progress: PlaceProgress): void;
  /** A call brought nothing; one sentence. */
  gap(message: string): void;
  /** Worth knowing, and no gap. */
  note(message: string): void;
  /** One that began before is gone on with: when that was, ISO 8601, and how many answers there are. */
  resumed(before: { readonly created: string; readonly answers: number }): void;
}

export interface CollectInput {
  readonly asked: z.infer<typeof collectInputs.collect>;
  readonly signal: AbortSignal;
  /** Asks for the code of a multi-factor device; empty where there is none. */
  readonly mfaCode: (device: string) => Promise<string>;
  /** Where what is read goes, page by page. */
  readonly keep: CollectionKeep;
}

/** What a collection read. */
export interface Collected {
  readonly snapshot: Snapshot;
  /** False where it was stopped, or credentials, the network or AWS failed on the way: the rest can still be read. */
  readonly finished: boolean;
}

/** A snapshot, the files beside it that were not used, and those that are broken or could not be read. */
export interface Read {
  readonly snapshot: Snapshot;
  readonly ignored: Opened['ignored'];
  readonly unread?: Opened['ignored'];
  /** Of files that are no snapshot; absent where the snapshot's own is to be worked out. */
  readonly checksum?: string;
  /** Of a snapshot that was cut off: that it is, as a sentence without its full stop. */
  readonly torn?: string;
}

/** The engine's world outside; tests hand in their own. */
export interface EngineSources {
  path(path: string): Promise<Read>;
  texts(files: readonly { readonly name: string; readonly text: string }[]): Promise<Read>;
  demo(): Promise<Snapshot>;
  collect(input: CollectInput, events: CollectEvents): Promise<Collected>;
  profiles(): Promise<readonly ProfileInfo[]>;
  /** Asks AWS whose the credentials of a profile are. */
  checkProfile(input: z.infer<typeof collectInputs.checkProfile>): Promise<CheckedProfile>;
}

/** The real world outside. */
export const outside: EngineSources = {
  async path(path) {
    const { openSource } = await import('#main/files/open.ts');
    return openSource(path);
  },
  async texts(files) {
    const { openTexts } = await import('#main/files/open.ts');
    return openTexts(files);
  },
  async demo() {
    const { sampleEstate } = await import('#app/world/sample.ts');
    return sampleEstate().snapshot();
  },
  async collect({ asked, signal, mfaCode, keep }, events) {
    const { collectInto } = await import('#main/collect/collect.ts');
    const about = await collectInto(keep, { ...asked, mfaCode }, events, signal);
    return { snapshot: keep.snapshot(about), finished: about.finished };
  },
  async profiles() {
    const { listProfiles } = await import('#main/collect/profiles.ts');
    return listProfiles();
  },
  async checkProfile({ profile, endpoint }) {
    const { checkProfiles } = await import('#main/collect/check.ts');
    const { signal } = new AbortController();
    return (await checkProfiles([profile], { endpoint }, signal)).get(profile)!;
  },
};
