/** A small plan made by hand over the picture made by hand: a gateway comes, two VPCs are attached, a peering goes. */
import type { PlanChoices, PlanSummary, StepDetail, StepRow } from '#app/api/plan.ts';
import type { PlannedScene } from '#app/scene/planned.ts';
import { box, line, picture } from './picture.ts';

const row = (id: string, part: Partial<StepRow>): StepRow => ({
  id,
  phase: 'build',
  title: id,
  attachments: 0,
  peerings: 1,
  routes: 0,
  moved: 0,
  pairs: 2,
  lost: 0,
  gained: 0,
  ...part,
});

export const stepRows: readonly StepRow[] = [
  row('build-1', { title: 'Create the gateway' }),
  row('build-2', { title: 'Attach both', attachments: 2 }),
  row('cut-over-3', { phase: 'cut-over', title: 'Send both', attachments: 2, routes: 2, moved: 2 }),
  row('remove-4', { phase: 'remove', title: 'Delete', attachments: 2, routes: 2, peerings: 0 }),
];

export const stepDetail = (step: number): StepDetail => ({
  ...stepRows[step - 1]!,
  precondition: 'All is well.',
  changes: [`change of step ${step}`],
  expected: 'Nothing breaks.',
  check: ['aws ec2 describe-transit-gateways'],
  rollback: [],
});

export const planSummary: PlanSummary = {
  plan: 'plan-1',
  mode: 'exact',
  modes: ['exact', 'full-mesh'],
  members: ['vpc-a', 'vpc-b'],
  steps: stepRows.length,
  before: { attachments: 0, peerings: 1, routes: 0 },
  phases: [
    { phase: 'build', first: 1, count: 2 },
    { phase: 'cut-over', first: 3, count: 1 },
    { phase: 'remove', first: 4, count: 1 },
  ],
  gateways: [],
  tables: [],
  attachments: [],
  replaced: 1,
  kept: [],
  opened: 0,
  closed: 0,
  warnings: [],
  proof: {
    steps: 4,
    pairs: 6,
    compared: 8,
    lost: 0,
    gained: 0,
    wanted: 0,
    changes: [],
    bySubnet: { pairs: 2, lost: 0, gained: 0 },
  },
  cost: {
    attachments: 2,
    peeringAttachments: 0,
    monthlyUsd: 73,
    breakEvenGb: 3650,
    priceAsOf: '2024-10',
    unsourced: [],
    before: undefined,
    after: undefined,
    gbMonth: undefined,
    notes: [],
  },
  offers: [],
  traffic: [],
  formats: [{ id: 'text', title: 'Text', description: 'To read.', extension: 'txt' }],
};

/** A gateway that is there in Ireland, one that cannot be built on; one peering that could go. */
export const planChoices: PlanChoices = {
  regions: [
    {
      region: 'eu-west-1',
      vpcs: 2,
      gateways: [
        { id: 'tgw-1', name: 'core', account: '1', attached: 0, refused: undefined },
        { id: 'tgw-2', name: '', account: '2', attached: 0, refused: 'it is deleting.' },
      ],
    },
  ],
  peerings: [
    { id: 'pcx-ab', between: ['store-a', 'store-b'], regions: ['eu-west-1', 'eu-west-1'] },
  ],
};

const TGW = 'planned-tgw-eu-west-1';

export const planned: PlannedScene = {
  scene: {
    ...picture,
    nodes: [...picture.nodes, box(TGW, 400, 300, { shape: 'transit-gateway' })],
    edges: [
      ...picture.edges,
      ...['a', 'b'].map((x) =>
        line(`planned-attachment-${x}`, TGW, `vpc-${x}`, { kind: 'attachment' }),
      ),
    ],
  },
  lives: [
    ['pcx-ab', { from: 0, until: 4, turns: [0, 3] }],
    [TGW, { from: 1, until: undefined, turns: [] }],
    ['planned-attachment-a', { from: 2, until: undefined, turns: [3] }],
    ['planned-attachment-b', { from: 2, until: undefined, turns: [3] }],
  ],
  touched: [[], [], ['vpc-a', 'vpc-b'], []],
};
