/** The journal of a large collection, written as collecting does but without the network: what it holds, and what the snapshot takes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Call, GLOBAL, type Page } from '#app/snapshot/page.ts';
import { global, type Listing, regional } from '#main/collect/calls.ts';
import { keepHeapClose } from '#main/collect/heap.ts';
import { Journal } from '#main/store/journal.ts';
import { saveLines } from '#main/store/snapshots.ts';
import { cache } from './collect.ts';
import { accountsOf, defaultVpc, FLEET_REGIONS, TIME } from './fleet.ts';

export interface JournalFigures {
  /** That making the snapshot of the journal took. */
  readonly seconds: number;
  readonly pages: number;
  /** Bytes of the heap that each page takes once it is written. */
  readonly held: number;
  /** Peak of the process before the snapshot was begun. */
  readonly collectedMb: number;
}

/** What is on the heap without garbage. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** All answers of one place, each made anew: what is kept of one shows. */
function pagesOf(account: string, region: string, listings: readonly Listing[]): Page[] {
  const answers = region === GLOBAL ? {} : defaultVpc(region);
  return listings.map(({ call: { service, operation, list }, args }) => {
    const head: Call = { account, region, service, operation, args };
    return { ...head, time: TIME, answer: answers[operation] ?? { [list]: [] } };
  });
}

/** Of so many accounts, each with what `fleet` gives it. */
export async function measureJournal(size: number): Promise<JournalFigures> {
  const folder = mkdtempSync(join(cache(), 'journal-'));
  const output = join(folder, 'estate.json');
  const journal = new Journal(output, { resume: false });
  await journal.open({ created: TIME, peerless: 'bench', asked: '{}' });
  // As `peerless collect` does.
  keepHeapClose();
  const before = heapUsed();
  let pages = 0;
  const keep = async (page: Page): Promise<void> => {
    const { account, region, service, operation, args } = page;
    await journal.write({ note: 'page', part: 0, page });
    const call: Call = { account, region, service, operation, args };
    await journal.write({ note: 'whole', call, pages: 1 });
    pages++;
  };
  for (const account of accountsOf(size)) {
    for (const region of [...FLEET_REGIONS, GLOBAL]) {
      const listings = region === GLOBAL ? global : regional;
      await Promise.all(pagesOf(account, region, listings).map(keep));
    }
  }
  const held = (heapUsed() - before) / pages;
  const collectedMb = process.resourceUsage().maxRSS / 1024;
  const since = performance.now();
  await saveLines(output, journal.snapshotLines());
  const seconds = (performance.now() - since) / 1000;
  await journal.remove();
  rmSync(folder, { recursive: true, force: true });
  return { seconds, pages, held, collectedMb };
}
