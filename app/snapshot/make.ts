/** Makes a snapshot of pages: in a settled order, with a manifest that says what they cover. */
import { by, byText, thenBy, uniq } from '../base/order.ts';
import { canonical } from '../base/json.ts';
import { hasRegion, type Page } from './page.ts';
import { FORMAT, FORMAT_VERSION, type Manifest, type Snapshot } from './snapshot.ts';

/**
 * Pages of one call keep the order in which they came; calls are sorted, so that two snapshots of
 * one estate differ only where the estate does.
 */
export function makeSnapshot(
  pages: readonly Page[],
  about: Pick<Manifest, 'created' | 'peerless' | 'origin' | 'key'>,
): Snapshot {
  const keyed = pages.map((page) => ({ page, args: canonical(page.args) }));
  keyed.sort(
    thenBy(
      by((k) => k.page.account),
      by((k) => k.page.region),
      by((k) => k.page.service),
      by((k) => k.page.operation),
      (a, b) => byText(a.args, b.args),
    ),
  );
  return {
    manifest: {
      format: FORMAT,
      version: FORMAT_VERSION,
      created: about.created,
      peerless: about.peerless,
      origin: about.origin,
      ...(about.key === undefined ? {} : { key: about.key }),
      scope: {
        accounts: uniq(pages.map((page) => page.account)),
        regions: uniq(pages.filter(hasRegion).map((page) => page.region)),
        calls: uniq(pages.map((page) => `${page.service}:${page.operation}`)),
      },
    },
    pages: keyed.map((k) => k.page),
  };
}
