/** What is said of a plan before its first step, in every format for people: warnings with whom they concern, and what stays. */
import { count } from '../../base/count.ts';
import type { Design, KeptPeering } from '../../plan/design-shapes.ts';
import type { Plan, PlanWarning } from '../../plan/plan.ts';
import type { Topology } from '../../topology/topology.ts';
import { type Label, movesNothing } from './sentences.ts';

/** Resources named with a warning; the JSON format lists all. */
const MOST_NAMED = 12;
/** Pairs named in the headline; all of them follow with their reasons. */
const MOST_PAIRS = 4;

/** The warning, and the resources it concerns as far as its words do not name them. */
export function warningText(
  { message, resources, stops }: PlanWarning,
  topology: Topology,
  label: Label,
): string {
  const unnamed = resources.filter(
    (id) => !message.includes(id) && !message.includes(topology.label(id)),
  );
  const names = unnamed.slice(0, MOST_NAMED).map((id) => {
    const name = label(id);
    return name === id ? id : `${name} (${id})`;
  });
  const more = unnamed.length - names.length;
  const rest = more > 0 ? ` and ${more} more (--format json lists all of them)` : '';
  return `${stops ? 'To be solved first: ' : ''}${message}${names.length === 0 ? '' : ` Concerns ${names.join(', ')}${rest}.`}`;
}

const WHY: Readonly<Record<KeptPeering['why'], string>> = {
  overlap: 'they share addresses with somebody on the gateway',
  asked: 'as asked',
  traffic: 'it would cost more over the gateway',
  proof: 'somebody would be reached differently',
  'not-read': 'a prefix list was not read',
  'no-subnet': 'no subnet for an attachment',
};

/** What would let those move that stay, each way once. */
export const nextOf = ({ kept }: Design): string[] => [...new Set(kept.map((k) => k.next))];

/** Over the warnings of a plan. */
export const warningsTitle = (plan: Plan): string =>
  movesNothing(plan) ? 'To know beside this' : 'Before the first step';

export const NEXT_TITLE = 'What would let them move';

/** Which pairs do not move, and why; undefined where all do. */
export function staysText({ kept, replaced }: Design, label: Label): string | undefined {
  if (kept.length === 0) return undefined;
  const pairs = kept
    .slice(0, MOST_PAIRS)
    .map((k) => `${k.vpcs.map(label).join(' and ')} (${WHY[k.why]})`);
  const more = kept.length - pairs.length;
  return `${count(kept.length, 'peering')} of ${kept.length + replaced.length} ${kept.length === 1 ? 'stays' : 'stay'}: ${pairs.join('; ')}${more > 0 ? `; and ${more} more, below` : ''}`;
}
