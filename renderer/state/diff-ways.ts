/** Of a changed pair, the flow on either side: asked for when the pair is picked. */
import type { Trace } from '#app/routing/outcome.ts';
import type { Making } from '../state.ts';
import { faultOf } from '../words/fault.ts';
import { idsIn } from '../words/ids.ts';

export interface PairWay {
  /** Links and gateways the flow passes, in order. */
  readonly passes: readonly string[];
  /** How it ends, in a sentence; '' where it arrives. */
  readonly ends: string;
}

export interface PairWays {
  readonly from: string;
  readonly to: string;
  readonly before: PairWay;
  readonly after: PairWay;
}

/** Kinds that lead from one network to the next. */
const LEADS = new Set([
  'vpc-peering',
  'transit-gateway',
  'tgw-peering-attachment',
  'core-network',
  'vpn-connection',
]);

export function wayOf({ outcome, hops, reason, return: back }: Trace): PairWay {
  const passes = hops.filter(({ kind }) => LEADS.has(kind)).map(({ id }) => id);
  const ends = outcome === 'delivered' ? '' : outcome === 'no-return' ? back.reason : reason;
  return { passes: [...new Set(passes)], ends };
}

/** Undefined where something else was opened meanwhile. */
export async function readWays(
  { link, get }: Pick<Making, 'link' | 'get'>,
  from: string,
  to: string,
): Promise<PairWays | undefined> {
  const { comparing } = get();
  if (comparing.phase !== 'ready') return undefined;
  const { before, after } = comparing.summary;
  const [was, is] = await Promise.all(
    [before, after].map(async ({ handle }): Promise<PairWay> => {
      try {
        return wayOf(await link.engine.call.trace({ handle, from, to }));
      } catch (error) {
        return { passes: [], ends: faultOf(error) };
      }
    }),
  );
  if (!was || !is || get().comparing !== comparing) return undefined;
  await get().locate([...was.passes, ...is.passes, ...idsIn([was.ends, is.ends])]);
  return { from, to, before: was, after: is };
}
