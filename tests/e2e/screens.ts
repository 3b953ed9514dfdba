/**
 * Every panel of the window with the states it can be in, and by what each is known on the screen. axe looks at every one of
 * them in a story, which a law holds (tests/laws/screens.test.ts): a panel, or a state, is added here first.
 */
import type { Locator, Page } from '@playwright/test';
import type { State } from '#renderer/state.ts';

type Sign = (page: Page) => Locator;
/** Why a panel is never in a state. */
interface Never {
  readonly never: string;
}

type Panel = Readonly<Record<'full' | 'empty' | 'loading' | 'partial' | 'failed', Sign | Never>> &
  Readonly<Record<string, Sign | Never>>;

/** What a phase of the state is called here. */
type Named<Phase> = Phase extends 'none' | 'empty' | 'idle'
  ? 'empty'
  : Phase extends 'opening' | 'loading' | 'reading' | 'running' | 'working'
    ? 'loading'
    : Phase extends 'open' | 'ready' | 'done'
      ? 'full'
      : Phase;
/** A panel that shows something with phases: each of them is a screen. */
type Of<Part extends { readonly phase: string }> = Panel &
  Readonly<Record<Named<Part['phase']>, Sign>>;

const says =
  (words: string | RegExp): Sign =>
  (page) =>
    page.getByText(words).filter({ visible: true }).first();
const shows =
  (...[role, name]: [Parameters<Page['getByRole']>[0], string | RegExp]): Sign =>
  (page) =>
    page.getByRole(role, { name }).filter({ visible: true }).first();
const never = (why: string): Never => ({ never: why });

const FRAME = {
  empty: never('What it holds tells of that.'),
  loading: never('What it holds tells of that.'),
  partial: never('What it holds tells of that.'),
  failed: never('What it holds tells of that.'),
};
const FIXED = {
  empty: never('It is the same whatever is open.'),
  loading: never('The page has all of it.'),
  partial: never('The page has all of it.'),
  failed: never('The page has all of it.'),
};

/** By the name of the file or folder in renderer/panels; `window` is what holds them all. */
export const PANELS = {
  window: {
    ...FRAME,
    full: shows('application', /^Network picture/),
    'files over it': says('Drop to open'),
  },
  topbar: { ...FIXED, full: shows('navigation', 'Menus'), menu: shows('menu', 'File') },
  left: { ...FRAME, full: shows('tab', /^Gaps/) },
  drawer: { ...FRAME, full: shows('tab', 'Matrix') },
  'no-key': { ...FIXED, full: says('This address lacks its key') },
  'by-hand': { ...FIXED, full: shows('dialog', 'Copy by hand') },
  'keys-sheet': { ...FIXED, full: shows('dialog', 'Keyboard') },
  'over-canvas': {
    full: shows('toolbar', 'Viewport'),
    empty: (page) => page.getByRole('main').getByText('there is nothing to draw'),
    loading: never('It is there once a source is open.'),
    partial: shows('group', 'View'),
    failed: never('What is drawn comes with the source.'),
    focus: shows('group', 'Focus'),
    plan: shows('group', 'Plan on the canvas'),
    comparison: shows('group', 'Comparison on the canvas'),
  },
  start: {
    full: says('See the network, find what is wrong with it.'),
    empty: says('No AWS profile was found on this machine. Files'),
    loading: says(/^Reading .+…$/),
    looking: says(/^Looking for .+…$/),
    partial: says(/could not be read\./),
    failed: says(/^Could not open/),
    gone: says(/cannot be read again: choose/),
  } satisfies Of<State['source']>,
  status: {
    full: shows('button', /^\d+ errors?, \d+ warning/),
    empty: says(/^Peerless \d/),
    loading: (page) => page.locator('.status-reading'),
    partial: shows('button', /^Partial data: /),
    failed: says(/^Connection lost|^The engine stopped/),
  },
  notices: {
    full: shows('button', 'Dismiss'),
    empty: never('It is there while it has something to say.'),
    loading: never('It says what came of something.'),
    partial: never('It says what came of something.'),
    failed: (page) => page.locator('.notice[role="alert"]'),
  },
  palette: {
    full: shows('option', /payments-gateway/),
    empty: says(/^Nothing matches\. Try/),
    loading: says('Searching…'),
    partial: says('It may be in what could not be seen:'),
    failed: says(/^Resources could not be searched\./),
    'nothing open': says(/^No action matches\./),
  },
  collect: {
    full: shows('option', /^network eu-west-1/),
    empty: (page) => page.getByRole('dialog').getByText('No AWS profile was found'),
    loading: says('Reading the profiles of this machine…'),
    running: shows('progressbar', 'Collection'),
    partial: (page) => page.getByRole('dialog').getByText('Could not be seen'),
    failed: says(/^Nothing could be collected/),
    code: says(/^Code of/),
    'not finished': shows('region', 'Not finished'),
  },
  export: {
    full: shows('button', /\.svg/),
    empty: never('The formats are Peerless’s own.'),
    loading: says('Asking the engine for its formats…'),
    partial: says('What could not be seen is drawn in no file'),
    failed: says(/^The formats could not be told\./),
    plan: says(/^The plan on the canvas/),
    comparison: says(/^The comparison on the canvas/),
  },
  suppress: {
    full: says(/^Hides \d/),
    empty: never('It is asked for of a finding.'),
    loading: never('Its number comes when it is there.'),
    partial: never('It is a form.'),
    failed: (page) => page.getByRole('dialog', { name: 'Suppress' }).getByRole('alert'),
  },
  'lint-sheet': {
    full: shows('heading', 'Baseline'),
    empty: never('It is asked for of what is open.'),
    loading: says('Running the rules…'),
    partial: shows('heading', /not run/i),
    failed: says('Everything is told as before.'),
  },
  history: {
    full: shows('region', 'Chosen snapshot'),
    empty: says(/^Every snapshot that is collected here is kept there/),
    loading: says('Looking into the folder…'),
    partial: says(/files? there left out$/),
    failed: says(/^The history could not be read\./),
    'two chosen': says(/; with /),
  },
  findings: {
    full: shows('tree', 'Findings'),
    empty: says('No findings.'),
    loading: never('They come with the source.'),
    partial: says('Not all could be seen; what rests on that is marked unsure:'),
    failed: never('They come with the source.'),
    filter: shows('group', 'Filter findings'),
    suppressed: shows('treeitem', /suppressed/),
  },
  outline: {
    full: shows('tree', 'Network'),
    empty: (page) =>
      page.getByRole('tabpanel', { name: 'Network' }).getByText('there is nothing to draw'),
    loading: never('It comes with the source.'),
    partial: says('There may be more than is drawn:'),
    failed: never('It comes with the source.'),
  },
  view: {
    full: shows('listbox', 'Accounts'),
    empty: says(/^There is nothing to choose from/),
    loading: says('Asking the engine what there is to choose from…'),
    partial: says('What could not be seen is not drawn:'),
    failed: says(/^What there is to choose from could not be told\./),
  },
  gaps: {
    full: shows('group', 'Gaps'),
    empty: says(/^Nothing is missing/),
    loading: never('They come with the source.'),
    partial: never('What is missing is what it lists.'),
    failed: never('They come with the source.'),
  },
  legend: {
    full: (page) => page.getByRole('region', { name: 'Legend' }).getByRole('listitem').first(),
    empty: says('Nothing is drawn that would have to be explained.'),
    loading: never('It tells of what is drawn.'),
    partial: never('It tells of what is drawn.'),
    failed: never('It tells of what is drawn.'),
  },
  inspector: {
    full: shows('group', 'Resource details'),
    empty: says(/^Select a finding, or anything on the canvas/),
    loading: says('Reading the finding…'),
    partial: says('There is more than these:'),
    failed: says('The finding could not be read.'),
    finding: shows('group', 'Finding details'),
    rule: shows('group', 'Rule'),
    planned: shows('group', 'Planned resource'),
    collapsed: says('Collapsed container'),
  } satisfies Of<State['inspected']>,
  trace: {
    full: shows('tab', /^There/),
    empty: says(/^Name two ends/),
    loading: says('Tracing…'),
    partial: says(/gaps? behind the answer$/),
    failed: (page) => page.getByRole('region', { name: 'Answer' }).getByRole('alert'),
  } satisfies Of<State['tracing']>,
  matrix: {
    full: shows('grid', /^Reachability/),
    empty: says(/^This source holds no VPC, so/),
    loading: says('Working out which VPC reaches which…'),
    partial: says('“Cannot tell” is what hangs on data that was not seen:'),
    failed: says(/^Which VPC reaches which could not be worked out\./),
  } satisfies Of<State['matrix']>,
  plan: {
    full: shows('region', 'Step in hand'),
    empty: says(/^A plan moves a peering mesh/),
    'no mesh': says(/^No peering mesh is drawn here/),
    loading: shows('progressbar', 'Planning'),
    stopped: says('Planning was stopped. Choices are kept.'),
    partial: says(/^This plan is of what was seen, and could be another\./),
    failed: says('No plan.'),
    'step not read': says(/^This step could not be read\./),
    choices: shows('group', 'Choices of the plan'),
    formats: shows('menu', 'Save as…'),
  } satisfies Of<State['planning']>,
  diff: {
    full: shows('tree', 'Changes'),
    empty: says(/^Compare with another snapshot of the same network/),
    loading: (page) => page.getByRole('tabpanel').getByText(/^Reading /),
    partial: says(/^What could not be seen may hide a difference/),
    failed: says(/^Could not compare with/),
    formats: shows('menu', 'Save as…'),
  } satisfies Of<State['comparing']>,
} as const satisfies Record<string, Panel>;

/** Files of renderer/panels that are a part of a panel, or of several. */
export const PARTS: Readonly<Record<string, keyof typeof PANELS>> = {
  'collect-profiles': 'collect',
  'collect-running': 'collect',
  'collect-standings': 'collect',
  drawing: 'view',
  'history-line': 'history',
  'not-read': 'start',
  nothing: 'over-canvas',
  partial: 'findings',
  spoken: 'window',
  unfinished: 'start',
};

type Names<P extends keyof typeof PANELS> = {
  [S in keyof (typeof PANELS)[P] & string]: (typeof PANELS)[P][S] extends Never
    ? never
    : `${P}: ${S}`;
}[keyof (typeof PANELS)[P] & string];
/** `plan: stopped` */
export type Screen = { [P in keyof typeof PANELS]: Names<P> }[keyof typeof PANELS];

const signs = new Map(
  Object.entries<Panel>(PANELS).flatMap(([panel, states]) =>
    Object.entries(states).flatMap(([state, sign]) =>
      typeof sign === 'function' ? [[`${panel}: ${state}`, sign] as const] : [],
    ),
  ),
);

export const SCREENS: readonly string[] = [...signs.keys()];

/** What is on the page while a screen is. */
export const signOf = (screen: Screen): Sign => signs.get(screen)!;
