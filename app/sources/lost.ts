/** What a file lacks that may be of any account, Region and kind: pages that say so, for then nothing counts as not there. */
import { groupBy } from '../base/order.ts';
import { GLOBAL, type Page, type PageError, UNKNOWN } from '../snapshot/page.ts';
import type { SourceFile } from './placing.ts';
import { mainCalls } from './unreadable.ts';

export interface Lost {
  readonly file: SourceFile;
  /** What sort of lack it is: those of one sort are told together. */
  readonly code: string;
  /** Part of a sentence, with the file in it. */
  readonly message: string;
}

/** An error page for every call a source is meant to hold. */
export const lostPages = (error: PageError, time: string, args: Page['args'] = {}): Page[] =>
  mainCalls.map((call) => ({
    account: UNKNOWN,
    region: call.scope === 'global' ? GLOBAL : UNKNOWN,
    service: call.service,
    operation: call.operation,
    args,
    time,
    error,
  }));

/** The same for all of each sort, with the first file that lacks something. */
export const lostIn = (
  lost: readonly Lost[],
): { readonly page: Page; readonly file: SourceFile }[] =>
  [...groupBy(lost, ({ code }) => code)].flatMap(([code, some]) => {
    const message = some.map((one) => one.message).join('; ');
    const { file } = some[0]!;
    return lostPages({ failure: 'unreadable', code, message }, file.time).map((page) => ({
      page,
      file,
    }));
  });
