/** Collections that did not come to their end: offered, gone on with, discarded. */
import type { Unfinished } from '#app/api/collect.ts';
import type { Making } from '../state.ts';
import { faultOf } from '../words/fault.ts';
import type { CollectForm } from './collect.ts';

export interface UnfinishedSlice {
  /** The latest first; undefined until asked for. */
  readonly unfinished: readonly Unfinished[] | undefined;
  /** Why they could not be told. */
  readonly unfinishedFault: string | undefined;
  readonly loadUnfinished: () => Promise<void>;
  readonly discardCollection: (one: Unfinished) => Promise<void>;
}

/** What was typed again of what is not kept. */
export interface Retyped {
  readonly externalId: string;
  readonly endpoint: string;
}

/** The form it was begun with, so that a refresh can repeat it. */
export const formOf = (
  { profiles, regions, endpoint = '', organization, quotas, mfaSerial = '' }: Unfinished,
  typed: Retyped,
): CollectForm => ({
  profiles,
  regions: regions.join(' '),
  endpoint: typed.endpoint || endpoint,
  orgRole: organization?.role ?? '',
  externalId: typed.externalId,
  withoutAccounts: organization?.without.join(' ') ?? '',
  quotas,
  mfaSerial,
});

export function unfinishedSlice({ link, set, get }: Making): UnfinishedSlice {
  const engine = link.engine.call;
  return {
    unfinished: undefined,
    unfinishedFault: undefined,
    async loadUnfinished() {
      set({ unfinishedFault: undefined });
      try {
        set({ unfinished: await engine.unfinished({}) });
      } catch (error) {
        set({ unfinishedFault: faultOf(error) });
      }
    },
    async discardCollection({ path }) {
      try {
        set({ unfinished: await engine.discardCollection({ path }) });
      } catch (error) {
        get().notify('failed', faultOf(error));
      }
    },
  };
}
