/** Which findings a filter leaves, and how they are grouped. */
import { describe, expect, it } from 'vitest';
import {
  FACETS,
  type FindingFilter,
  groupsOf,
  narrows,
  NO_FILTER,
  valuesOf,
  visibleRows,
} from '#renderer/state/filter.ts';
import { finding, findings, row, rules } from '../window.ts';

const byId = new Map(rules.map((rule) => [rule.id, rule]));
const [oneWay, hole, mesh] = findings.map((f) => row(f));
const rows = [
  { ...oneWay!, about: 'ab (pcx-ab)', accounts: ['1', '2'], regions: ['eu-west-1'] },
  { ...hole!, about: 'main (rtb-1)', accounts: ['2'], regions: ['us-east-1'], sure: false },
  { ...mesh!, about: 'ab (pcx-ab)' },
  row(finding({ fingerprint: 'f-hushed', state: 'suppressed' })),
  row(finding({ fingerprint: 'f-known', state: 'known' })),
];

const left = (part: Partial<FindingFilter>): string[] =>
  visibleRows(rows, byId, { ...NO_FILTER, ...part }).map((r) => r.fingerprint);

describe('a filter', () => {
  it.each<[string, Partial<FindingFilter>, string[]]>([
    ['nothing', {}, ['f-one-way', 'f-hole', 'f-mesh']],
    ['every word, in message, rule or resource', { text: 'RTB-1 drops' }, ['f-hole']],
    ['words that never stand together', { text: 'rtb-1 mesh' }, []],
    ['the title of a rule', { text: 'routed one way' }, ['f-one-way']],
    ['what it is about', { text: 'main (' }, ['f-hole']],
    ['severities', { hidden: ['error', 'info'] }, ['f-one-way']],
    ['a category', { category: 'routing' }, ['f-hole']],
    ['sure ones', { certainty: 'sure' }, ['f-one-way', 'f-mesh']],
    ['unsure ones', { certainty: 'unsure' }, ['f-hole']],
    ['an account, whichever resource stands there', { account: '2' }, ['f-one-way', 'f-hole']],
    ['a Region', { region: 'us-east-1' }, ['f-hole']],
    ['a rule', { rule: 'peering-mesh' }, ['f-mesh']],
    ['several at once', { account: '2', certainty: 'sure' }, ['f-one-way']],
    [
      'suppressed ones too',
      { also: ['suppressed'], text: 'route back' },
      ['f-one-way', 'f-hushed'],
    ],
    [
      'those of the baseline too',
      { also: ['known'], rule: 'peering-one-way' },
      ['f-one-way', 'f-known'],
    ],
  ])('by %s', (_what, part, wanted) => {
    expect(left(part)).toEqual(wanted);
  });

  it('knows whether it hides anything that a fresh window shows', () => {
    expect(narrows(NO_FILTER)).toBe(false);
    expect(narrows({ ...NO_FILTER, also: ['suppressed'], text: '  ' })).toBe(false);
    expect(narrows({ ...NO_FILTER, region: 'eu-west-1' })).toBe(true);
    expect(narrows({ ...NO_FILTER, hidden: ['info'] })).toBe(true);
  });

  it('offers the values there are, sorted', () => {
    expect(Object.fromEntries(FACETS.map((facet) => [facet, valuesOf(facet, rows, byId)]))).toEqual(
      {
        category: ['mesh', 'peering', 'routing'],
        certainty: ['sure', 'unsure'],
        account: ['1', '2'],
        region: ['eu-west-1', 'us-east-1'],
        rule: ['peering-mesh', 'peering-one-way', 'route-blackhole'],
      },
    );
  });
});

describe('groups', () => {
  const told = rows.filter((r) => r.state === 'told');
  const shown = (grouping: 'rule' | 'resource' | 'severity', of = told) =>
    groupsOf(of, byId, grouping).map((g) => [g.title, g.rows.map((r) => r.fingerprint)]);

  it('by rule: meshes first, since they shape the network; then the worst first', () => {
    expect(shown('rule', [...told, row(finding({ fingerprint: 'f-later' }))])).toEqual([
      ['Peering mesh', ['f-mesh']],
      ['Blackhole route', ['f-hole']],
      ['Peering routed one way only', ['f-one-way', 'f-later']],
    ]);
  });

  it('by what they are about, worst first', () => {
    expect(shown('resource')).toEqual([
      ['main (rtb-1)', ['f-hole']],
      ['ab (pcx-ab)', ['f-one-way', 'f-mesh']],
    ]);
    expect(groupsOf(told, byId, 'resource').map((g) => [g.severity, g.mixed])).toEqual([
      ['error', false],
      ['warning', true],
    ]);
  });

  it('by severity', () => {
    expect(shown('severity')).toEqual([
      ['Errors', ['f-hole']],
      ['Warnings', ['f-one-way']],
      ['Notes', ['f-mesh']],
    ]);
  });

  it('have keys of their own, so that folding one grouping leaves the others', () => {
    const keys = (['rule', 'resource', 'severity'] as const).flatMap((grouping) =>
      groupsOf(told, byId, grouping).map((g) => g.key),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('a rule nobody knows goes by its id', () => {
    expect(shown('rule', [row(finding({ rule: 'of-tomorrow' }))])).toEqual([
      ['of-tomorrow', ['f-one-way']],
    ]);
  });
});
