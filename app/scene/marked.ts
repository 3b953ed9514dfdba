/** What a picture marks on a network: what a step of a plan does to it, or what two snapshots say differently. */
import { diffLooks } from './legend.ts';
import type { Diff, PlanMarks } from './planned.ts';

export interface Marked {
  readonly marks: PlanMarks;
  /** What the signs mean. */
  readonly titles: Readonly<Record<Diff, string>>;
  /** What it is of, for the title block: one part after the other. */
  readonly scope: readonly string[];
  /** That says all; else what the report tells of itself stands after it. */
  readonly alone?: true;
}

/** The signs of a step of a plan. */
export const planTitles: Marked['titles'] = {
  added: diffLooks.added.title,
  removed: diffLooks.removed.title,
  changed: diffLooks.changed.title,
  unseen: diffLooks.unseen.title,
};

/** Those of them that stand in a part of the picture. */
export function marksIn(
  { nodes, edges, idle, reach }: PlanMarks,
  drawn: {
    readonly nodes: readonly { readonly id: string }[];
    readonly edges: readonly { readonly id: string }[];
  },
): PlanMarks {
  const here = new Set([...drawn.nodes, ...drawn.edges].map(({ id }) => id));
  const isHere = (id: string): boolean => here.has(id);
  return {
    nodes: new Map([...nodes].filter(([id]) => isHere(id))),
    edges: new Map([...edges].filter(([id]) => isHere(id))),
    idle: new Set([...idle].filter(isHere)),
    ...(reach && { reach: new Set([...reach].filter(isHere)) }),
  };
}
