/** Lists of 5,000: few of their rows are on the page, and each says which of how many it is. */
import { describe, expect, it } from 'vitest';
import type { PlanWarning } from '#app/plan/plan.ts';
import { DiffPanel } from '#renderer/panels/diff/diff.tsx';
import { FindingMark } from '#renderer/panels/diff/finding-mark.tsx';
import { Facts } from '#renderer/panels/plan/facts.tsx';
import { Gaps } from '#renderer/panels/gaps.tsx';
import { Pairs } from '#renderer/panels/plan/pairs.tsx';
import { PlanPanel } from '#renderer/panels/plan/plan.tsx';
import { StepList } from '#renderer/panels/plan/steps.tsx';
import { StepDetails } from '#renderer/panels/plan/step.tsx';
import { TraceAnswer } from '#renderer/panels/trace/answer.tsx';
import { ViewPanel } from '#renderer/panels/view.tsx';
import type { PlanReady } from '#renderer/state/plan.ts';
import type { State } from '#renderer/state.ts';
import { diffSummary } from './diff.ts';
import { drawn, gaps as someGaps } from './drawn.tsx';
import { planChoices, planned, planSummary, stepDetail, stepRows } from './plan.ts';
import { picture } from './picture.ts';
import { opened, trace } from './window.ts';

const gap = someGaps[0]!;

const MANY = 5000;
/** More than any screen shows of them. */
const MOST = 100;
const many = <T,>(make: (i: number) => T): T[] => Array.from({ length: MANY }, (_, i) => make(i));

const warnings = many((i): PlanWarning => ({
  kind: 'gap',
  stops: false,
  message: `w${i}`,
  resources: [],
}));
const peerings = many((i) => ({
  id: `pcx-${i}`,
  between: [`a${i}`, `b${i}`] as const,
  regions: ['eu-west-1', 'eu-west-1'] as const,
}));
const planning: PlanReady = {
  phase: 'ready',
  of: { fingerprint: 'f-mesh', mode: 'exact' },
  summary: { ...planSummary, warnings },
  planned,
  rows: stepRows,
};

const rowsIn = (page: string, role: string): number =>
  page.split(role === 'li' ? /<li[ >]/ : `role="${role}"`).length - 1;

describe('of 5,000', () => {
  it('peerings to keep, a few are on the page, in a table of 5,001 rows', async () => {
    const page = await drawn(<Pairs />, { planChoices: { ...planChoices, peerings } });
    expect(page).toContain(`aria-rowcount="${MANY + 1}"`);
    expect(page).toContain('aria-label="a0 and b0" aria-selected="false" aria-rowindex="2"');
    expect(rowsIn(page, 'row')).toBeGreaterThan(5);
    expect(rowsIn(page, 'row')).toBeLessThan(MOST);
  });

  it('accounts and tags to view by, a few are on the page, and 5,000 are told', async () => {
    const accounts = many((i) => String(100_000_000_000 + i));
    const tags = [{ key: 'Team', values: accounts, count: MANY }];
    const page = await drawn(<ViewPanel />, {
      choices: { accounts, regions: accounts, segments: [], tags, meshes: 0 },
      filters: { accounts },
    });
    expect(page).toContain(`aria-selected="true" aria-posinset="1" aria-setsize="${MANY}"`);
    expect(page).toContain('5,000 of 5,000');
    expect(rowsIn(page, 'option')).toBeLessThan(3 * MOST);
  });

  it.each([
    ['collapsed', (ids: string[]) => ({ collapsed: ids })],
    ['opened', (ids: string[]) => ({ opened: ids })],
    ['hidden', (ids: string[]) => ({ filters: { hidden: ids } })],
  ])('%s boxes, a few are on the page, and the rest at one asking', async (_, part) => {
    const page = await drawn(<ViewPanel />, part(many((i) => `vpc-${i}`)));
    expect(page).toContain(`aria-posinset="1" aria-setsize="${MANY}"`);
    expect(page).toContain('Show all 5,000');
    expect(rowsIn(page, 'li')).toBeLessThan(MOST);
  });

  it('gaps and steps of a plan, a few are on the page', async () => {
    const gaps = many((i) => ({ ...gap, id: `gap-${i}`, message: `call ${i}` }));
    const page = await drawn(<Gaps />, {
      source: { phase: 'open', opened: { ...opened('Estate'), gaps }, scene: picture },
    });
    expect(page).toContain('call 0');
    expect(rowsIn(page, 'li')).toBeLessThan(MOST);
    const rows = many((i) => ({ ...stepRows[0]!, title: `step ${i}` }));
    const steps = await drawn(<StepList rows={rows} />);
    expect(steps).toContain('step 0');
    expect(rowsIn(steps, 'option')).toBeLessThan(MOST);
  });

  it('warnings of a plan, and changes of a step', async () => {
    const facts = await drawn(<Facts plan={planning} />);
    expect(facts).toContain(`aria-posinset="1" aria-setsize="${MANY}"`);
    expect(rowsIn(facts, 'li')).toBeLessThan(MOST);
    const detail = { ...stepDetail(1), changes: many((i) => `change ${i}`) };
    const step = await drawn(<StepDetails plan={planning} />, {
      planStep: 1,
      stepInHand: { phase: 'ready', detail },
    });
    expect(step).toContain('Show all 5,000');
    expect(rowsIn(step, 'li')).toBeLessThan(MOST);
  });
});

describe('what was not seen', () => {
  it('is told over a plan that is done, with the gap and a way to all of them', async () => {
    const page = await drawn(<PlanPanel />, { planning });
    expect(page).toMatch(
      /This plan is of what was seen, and could be another\..*w0.*All 5,000 gaps/,
    );
    const whole = { ...planning, summary: planSummary };
    expect(await drawn(<PlanPanel />, { planning: whole })).not.toContain('could be another');
  });

  it('is told over a comparison: how much on each side', async () => {
    const made = diffSummary('handle of old', 'handle of Estate');
    const summary = {
      ...made,
      before: { ...made.before, gaps: 2 },
      after: { ...made.after, gaps: 1 },
    };
    const ready = { phase: 'ready', summary, compared: undefined, rows: [] } as unknown;
    const page = await drawn(<DiffPanel />, { comparing: ready as State['comparing'] });
    expect(page).toContain('may hide a difference: 2 gaps before, 1 after.');
    expect(page).toContain('DescribeRouteTables was refused in account 1');
  });

  it('is told under a trace that arrives, where it could change the answer', async () => {
    const answer = (ids: string[]) =>
      drawn(<TraceAnswer trace={{ ...trace, gaps: ids }} middleboxes="forward" />);
    expect(await answer([])).not.toContain('Not seen');
    const page = await answer(['gap-1']);
    expect(page).toContain('DescribeRouteTables was refused in account 1');
    expect(page).toContain('1 gap behind the answer');
  });
});

it('a finding of a comparison shows how grave it is and what became of it, never a plus or a minus', async () => {
  const page = await drawn(<FindingMark row={{ severity: 'error', change: 'new' }} />);
  expect(page).toContain('aria-label="error"');
  expect(page).toContain('>New<');
  expect(page).not.toContain('diff-mark');
  expect(await drawn(<FindingMark row={{ severity: 'info', change: 'fixed' }} />)).toContain(
    '>Fixed<',
  );
});
