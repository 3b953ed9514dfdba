/** What is counted once, though several calls tell of it. */
import type { KindId } from '#app/kinds/index.gen.ts';

const VIEWS: ReadonlySet<KindId> = new Set(['tgw-vpc-attachment', 'tgw-peering-attachment']);

/** True for the further views of attachments, where the attachments themselves are counted. */
export const isViewOf = (kind: KindId, count: (kind: KindId) => number): boolean =>
  VIEWS.has(kind) && count('tgw-attachment') > 0;
