/** Where the engine's snapshots come from: paths, texts the page read, the sample estate, AWS. Each is loaded when asked. */
import type { Opened, ProfileInfo } from '#app/api/engine.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';

/** What a collection says while it runs. */
export interface CollectEvents {
  progress(progress: {
    readonly done: number;
    readonly total: number;
    readonly account: string;
    readonly region: string;
    readonly call: string;
  }): void;
  /** A call brought nothing; one sentence. */
  gap(message: string): void;
}

export interface CollectInput {
  readonly profiles: readonly string[];
  readonly regions: readonly string[];
  readonly endpoint: string | undefined;
  readonly signal: AbortSignal;
}

/** A snapshot, and the files beside it that were not used. */
export interface Read {
  readonly snapshot: Snapshot;
  readonly ignored: Opened['ignored'];
}

/** The engine's world outside; tests hand in their own. */
export interface EngineSources {
  path(path: string): Promise<Read>;
  texts(files: readonly { readonly name: string; readonly text: string }[]): Promise<Read>;
  demo(): Promise<Snapshot>;
  collect(input: CollectInput, events: CollectEvents): Promise<Snapshot>;
  profiles(): Promise<readonly ProfileInfo[]>;
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
  async collect({ profiles, regions, endpoint, signal }, events) {
    const { collect } = await import('#main/collect/collect.ts');
    return collect({ profiles, regions, endpoint }, events, signal);
  },
  async profiles() {
    const { listProfiles } = await import('#main/collect/profiles.ts');
    return listProfiles();
  },
};
