/** Assertions of the intent that the network does not hold. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import type { Topology } from '../../topology/topology.ts';
import { assertionWords, type IntentEnd } from '../intent.ts';
import { gapsBehind, hopsOf, traceOf } from '../parts/arrivals.ts';
import { assess, type Assessed } from '../parts/assess.ts';
import { defineRule, type Place } from '../rule.ts';

export default defineRule({
  id: 'intent-broken',
  about: {
    title: 'Assertion that does not hold',
    why: 'The configuration says what must work and what must not. This network does otherwise: something that is needed is cut off, or something that was meant to be apart is connected.',
    remedy:
      'What should reach shows everything that stands in its way; what should be isolated shows a path that is open. Change those routes or filters, or the assertion where the intent has changed.',
    severity: 'error',
    category: 'segmentation',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_prefer_hub_and_spoke.html',
      'https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html',
    ],
  },
  needs: ['vpc', 'subnet'],
  intent: 'assertions',
  followsFlow: true,
  options: z.object({}),
  messages: {
    lost: '{from} should reach {to} ({reason}), but {failing} of {pairs} cannot. From {source} to {target}: {why}',
    open: '{from} should be isolated from {to} ({reason}), but {failing} of {pairs} can connect, such as {source} to {target}.',
    unknown: 'Whether {from} {expectation} {to} ({reason}) cannot be told. {Why}',
    nothing: '{ends} picks nothing: whether {from} {expectation} {to} ({reason}) was not asked.',
  },
  check({ topology, routing, intent }, say) {
    for (const assertion of intent.assertions) {
      const assessed = assess(routing, intent, assertion);
      const { from, to, arrivals } = assessed;
      const { expect } = assertion;
      const about = {
        from: from.words,
        to: to.words,
        reason: assertion.reason.trim().replace(/\.$/, ''),
        expectation: expect === 'reach' ? 'reaches' : 'is isolated from',
      };
      const subject = assertionWords(assertion);
      const empty = [from, to].filter(({ refs, ip }) => refs.length === 0 && ip === undefined);
      if (empty.length > 0) {
        say({
          message: 'nothing',
          subject,
          at: [],
          // What lies outside of what was collected no end picks anyway.
          gaps: topology
            .gapsHiding(['vpc', 'subnet'])
            .filter((gap) => gap.kind !== 'peer')
            .map((gap) => gap.id),
          data: { ...about, ends: empty.map(({ words }) => words).join(' and ') },
        });
        continue;
      }
      const wrong = expect === 'reach' ? arrivals.failed : arrivals.reached;
      const isBroken = wrong.pairs > 0;
      const tally = isBroken ? wrong : arrivals.unknown;
      const { example } = tally;
      const why = openQuestion(assessed, expect);
      if (!example && why === undefined) continue;
      const trace = traceOf(routing, example);
      const ends = example ? [example.source, example.target] : [];
      const common = {
        subject,
        at: ends.filter((ref) => topology.find(ref)),
        path: hopsOf(trace),
      };
      const words = {
        ...about,
        failing: tally.pairs,
        pairs:
          count(arrivals.pairs, 'pair') +
          (arrivals.unlooked > 0 ? ` (${arrivals.unlooked} more were not looked at)` : ''),
        source: nameOf(topology, ends[0] ?? '', from),
        target: nameOf(topology, ends[1] ?? '', to),
        why: trace?.reason ?? why ?? 'Nothing there could send or be reached.',
        assumptions: trace?.assumptions ?? [],
        unlooked: arrivals.unlooked,
      };
      const placesOf = (verb: string): Place[] =>
        tally
          .places(topology, verb, (ref) => nameOf(topology, ref, to))
          .filter(({ resource }) => topology.find(resource));
      if (!isBroken) {
        say({
          ...common,
          message: 'unknown',
          unsure: true,
          gaps: [...gapsBehind(routing, tally), ...hidden(topology, from, to)],
          places: placesOf('perhaps to'),
          data: words,
        });
        continue;
      }
      const blockers = (trace?.blockers ?? []).map(({ at, message }) => ({
        resource: at,
        detail: message,
      }));
      const pairs = placesOf(expect === 'reach' ? 'not to' : 'to');
      say({
        ...common,
        message: expect === 'reach' ? 'lost' : 'open',
        places: [...(expect === 'reach' ? blockers : []), ...pairs],
        data: words,
      });
    }
  },
});

/** Why an assertion that nothing speaks against is open all the same; undefined where it holds. */
function openQuestion(
  { from, to, arrivals, trouble }: Assessed,
  expect: string,
): string | undefined {
  if (trouble !== undefined) return trouble;
  if (arrivals.unlooked > 0) {
    return `Not looked at: ${count(arrivals.unlooked, 'pair')} of the many that routes connect. Name fewer of them.`;
  }
  const areApart = from.refs.length !== 1 || to.refs.length !== 1 || from.refs[0] !== to.refs[0];
  return arrivals.pairs === 0 && expect === 'reach' && areApart
    ? 'There are no two addresses of one family to ask about.'
    : undefined;
}

/** Gaps that hide subnets of VPCs which have none that are known. */
const hidden = (topology: Topology, ...ends: readonly IntentEnd[]): string[] =>
  ends
    .flatMap(({ refs }) => refs)
    .filter((vpc) => topology.subnetsOf(vpc).length === 0)
    .flatMap((vpc) => topology.gapsHiding(['subnet'], topology.placeOf(vpc)))
    .map((gap) => gap.id);

const nameOf = (topology: Topology, ref: Ref, end: IntentEnd): string =>
  end.ip ?? topology.label(ref);
