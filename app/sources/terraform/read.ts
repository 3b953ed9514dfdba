/** Terraform files become pages: all of a source together, since one state looks up what another manages. */
import { by } from '../../base/order.ts';
import { Estate, type Made } from './estate.ts';
import * as filters from './filters.ts';
import * as gateways from './gateways.ts';
import * as interfaces from './interfaces.ts';
import { placesOf } from './places.ts';
import type { Reader, Readers } from './readers.ts';
import type { TfContent, TfResource } from './resource.ts';
import * as routes from './routes.ts';
import * as tgw from './tgw.ts';
import { applyDefaults } from './tgw-defaults.ts';
import * as vpc from './vpc.ts';

/** What stands by itself first, then what adds to it, then what adds to that. */
const ROUNDS: readonly (readonly Readers[])[] = [
  [vpc.makers, gateways.makers, tgw.makers, routes.makers, filters.makers],
  [vpc.edits, interfaces.edits, gateways.edits, tgw.edits, routes.edits, filters.edits],
  [vpc.lateEdits, interfaces.lateEdits, tgw.lateEdits],
];

const readersOf = (round: readonly Readers[], type: string): readonly Reader[] =>
  round.flatMap((readers) => (Object.hasOwn(readers, type) ? readers[type]! : []));

const WHY = {
  state: ['TerraformState', 'Only what Terraform manages is in this state'],
  plan: ['TerraformPlan', 'Only what Terraform will manage is in this plan'],
} as const;

export interface TerraformPages {
  readonly made: readonly Made[];
  /** Resources that could not be placed, as parts of sentences, with the file they stand in. */
  readonly notes: readonly { readonly path: string; readonly why: string }[];
}

/** True for types that only say who or where somebody is. */
const isAbout = (type: string): boolean =>
  ['aws_caller_identity', 'aws_region', 'aws_partition'].includes(type);

export function terraformPages(contents: readonly TfContent[]): TerraformPages {
  const resources = contents
    .flatMap((content) => content.resources)
    .sort(by((r: TfResource) => `${r.mode === 'managed' ? 0 : 1}${r.address}\n${r.file.path}`));
  const places = placesOf(resources);
  const estate = new Estate();
  for (const r of resources) if (!isAbout(r.type)) estate.visit(places.get(r)!, r.file);
  for (const round of ROUNDS) {
    for (const r of resources)
      for (const read of readersOf(round, r.type)) read(r, places.get(r)!, estate);
  }
  applyDefaults(resources, estate);
  routes.finishTables(resources, estate);
  routes.finishPeerings(estate);
  filters.finishGroups(estate);
  filters.finishAcls(estate);

  const [code, why] = WHY[contents.some((c) => c.origin === 'plan') ? 'plan' : 'state'];
  const unknown = contents.flatMap((content) => content.unknown);
  const also = unknown.length > 0 ? `; not known before it is applied: ${some(unknown)}` : '';
  return {
    made: estate.pages(code, `${why}${also}`),
    notes: [...estate.orphans()].map(([file, list]) => ({
      path: file.path,
      why: `adds to what is not in it: ${some(list)}`,
    })),
  };
}

const some = (list: readonly string[]): string => {
  const shown = list
    .slice(0, 5)
    .map((text) => (text.length > 120 ? `${text.slice(0, 120)}…` : text));
  return list.length > 5 ? `${shown.join(', ')} and ${list.length - 5} more` : shown.join(', ');
};
