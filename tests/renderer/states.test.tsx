/** Every panel with nothing in it, on its way, with a part missing, and failed: each says so, and a failure leads out. */
import type { ReactElement } from 'react';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CollectForm, Gaps as MissingYet } from '#renderer/panels/collect.tsx';
import { Running } from '#renderer/panels/collect-running.tsx';
import { USUAL } from '#app/api/print.ts';
import type { Scene } from '#app/scene/scene.ts';
import { Findings } from '#renderer/panels/findings/findings.tsx';
import { DiffPanel } from '#renderer/panels/diff/diff.tsx';
import { actions } from '#renderer/actions/index.gen.ts';
import { Gaps } from '#renderer/panels/gaps.tsx';
import { Legend } from '#renderer/panels/legend.tsx';
import { LintSettings } from '#renderer/panels/lint-sheet.tsx';
import { AllKeys } from '#renderer/panels/keys-sheet.tsx';
import { keysOf, shownKeys } from '#renderer/keys.ts';
import { History } from '#renderer/panels/history.tsx';
import { Inspector } from '#renderer/panels/inspector/inspector.tsx';
import { type FoundGroup } from '#renderer/panels/palette/found.ts';
import { Results } from '#renderer/panels/palette/results.tsx';
import { NOT_SEARCHED, type Searched } from '#renderer/use-search.ts';
import { MatrixPanel } from '#renderer/panels/matrix/matrix.tsx';
import { NoticeBar } from '#renderer/panels/notices.tsx';
import { Outline } from '#renderer/panels/outline.tsx';
import { PlanPanel } from '#renderer/panels/plan/plan.tsx';
import { Formats } from '#renderer/panels/export.tsx';
import { Start } from '#renderer/panels/start.tsx';
import { Status } from '#renderer/panels/status.tsx';
import { TracePanel } from '#renderer/panels/trace/trace.tsx';
import { ViewPanel } from '#renderer/panels/view.tsx';
import { Cells } from '#renderer/state/cells.ts';
import type { State } from '#renderer/state.ts';
import { RestsOn } from '#renderer/panels/partial.tsx';
import { compared, diffSummary } from './diff.ts';
import { planSummary, stepRows } from './plan.ts';
import { drawn, gaps } from './drawn.tsx';
import { picture, standing } from './picture.ts';
import { lintState, matrix, opened, startWindow } from './window.ts';

const FAULT = 'The disk is full. Make room, and try again.';
const failed = { phase: 'failed', message: FAULT } as const;
const finding = { selected: { kind: 'finding', fingerprint: 'not-read' } } as const;
const resource = (inspected: State['inspected']): Partial<State> => ({
  selected: { kind: 'resource', ref: 'vpc-a' },
  inspected,
});
const plan = { fingerprint: 'a', mode: 'full-mesh' } as unknown as Extract<
  State['planning'],
  { phase: 'failed' }
>['of'];

const { panels: closed } = startWindow().state();
const panels = { ...closed, legend: true };
const bare: Scene = { ...picture, nodes: [], edges: [], hulls: [] };
const planReady = {
  phase: 'ready',
  of: plan,
  summary: planSummary,
  rows: stepRows,
} as unknown as State['planning'];

const formats = <Formats print={USUAL} onPrint={() => undefined} />;
const palette = (searched: Partial<Searched>, groups: readonly FoundGroup[] = []) => (
  <Results
    groups={groups}
    searched={{ ...NOT_SEARCHED, ...searched }}
    current={undefined}
    refused={undefined}
    onPoint={() => undefined}
    onChoose={() => undefined}
    onAgain={() => undefined}
  />
);
const unkept = { folder: undefined, estates: [], ignored: [], more: 0, fault: undefined };
const kept = { ...unkept, folder: '/kept' };
const running = {
  phase: 'running',
  job: 'job-1',
  progress: undefined,
  form: { endpoint: '' },
  accounts: [],
  stopping: false,
  again: false,
  device: undefined,
} as unknown as State['collecting'];

type Case = readonly [panel: string, element: ReactElement, part: Partial<State>, words: RegExp];

// Node had none before version 21.
beforeAll(() => void vi.stubGlobal('navigator', { platform: 'Linux' }));
afterAll(() => void vi.unstubAllGlobals());

/** What is drawn, without its tags. */
const textOf = (html: string): string => html.replace(/<[^>]*>/g, '').replaceAll('&#x27;', "'");

describe('on its way', () => {
  it.each<Case>([
    [
      'a source',
      <Start />,
      { source: { phase: 'opening', what: 'big.json', before: undefined } },
      /big\.json/,
    ],
    ['a finding', <Inspector />, finding, /Reading the finding…/],
    ['a resource', <Inspector />, resource({ phase: 'loading', ref: 'vpc-a' }), /Reading vpc-a…/],
    ['a trace', <TracePanel />, { tracing: { phase: 'running' } }, /Tracing…/],
    ['the matrix', <MatrixPanel />, { matrix: { phase: 'reading' } }, /Working out/],
    [
      'a plan',
      <PlanPanel />,
      { planning: { phase: 'working', of: plan, progress: undefined, drawn: undefined } },
      /Planning…/,
    ],
    [
      'a comparison',
      <DiffPanel />,
      { comparing: { phase: 'opening', what: 'old.json' } },
      /old\.json/,
    ],
    ['what to view', <ViewPanel />, { choices: undefined }, /Asking the engine/],
    ['the history', <History />, { history: undefined }, /Looking into the folder…/],
    ['the formats', formats, { formats: [] }, /Asking the engine for its formats…/],
    ['the profiles', <CollectForm />, { profiles: undefined }, /Reading the profiles/],
    ['a collection', <Running />, { collecting: running }, /Stop/],
    ['the palette', palette({ phase: 'searching' }), {}, /^Searching…$/],
    [
      'the configuration',
      <LintSettings />,
      { linting: { phase: 'working' } },
      /^Running the rules….*The rules’ own settings/,
    ],
    [
      'the start',
      <Start />,
      { source: { phase: 'empty' } },
      /Looking for collections not finished, sources opened before, AWS profiles…/,
    ],
  ])('%s', async (_panel, element, part, words) => {
    const html = await drawn(element, part);
    expect(textOf(html)).toMatch(words);
    // Said to who cannot see it, too.
    expect(html).toMatch(/role="status"|aria-live="polite"/);
  });
});

describe('failed', () => {
  it.each<Case>([
    [
      'a source',
      <Start />,
      { source: { ...failed, what: 'big.json', before: undefined } },
      /Open file…/,
    ],
    ['a finding', <Inspector />, { ...finding, findingFault: FAULT }, /Try again/],
    ['a resource', <Inspector />, resource({ ...failed, ref: 'vpc-a' }), /Try again/],
    ['a trace', <TracePanel />, { tracing: failed }, /choose from the list/],
    [
      'the matrix',
      <MatrixPanel />,
      { matrix: failed },
      /^Which VPC reaches which could not be worked out\. The disk.*Try again/,
    ],
    ['a plan', <PlanPanel />, { planning: { ...failed, of: plan } }, /^No plan\..*Try again/],
    [
      'a step of a plan',
      <PlanPanel />,
      { planning: planReady, planStep: 1, stepInHand: failed },
      /This step could not be read\. The disk.*Try again/,
    ],
    ['a comparison', <DiffPanel />, { comparing: { ...failed, what: 'old.json' } }, /old\.json/],
    [
      'what to view',
      <ViewPanel />,
      { choices: undefined, choicesFault: FAULT },
      /What there is to choose from could not be told\. The disk.*Try again/,
    ],
    [
      'the history',
      <History />,
      { history: undefined, historyFault: FAULT },
      /^The history could.*Try again/,
    ],
    ['a folder', <History />, { history: { ...kept, fault: FAULT } }, /Keep in the history/],
    ['the formats', formats, { formats: [], formatsFault: FAULT }, /The formats could.*Try again/],
    ['the profiles', <CollectForm />, { profiles: [], profilesFault: FAULT }, /look again/],
    ['a collection', <CollectForm />, { profiles: [], collecting: failed }, /Collect/],
    ['the palette', palette({ phase: 'failed', fault: FAULT }), {}, /^Resources.*Try again/],
    [
      'the configuration',
      <LintSettings />,
      { linting: failed },
      /Everything is told as before\..*Open configuration…/,
    ],
    [
      'collections not finished',
      <Start />,
      { source: { phase: 'empty' }, unfinishedFault: FAULT },
      /Collections that did not.*could not be read.*Try again/,
    ],
    [
      'what was opened before',
      <Start />,
      { source: { phase: 'empty' }, rememberedFault: FAULT },
      /What was opened before could not be read.*Try again/,
    ],
    [
      'the profiles on the start',
      <Start />,
      { source: { phase: 'empty' }, profiles: [], profilesFault: FAULT },
      /The AWS profiles of this machine could not be read.*Try again/,
    ],
  ])('%s', async (_panel, element, part, wayOut) => {
    const html = await drawn(element, part);
    expect(textOf(html)).toContain(FAULT);
    expect(textOf(html)).toMatch(wayOut);
    expect(html).toContain('role="alert"');
    expect(html).toContain('<button');
  });

  it('a plan whose choices are shown, in the line that tells of it', async () => {
    const planning = { ...failed, of: plan };
    const html = await drawn(<PlanPanel />, { planning, planView: 'choices' });
    expect(textOf(html)).toContain(`No plan. ${FAULT}Try again`);
  });

  it('the engine', async () => {
    const html = await drawn(<Status />, { connected: false });
    expect(html).toContain('role="alert"');
    expect(textOf(html)).toMatch(/The engine stopped\. Reload/);
  });
});

describe('many', () => {
  it('of a history stand behind one sign where they have no room beside each other, and as a list once chosen', async () => {
    const at = (i: number, missed = 0) => ({
      path: `/kept/prod/${i}.json`,
      created: new Date(Date.UTC(2026, 0, 1, i)).toISOString(),
      accounts: 2,
      regions: 1,
      missed,
    });
    const snapshots = [...Array.from({ length: 300 }, (_, i) => at(i, i === 7 ? 3 : 0)), at(5000)];
    const html = await drawn(<History />, {
      history: { ...kept, estates: [{ name: 'prod', snapshots }] },
      historyPick: snapshots[299]!.path,
    });
    expect(html.match(/timeline-mark/g)!.length).toBeLessThan(25);
    expect(html).toContain('aria-label="2026-07-28 08:00 UTC, 2 accounts, 1 Region"');
    // A sign takes 34 of 640 pixels, 265.6 of the 5,000 hours: with the newest, of hour 299, stand those from 34 on.
    expect(html).toContain('"266 snapshots, 2026-01-02 10:00 UTC to 2026-01-13 11:00 UTC"');
    expect(html).toContain('to 2026-01-02 09:00 UTC, of 1 not all could be read"');
    expect(textOf(html)).toMatch(/2026-01-13 11:00 UTC, 2 accounts, 1 Region.*Show all 266/);
    // Of the other that it is compared with there is a list, too: any two of the line can be.
    const two = await drawn(<History />, {
      history: { ...kept, estates: [{ name: 'prod', snapshots }] },
      historyPick: snapshots[299]!.path,
      historyOther: snapshots[30]!.path,
    });
    expect(textOf(two)).toMatch(
      /Show all 266.*2026-01-02 06:00 UTC, 2 accounts, 1 Region, to compare with.*Show all 34/,
    );
  });
});

describe('a part missing', () => {
  it.each<Case>([
    ['the findings', <Findings />, {}, /Not all could be seen; .*: 1 gap/],
    ['the network', <Outline />, {}, /There may be more than is drawn: 1 gap/],
    ['the gaps', <Gaps />, {}, /What Peerless could not see/],
    [
      'the matrix',
      <MatrixPanel />,
      { matrix: { phase: 'ready', reach: matrix, cells: new Cells(3) } },
      /Cannot tell.*was not seen: 1 gap/,
    ],
    ['the plan', <PlanPanel />, {}, /only be as sure as what was seen: 1 gap/],
    ['what is open', <Status />, {}, /Partial data: 1 gap/],
    ['nothing selected', <Inspector />, {}, /There is more than these: 1 gap/],
    ['what to view', <ViewPanel />, {}, /1 gap/],
    [
      'the history',
      <History />,
      { history: { ...kept, ignored: [{ path: '/kept/notes.txt', why: 'no snapshot' }], more: 2 } },
      /3 files there left out.*notes\.txt: no snapshot.*and 2 more/,
    ],
    [
      'the palette',
      palette({ phase: 'found' }),
      {},
      /Nothing matches.*in what could not be seen: 1 gap/,
    ],
    ['an export', formats, {}, /drawn in no file; every picture says so: 1 gap/],
    [
      'the configuration',
      <LintSettings />,
      { lint: lintState(1, { notes: [{ title: 'Not run', lines: ['tgw-mtu: no gateway'] }] }) },
      /Not runtgw-mtu: no gateway/,
    ],
    [
      'a collection',
      <MissingYet />,
      { collecting: running, collectGaps: ['DescribeVpcs was refused in account 1.'] },
      /Could not be seen 1DescribeVpcs was refused/,
    ],
  ])('%s', async (_panel, element, part, words) => {
    expect(textOf(await drawn(element, part))).toMatch(words);
  });
});

it('the view panel tells of the view of the network, also while a plan of the whole is on the canvas', async () => {
  const { instead } = standing('plan');
  const today = { ...picture, leftOut: ['vpc-c is hidden'] };
  const html = await drawn(<ViewPanel />, { instead: { ...instead, today } });
  expect(textOf(html)).toMatch(
    /Left out:vpc-c is hiddenThe plan on the canvas is of the whole network\./,
  );
});

describe('an export says what each file is of', () => {
  const format = (title: string, marks: boolean) =>
    ({ id: title, title, description: '', extension: title, marks, asks: undefined }) as const;
  const both = { formats: [format('svg', true), format('csv', false)] };
  const ready = { phase: 'ready', of: plan, summary: planSummary, rows: [] } as unknown;
  const planning = ready as State['planning'];
  const { steps } = planSummary;
  const compared = { phase: 'ready', summary: diffSummary('a', 'b') } as unknown;
  const comparing = compared as State['comparing'];

  it.each<readonly [what: string, part: Partial<State>, words: RegExp]>([
    ['the network', {}, /^The whole network, with the positions on screen/],
    [
      'a step of a plan',
      { ...standing('plan'), planning, planStep: 2 },
      new RegExp(`The plan on the canvas, after step 2 of ${steps}svg.*The network as it iscsv`),
    ],
    [
      'a plan not begun',
      { ...standing('plan'), planning, planStep: 0 },
      /The plan on the canvas, before its first stepsvg.*The network as it iscsv/,
    ],
    [
      'a plan carried out',
      { ...standing('plan'), planning, planStep: steps },
      /The plan on the canvas, after its last stepsvg/,
    ],
    [
      'a comparison',
      { ...standing('diff'), comparing, diffShowing: 'both' },
      /The comparison on the canvas: both networkssvg.*The network as it iscsv/,
    ],
  ])('%s', async (_what, part, words) => {
    expect(textOf(await drawn(formats, { ...both, ...part })).replaceAll(' .', '.')).toMatch(
      new RegExp(words.source.replaceAll('svg', 'svg\\.svg').replaceAll('csv', 'csv\\.csv')),
    );
  });
});

describe('what is to be typed stands as code, without its quotes', () => {
  const GAP = gaps[0]!.message;
  it.each<readonly [panel: string, element: ReactElement, part: Partial<State>]>([
    [
      'a comparison',
      <DiffPanel />,
      {
        comparing: {
          phase: 'ready',
          summary: diffSummary('a', 'b'),
          compared,
          rows: [],
        } as unknown as State['comparing'],
      },
    ],
    ['a trace', <RestsOn gaps={[GAP]}>It rests on:</RestsOn>, {}],
    ['a collection', <MissingYet />, { collecting: running, collectGaps: [GAP] }],
    [
      'a source that failed',
      <Start />,
      { source: { phase: 'failed', what: 'x', message: GAP, before: undefined } },
    ],
  ])('%s', async (_panel, element, part) => {
    const html = await drawn(element, part);
    expect(html).toContain('<code class="mono">peerless policy</code>');
    expect(textOf(html)).not.toContain('`');
  });
});

describe('nothing in it', () => {
  it.each<Case>([
    ['the window', <Start />, { source: { phase: 'empty' } }, /Open the sample estate/],
    ['the findings', <Findings />, { rows: [] }, /No findings/],
    [
      'the gaps',
      <Gaps />,
      { source: { phase: 'open', opened: opened('Estate'), scene: picture } },
      /^Nothing is missing/,
    ],
    ['the trace', <TracePanel />, {}, /Name two ends/],
    [
      'what to view',
      <ViewPanel />,
      { choices: { accounts: [], regions: [], segments: [], tags: [], meshes: 0 } },
      /There is nothing to choose from: (?!.*Another tag)/,
    ],
    [
      'the legend',
      <Legend />,
      { panels, source: { phase: 'open', opened: opened('Estate'), scene: bare } },
      /^LegendNothing is drawn/,
    ],
    ['the comparison', <DiffPanel />, {}, /Compare with another snapshot/],
    ['the inspector', <Inspector />, {}, /Select a finding, or anything on the canvas/],
    ['the history', <History />, { history: kept }, /Nothing is kept there yet/],
    ['a history that is not kept', <History />, { history: unkept }, /Keep none/],
    ['the profiles', <CollectForm />, { profiles: [] }, /No AWS profile was found.*look again/],
    [
      'the configuration',
      <LintSettings />,
      {},
      /The rules’ own settings.*nothing suppressed.*BaselineNone\. Take the findings as one/,
    ],
    [
      'the configuration, where nothing is open',
      <LintSettings />,
      { lint: undefined },
      /^Nothing is open: findings are told once a source is\.$/,
    ],
    [
      'the palette, where nothing is open',
      palette({}),
      { source: { phase: 'empty' } },
      /^No action matches\. Resources and findings are searched once a source is open/,
    ],
  ])('%s', async (_panel, element, part, words) => {
    expect(textOf(await drawn(element, part))).toMatch(words);
  });
});

it('what failed stays beside what is said after it, in no other live region', async () => {
  const say = (id: number, tone: 'failed' | 'hint', text: string) =>
    ({ id, tone, text, action: undefined, also: undefined }) as const;
  const html = await drawn(<NoticeBar />, {
    notice: say(2, 'hint', 'Nothing to undo.'),
    failures: [say(1, 'failed', 'Not saved: the disk is full')],
  });
  expect(html).toMatch(
    /aria-live.*Nothing to undo.*<\/div><\/div><div[^>]*role="alert".*disk is full/s,
  );
  expect(textOf(html).match(/disk is full/g)).toHaveLength(1);
  const failures = [1, 2, 3, 4, 5].map((id) => say(id, 'failed', `Fault ${id}.`));
  const many = await drawn(<NoticeBar />, { notice: failures[4], failures });
  expect(textOf(many)).toBe(
    '2 failures before these: put some away to read of it.Fault 3.Fault 4.Fault 5.',
  );
});

it('? shows every key of every action, and those of what the keyboard stands on', async () => {
  const page = textOf((await drawn(<AllKeys single />)).replaceAll('</kbd>', ' '));
  for (const action of actions)
    for (const keys of keysOf(action)) {
      expect(page).toContain(action.title);
      expect(page, action.title).toContain(shownKeys(keys, false).join(' '));
    }
  // By what the canvas, the matrix and the history hear.
  for (const words of [
    'Redo' + 'Ctrl Shift Z or' + 'Ctrl Y',
    'Look closer at what is selected' + 'Enter',
    'Put back the box that is being moved' + 'Esc',
    'the cell of the matrix, is of' + 'Enter',
    'Choose the second snapshot in the history' + 'Shift Enter',
  ])
    expect(page).toContain(words);
});
