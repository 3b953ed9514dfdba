/** Pairs that the mode wants joined or apart, and that the plan cannot make so. */
import type { Routing } from '../../routing/routing.ts';
import type { Designed } from '../design.ts';
import { type Asked, pairKey } from '../goals.ts';
import type { PlanWarning } from '../plan.ts';

/** Pairs that the mode wants joined or apart, and that are not. */
export function goalsMissed(
  { topology }: Routing,
  { design, unjoined }: Designed,
  asked: Asked,
  after: Routing,
): PlanWarning[] {
  const out: PlanWarning[] = unjoined.map(({ vpcs, why }) => ({
    kind: 'segments',
    stops: false,
    message: `${vpcs.map((id) => topology.label(id)).join(' and ')} are not joined: ${why}.`,
    resources: [...vpcs],
  }));
  if (design.mode === 'exact') return out;
  const reach = after.reach();
  const at = new Map(reach.vpcs.map((id, i) => [id, i]));
  const told = new Set(unjoined.map(({ vpcs }) => pairKey(...vpcs)));
  design.members.forEach((a, i) => {
    for (const b of design.members.slice(i + 1)) {
      const want = asked(a, b);
      if (want === undefined || told.has(pairKey(a, b))) continue;
      const ways = [
        [a, b],
        [b, a],
      ] as const;
      const off = ways.filter(([from, to]) => {
        const [x, y] = [at.get(from)!, at.get(to)!];
        return want ? reach.pair(x, y).outcome !== 'delivered' : reach.mayArrive(x, y);
      });
      if (off.length === 0) continue;
      const words = off.map(
        ([from, to]) =>
          `${topology.label(from)} to ${topology.label(to)}: ${reach.pair(at.get(from)!, at.get(to)!).outcome}`,
      );
      out.push({
        kind: 'segments',
        stops: false,
        message: want
          ? `Some of what should be reached still is not, for reasons beside this plan: ${words.join('; ')}.`
          : `Some of what should be apart still is not, by ways beside these peerings: ${words.join('; ')}.`,
        resources: [a, b],
      });
    }
  });
  return out;
}
