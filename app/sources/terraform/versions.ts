/** Several files about one stack: of its states the latest counts, and a plan goes before the state it was made from. */
import { groupBy } from '../../base/order.ts';
import type { TfContent, TfResource } from './resource.ts';

export interface Settled {
  readonly contents: readonly TfContent[];
  /** What is not used, as parts of sentences, with the file it stands in. */
  readonly notes: readonly { readonly path: string; readonly why: string }[];
}

/** What a plan knows a resource of the state by: a state of another stack may have the same address. */
export const knownBy = (address: string, id: string): string => `${address}\n${id}`;

const keyOf = ({ address, values }: TfResource): string =>
  knownBy(address, values.text('id') ?? '');

/**
 * The contents that count. A state has a lineage all its life, and a serial that grows with every change:
 * `terraform.tfstate.backup` is the state of before the last change, with what that destroyed still in it.
 * Source: https://developer.hashicorp.com/terraform/cli/commands/state/push
 */
export function settleVersions(all: readonly TfContent[]): Settled {
  const notes: { path: string; why: string }[] = [];
  const latest = new Map<string, TfContent>();
  for (const [lineage, group] of groupBy(all, (c) => c.version?.lineage ?? '')) {
    if (lineage === '') continue;
    latest.set(
      lineage,
      group.reduce((a, b) => (serialOf(b) > serialOf(a) ? b : a)),
    );
  }
  const current = all.filter((content) => {
    const last = content.version && latest.get(content.version.lineage);
    if (!last || serialOf(last) === serialOf(content)) return true;
    const why = `is an older state (serial ${serialOf(content)}) of the same stack as ${last.path} (serial ${serialOf(last)}), which counts`;
    notes.push({ path: content.path, why });
    return false;
  });
  const plans = current.filter(({ origin }) => origin === 'plan');
  const contents = current.map((content) => {
    if (content.origin === 'plan') return content;
    const plan = plans.find(({ before }) => content.resources.some((r) => before?.has(keyOf(r))));
    if (!plan) return content;
    const isPlanned = (r: TfResource) =>
      r.mode === 'managed' && plans.some(({ before }) => before?.has(keyOf(r)));
    const rest = content.resources.filter((r) => !isPlanned(r));
    const why = `is the state that ${plan.path} was made from: what the plan says of its resources counts`;
    notes.push({ path: content.path, why });
    return { ...content, resources: rest };
  });
  return { contents, notes };
}

const serialOf = ({ version }: TfContent): number => version?.serial ?? 0;
