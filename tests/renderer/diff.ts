/** A comparison made by hand over the picture by hand: one box gone, one new, one changed, and a pair that lost its way. */
import type { DiffRow, DiffSummary } from '#app/api/diff.ts';
import type { ComparedScene } from '#app/scene/compared.ts';
import { box, line, picture } from './picture.ts';

const pair = (outcome: 'delivered' | 'no-route') => ({ outcome, return: outcome });

export const diffRows: readonly DiffRow[] = [
  {
    sort: 'pair',
    verdict: 'lost',
    from: 'vpc-a',
    to: 'vpc-b',
    fromLabel: 'a (vpc-a)',
    toLabel: 'b (vpc-b)',
    before: pair('delivered'),
    after: pair('no-route'),
  },
  {
    sort: 'finding',
    change: 'fixed',
    fingerprint: 'f-old',
    rule: 'peering-one-way',
    severity: 'warning',
    sure: true,
    message: 'vpc-a routes to vpc-b, but vpc-b has no route back.',
    was: '',
    refs: ['vpc-a', 'pcx-ab', 'vpc-b'],
  },
  ...(
    [
      ['added', 'vpc-new'],
      ['removed', 'vpc-old'],
      ['not-seen-now', 'vpc-ghost'],
      ['changed', 'vpc-a'],
    ] as const
  ).map(([change, id]): DiffRow => ({
    sort: 'resource',
    change,
    kind: 'vpc',
    kindTitle: 'VPC',
    kindPlural: 'VPCs',
    id,
    name: '',
    account: '1',
    region: 'eu-west-1',
    vpcLabel: '',
    fields:
      change === 'changed'
        ? [
            { field: 'routes', key: '10.9.0.0/16', before: 'pcx-ab' },
            { field: 'tenancy', before: 'default', after: 'dedicated' },
          ]
        : [],
    moreFields: change === 'changed' ? 3 : 0,
    why: change === 'not-seen-now' ? ['DescribeVpcs was refused.'] : [],
  })),
  { sort: 'gap', change: 'opened', id: 'g-1', message: 'DescribeVpcs was refused.' },
];

export const compared: ComparedScene = {
  scene: {
    ...picture,
    width: 1400,
    nodes: [...picture.nodes, box('vpc-old', 1000, 100), box('vpc-new', 1000, 300)],
    edges: [
      ...picture.edges,
      line('reach/vpc-a/vpc-b', 'vpc-a', 'vpc-b', { kind: 'reach', label: '' }),
    ],
  },
  nodes: [
    { id: 'vpc-a', mark: 'changed' },
    { id: 'vpc-ghost', only: 'before', mark: 'unseen' },
    { id: 'vpc-new', only: 'after', mark: 'added' },
    { id: 'vpc-old', only: 'before', mark: 'removed' },
  ],
  edges: [{ id: 'reach/vpc-a/vpc-b', mark: 'removed' }],
  hulls: [],
  reach: ['vpc-a', 'vpc-b'],
};

export const diffSummary = (before: string, after: string): DiffSummary => ({
  diff: 'diff-1',
  before: { handle: before, title: 'older', created: '2026-01-05T09:00:00Z', gaps: 0, vpcs: 4 },
  after: { handle: after, title: 'newer', created: '2026-01-06T09:00:00Z', gaps: 1, vpcs: 4 },
  rows: diffRows.length,
  resources: { added: 1, removed: 1, changed: 1, 'not-seen-before': 0, 'not-seen-now': 1 },
  reach: {
    vpcs: 3,
    pairs: 6,
    shifts: [{ verdict: 'lost', before: pair('delivered'), after: pair('no-route'), pairs: 1 }],
    unlooked: 0,
    unlisted: 0,
  },
  findings: { fresh: 0, fixed: 1, changed: 0, perhapsNew: 0, unseen: 0, known: 2 },
  gaps: { opened: 1, closed: 0 },
  differs: true,
  mayHide: true,
});
