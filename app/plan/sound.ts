/**
 * Commands, Terraform and scripts are written with the ids, accounts, Regions and zones of a plan. Those of AWS are plain; a file
 * can hold others, made to be run by a shell, to be taken for an option, or to be read as a file by the AWS CLI.
 */
import { inert } from '../base/inert.ts';
import { uniq } from '../base/order.ts';
import type { Topology } from '../topology/topology.ts';
import type { Plan } from './plan.ts';

/**
 * Letters, digits and what stands in ids, ARNs, prefixes and placeholders of Terraform; no option, and none of the addresses
 * that the AWS CLI loads a value from.
 * Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
const PLAIN = /^(?!.*:\/\/)[A-Za-z0-9:][\w.:/@+-]*$/;
const ACCOUNT = /^(?:\d{12}|unknown)?$/;
const REGION = /^[a-z0-9-]{0,40}$/;

/** Words for people, which every writer makes harmless by itself. */
const PROSE = new Set(['name', 'message', 'next', 'title']);

/** Every string of a plan's design and changes, with the name of the field it stands in. */
function* textsIn(
  value: unknown,
  field: string,
): Generator<readonly [field: string, text: string]> {
  if (typeof value === 'string') yield [field, value];
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one, field);
  else if (value !== null && typeof value === 'object')
    for (const [key, one] of Object.entries(value)) yield* textsIn(one, key);
}

function isSound(field: string, text: string): boolean {
  if (PROSE.has(field)) return true;
  if (field === 'account' || field === 'accounts') return ACCOUNT.test(text);
  if (field === 'region') return REGION.test(text);
  return text === '' || PLAIN.test(text);
}

/** Throws RangeError, with what it is and the way out, where something of a plan cannot be written into a command. */
export function refuseUnsound(
  { design, steps }: Pick<Plan, 'design' | 'steps'>,
  topology: Topology,
): void {
  const changes = steps.flatMap((step) => [...step.changes, ...step.rollback]);
  const texts = [...textsIn(design, ''), ...textsIn(changes, '')];
  const places = uniq(texts.map(([, text]) => text)).flatMap((id) => {
    const found = topology.find(id);
    return found ? [...textsIn({ account: found.account, region: found.region }, '')] : [];
  });
  const peerings = design.replaced.flatMap((id) => {
    const { requester, accepter } = topology.get('vpc-peering', id) ?? {};
    return [...textsIn([requester, accepter], '')].filter(
      ([field]) => field === 'account' || field === 'region' || field === 'vpc',
    );
  });
  const bad = [...texts, ...places, ...peerings].find(([field, text]) => !isSound(field, text));
  if (!bad) return;
  const [field, text] = bad;
  const what =
    field === 'account' || field === 'accounts' ? 'account' : field === 'region' ? 'Region' : 'id';
  throw new RangeError(
    `${JSON.stringify(inert(text.slice(0, 80)))} is no ${what} of AWS, and a plan is written with it: commands with it could do anything. Collect the network again, or mend the file.`,
  );
}
