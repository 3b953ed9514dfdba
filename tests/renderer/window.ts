/** A window without a page: the real state over a real wire, with an engine that answers from one small picture. */
import type { EstateChanges } from '#app/api/diff.ts';
import type { History } from '#app/api/history.ts';
import type { Engine, EngineEvents, Opened, ReachMatrix } from '#app/api/engine.ts';
import type { FindingDetail, FindingRow, LintState, RuleInfo } from '#app/api/lint.ts';
import { engineContract } from '#app/api/engine.ts';
import { Parcels } from '#app/api/parcels.ts';
import { serve, UserError } from '#app/api/rpc.ts';
import { shellContract, type Shell } from '#app/api/shell.ts';
import { memoryWires } from '#app/api/wire.ts';
import type { Trace } from '#app/routing/outcome.ts';
import { linkOver } from '#renderer/link.ts';
import { createState } from '#renderer/state.ts';
import { Downloads } from '#main/engine/downloads.ts';
import { compared, diffRows } from './diff.ts';
import { picture } from './picture.ts';
import { planned, planChoices, planSummary, stepDetail, stepRows } from './plan.ts';

export const lintState = (revision: number, part: Partial<LintState> = {}): LintState => ({
  revision,
  summary: { error: 1, warning: 1, info: 1, unsure: 0, suppressed: 0, baselined: 0 },
  told: { error: 1, warning: 1, info: 1 },
  config: { name: undefined, extends: 'recommended', suppressions: 0, version: 1 },
  baseline: undefined,
  notRun: [],
  notes: [],
  undo: undefined,
  redo: undefined,
  ...part,
});

export const opened = (title: string): Opened => ({
  handle: `handle of ${title}`,
  title,
  manifest: {
    format: 'peerless-snapshot',
    version: 1,
    created: '2026-01-05T09:00:00Z',
    peerless: '0.1.0',
    origin: 'demo',
    scope: { accounts: ['1'], regions: ['eu-west-1'], calls: [] },
  },
  accounts: [],
  lint: lintState(1),
  counts: [],
  gaps: [],
  ignored: [],
  arrangement: { now: {}, views: [], file: undefined, note: undefined },
});

/** A finding as the engine knows it; a row of the list is a part of it. */
export const finding = (part: Partial<FindingDetail>): FindingDetail => ({
  rule: 'peering-one-way',
  severity: 'warning',
  sure: true,
  message: 'vpc-a routes to vpc-b, but vpc-b has no route back.',
  resources: ['pcx-ab'],
  path: ['vpc-a', 'pcx-ab', 'vpc-b'],
  places: [],
  data: {},
  gaps: [],
  fingerprint: 'f-one-way',
  state: 'told',
  hidden: undefined,
  placesBefore: undefined,
  severityBefore: undefined,
  ...part,
});

export const row = (of: FindingDetail, part: Partial<FindingRow> = {}): FindingRow => ({
  fingerprint: of.fingerprint,
  rule: of.rule,
  severity: of.severity,
  sure: of.sure,
  message: of.message,
  resources: of.resources,
  state: of.state,
  about: of.resources[0] ?? '',
  accounts: ['1'],
  regions: ['eu-west-1'],
  places: of.places.length,
  marks: of.resources,
  ...part,
});

export const rule = (id: string, part: Partial<RuleInfo> = {}): RuleInfo => ({
  id,
  title: id,
  why: '',
  remedy: '',
  severity: 'warning',
  category: 'peering',
  preset: 'recommended',
  docs: [],
  needs: [],
  ...part,
});

export const rules = [
  rule('peering-one-way', { title: 'Peering routed one way only' }),
  rule('route-blackhole', { title: 'Blackhole route', category: 'routing', severity: 'error' }),
  rule('peering-mesh', { title: 'Peering mesh', category: 'mesh' }),
];

export const findings = [
  finding({}),
  finding({
    rule: 'route-blackhole',
    severity: 'error',
    fingerprint: 'f-hole',
    path: [],
    resources: ['rtb-1'],
    message: 'rtb-1 drops 10.9.0.0/16.',
  }),
  finding({
    rule: 'peering-mesh',
    severity: 'info',
    fingerprint: 'f-mesh',
    path: ['vpc-a', 'vpc-b', 'pcx-ab'],
    message: 'Near-mesh of 4.',
  }),
];

export const trace: Trace = {
  outcome: 'delivered',
  reason: 'Delivered.',
  hops: [
    { id: 'vpc-c', kind: 'vpc' },
    { id: 'tgw-attach-c', kind: 'tgw-attachment' },
    { id: 'tgw-1', kind: 'transit-gateway' },
    { id: 'tgw-attach-b', kind: 'tgw-attachment' },
    { id: 'vpc-b', kind: 'vpc' },
  ],
  from: { subnet: undefined, vpc: 'vpc-c', ip: '10.2.0.4' },
  to: { subnet: undefined, vpc: 'vpc-b', ip: '10.1.0.4' },
  protocol: undefined,
  port: undefined,
  return: { outcome: 'no-route', reason: 'No route.', hops: [{ id: 'vpc-b', kind: 'vpc' }] },
  blockers: [],
  gaps: [],
  assumptions: [],
};

/** A matrix of three, in which every VPC reaches those after it. */
export const matrix: ReachMatrix = {
  vpcs: ['a', 'b', 'c'].map((name) => ({
    ref: `vpc-${name}`,
    label: `store-${name}`,
    account: '1',
    region: name === 'c' ? 'eu-west-1' : 'us-east-1',
  })),
  order: ['account', 'region', 'label'],
  natted: 0,
  counts: [
    { outcome: 'delivered', count: 3 },
    { outcome: 'no-route', count: 3 },
  ],
};

export const noChanges: EstateChanges = {
  kinds: [],
  routes: { added: 0, removed: 0, changed: 0 },
  seen: 0,
  unseen: 0,
  findings: { fresh: 0, fixed: 0, changed: 0, unsure: 0 },
  gaps: { opened: 0, closed: 0 },
};

const noHistory: History = {
  folder: undefined,
  estates: [],
  ignored: [],
  more: 0,
  fault: undefined,
};

/** Everything the engine was asked, in order. */
export interface Asked {
  readonly method: string;
  readonly input: unknown;
}

export function startWindow(answers: Partial<Engine> = {}, shellAnswers: Partial<Shell> = {}) {
  const [near, far] = memoryWires();
  const asked: Asked[] = [];
  const copied: string[] = [];
  const saved: { readonly name: string; readonly text: string }[] = [];
  const parcels = new Parcels<Buffer>();
  const textOf = async (parcel: number) => Buffer.concat(await parcels.whole(parcel)).toString();
  const downloads = new Downloads();
  const engine: Engine = {
    about: () => Promise.resolve({ version: '0.1.0', opening: undefined }),
    profiles: () => Promise.resolve([]),
    checkProfile: () => Promise.resolve({ error: 'Not asked.' }),
    upload: () => Promise.resolve({ upload: 1 }),
    piece: () => Promise.resolve({ bytes: 0 }),
    open: (input) => Promise.resolve(opened('path' in input ? input.path : 'Sample estate')),
    collect: () => Promise.resolve({ job: 'job-1' }),
    mfaCode: () => Promise.resolve({ taken: true }),
    unfinished: () => Promise.resolve([]),
    collectOn: () => Promise.resolve({ job: 'job-1' }),
    discardCollection: () => Promise.resolve([]),
    cancel: () => Promise.resolve({ cancelled: true }),
    scene: () => Promise.resolve(picture),
    keepViews: () => Promise.resolve({ file: undefined }),
    choices: () =>
      Promise.resolve({
        accounts: ['1', '2'],
        regions: ['eu-west-1', 'us-east-1'],
        segments: [],
        tags: [{ key: 'Team', values: ['shop'], count: 1 }],
        meshes: 1,
      }),
    rules: () => Promise.resolve(rules),
    lint: () => Promise.resolve(lintState(1)),
    findings: () =>
      Promise.resolve({ revision: 1, total: findings.length, rows: findings.map((f) => row(f)) }),
    finding: ({ fingerprint }) => {
      const found = findings.find((f) => f.fingerprint === fingerprint);
      return found ? Promise.resolve(found) : Promise.reject(new UserError('gone'));
    },
    markdown: ({ fingerprint }) => Promise.resolve({ text: `### ${fingerprint}` }),
    hides: () => Promise.resolve({ findings: 1 }),
    suppress: () => Promise.resolve(lintState(2)),
    lift: () => Promise.resolve(lintState(2)),
    baseline: () => Promise.resolve(lintState(2)),
    configure: () => Promise.resolve(lintState(2)),
    undo: () => Promise.resolve(lintState(2)),
    redo: () => Promise.resolve(lintState(2)),
    settingsFile: ({ what }) =>
      Promise.resolve(
        downloads.one({ name: `peerless.${what}.json`, mime: 'application/json', body: '{}' }),
      ),
    inspect: ({ ref }) => Promise.reject(new UserError(`nothing is known of ${ref}`)),
    search: ({ text }) =>
      Promise.resolve(
        text === 'rtb-1'
          ? {
              hits: [
                {
                  ref: 'rtb-1',
                  kind: 'route-table',
                  label: 'main (rtb-1)',
                  place: 'eu-west-1, 1',
                  why: 'rtb-1',
                  node: 'vpc-a',
                },
              ],
              total: 1,
            }
          : { hits: [], total: 0 },
      ),
    trace: () => Promise.resolve(trace),
    traceText: ({ from, to }) => Promise.resolve({ text: `${from} to ${to}\n` }),
    reach: () => Promise.resolve(matrix),
    reachCounts: () => Promise.resolve({ counts: matrix.counts, natted: 0 }),
    reachCells: ({ rows, columns }) =>
      Promise.resolve({
        outcomes: ['delivered', 'no-route'],
        cells: rows.map((from) =>
          columns.map((to) => (from === to ? null : [from > to ? 1 : 0, 0])),
        ),
      }),
    plan: ({ mode }) => Promise.resolve({ ...planSummary, mode }),
    planChoices: () => Promise.resolve(planChoices),
    planFile: ({ what, from }) =>
      Promise.resolve({
        id: `${what}-1`,
        name: 'path' in from ? from.path.split('/').at(-1)! : from.name,
        holds: '1 row, 5,000 GB a month',
        warnings: [],
      }),
    planSteps: ({ start }) =>
      Promise.resolve({ total: stepRows.length, rows: stepRows.slice(start, start + 3) }),
    planStep: ({ step }) => Promise.resolve(stepDetail(step)),
    planScene: () => Promise.resolve(planned),
    planFiles: ({ format }) =>
      Promise.resolve([
        downloads.one({ name: `plan.${format}`, mime: 'text/plain', body: 'plan' }),
      ]),
    changes: () => Promise.resolve(noChanges),
    compare: () => Promise.resolve({ job: 'compare-1' }),
    diffRows: ({ start }) =>
      Promise.resolve({ total: diffRows.length, rows: diffRows.slice(start, start + 2) }),
    diffScene: () => Promise.resolve(compared),
    diffFiles: ({ format }) =>
      Promise.resolve([
        downloads.one({ name: `peerless-diff.${format}`, mime: 'text/plain', body: 'diff' }),
      ]),
    remembered: () => Promise.resolve([]),
    forget: () => Promise.resolve([]),
    history: () => Promise.resolve(noHistory),
    keepHistory: ({ folder }) => Promise.resolve({ ...noHistory, folder }),
    keepSnapshot: () => Promise.resolve({ path: '/kept/prod/x.json', history: noHistory }),
    snapshotFile: () =>
      Promise.resolve(downloads.one({ name: 'prod.json', mime: 'application/json', body: '{}' })),
    formats: () => Promise.resolve([]),
    export: () =>
      Promise.resolve([
        downloads.one({ name: 'peerless.svg', mime: 'image/svg+xml', body: '<svg/>' }),
      ]),
    portion: ({ download, from }) => Promise.resolve(downloads.portion(download, from)),
    ...answers,
  };
  const shell: Shell = {
    about: () => Promise.resolve({ door: 'desktop', platform: 'test' }),
    chooseSource: () => Promise.resolve({ path: '/somewhere/snapshot.json' }),
    piece: ({ parcel, base64 }) => {
      parcels.add(parcel, Buffer.from(base64, 'base64'));
      return Promise.resolve({ taken: true });
    },
    wrap: ({ parcel, fault }) => {
      parcels.end(parcel, fault);
      return Promise.resolve({ taken: true });
    },
    save: async ({ name, parcel }) => {
      saved.push({ name, text: await textOf(parcel) });
      return { path: `/saved/${name}` };
    },
    reveal: () => Promise.resolve({ shown: true }),
    copy: ({ text }) => {
      copied.push(text);
      return Promise.resolve({ copied: true });
    },
    copyPicture: async ({ parcel }) => {
      copied.push(await textOf(parcel));
      return { copied: true };
    },
    openLink: () => Promise.resolve({ opened: false }),
    setMenus: () => Promise.resolve({ shown: true }),
    setTheme: ({ theme }) => Promise.resolve({ theme }),
    ...shellAnswers,
  };
  const noting = Object.fromEntries(
    Object.entries(engine).map(([method, answer]) => [
      method,
      (input: unknown) => {
        asked.push({ method, input });
        return (answer as (input: unknown) => Promise<unknown>)(input);
      },
    ]),
  ) as unknown as Engine;
  const serving = serve(engineContract, noting, far);
  serve(shellContract, shell, far);
  const link = linkOver(near);
  const store = createState(link);
  return {
    store,
    link,
    state: () => store.getState(),
    asked,
    saved,
    copied,
    emit: <K extends keyof EngineEvents>(event: K, data: EngineEvents[K]) =>
      serving.emit(event, data),
    hangUp: () => far.close(),
  };
}

/** Waits for what is sent over the wire to have arrived. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
