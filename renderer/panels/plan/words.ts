/** What the plan panel calls phases, modes and warnings. */
import type { BillLine, UsdRange } from '#app/plan/bill.ts';
import type { KeptPeering, PlanMode } from '#app/plan/design-shapes.ts';
import type { Phase, WarningKind } from '#app/plan/plan.ts';
import { dollars } from '../../words/count.ts';

export const phaseNames: Readonly<Record<Phase, string>> = {
  build: 'Build beside',
  'cut-over': 'Cut over',
  verify: 'Verify',
  close: 'Close',
  remove: 'Remove',
};

export const modeNames: Readonly<Record<PlanMode, string>> = {
  exact: 'Exact',
  'full-mesh': 'Full mesh',
  segments: 'Segments',
};

export const modeSays: Readonly<Record<PlanMode, string>> = {
  exact: 'The same pairs reach each other as today.',
  'full-mesh': 'Every member reaches every other.',
  segments: 'What the environments of the configuration allow.',
};

export const warningNames: Readonly<Record<WarningKind, string>> = {
  overlap: 'Overlap',
  'not-collected': 'Not collected',
  gap: 'Not read',
  quota: 'Quota',
  'security-group-reference': 'Security groups',
  mtu: 'MTU',
  dns: 'DNS',
  landing: 'Subnets',
  'shared-vpc': 'Shared VPC',
  'fall-through': 'Fall-through',
  tables: 'Route tables',
  segments: 'Segments',
  gateway: 'Gateway there',
  'on-premises': 'On premises',
  inspection: 'Inspection',
};

export const billNames: Readonly<Record<BillLine['what'], string>> = {
  attachments: 'Attachments',
  'gateway-peerings': 'Peerings of gateways',
  processing: 'Data through gateways',
  'cross-zone': 'Data between zones',
  'inter-region': 'Data between Regions',
};

/** `$12`, `$10 to $14`, `$0 to $4`, or `none`. */
export function range({ least, most }: UsdRange): string {
  if (most === 0) return 'none';
  if (least === most) return dollars(least);
  return `${least === 0 ? '$0' : dollars(least)} to ${dollars(most)}`;
}

export const keptNames: Readonly<Record<KeptPeering['why'], string>> = {
  asked: 'stays, as asked',
  traffic: 'stays, hot',
  overlap: 'stays: overlap',
  proof: 'stays: not proved',
  'no-subnet': 'stays: no subnet',
  'not-read': 'stays: not read',
};
