/** A window without a page: the real state over a real wire, with an engine that answers from one small picture. */
import type { Engine, EngineEvents, FindingView, Opened, ReachMatrix } from '#app/api/engine.ts';
import { engineContract } from '#app/api/engine.ts';
import { serve, UserError } from '#app/api/rpc.ts';
import { shellContract, type Shell } from '#app/api/shell.ts';
import { memoryWires } from '#app/api/wire.ts';
import type { Trace } from '#app/routing/outcome.ts';
import { linkOver } from '#renderer/link.ts';
import { createState } from '#renderer/state.ts';
import { picture } from './picture.ts';

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
  summary: { error: 1, warning: 1, info: 0, unsure: 0, suppressed: 0, baselined: 0 },
  counts: [],
  gaps: [],
  ignored: [],
});

export const finding = (part: Partial<FindingView>): FindingView => ({
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
  title: 'Peering routed one way only',
  why: '',
  remedy: '',
  docs: [],
  ...part,
});

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
  counts: [
    { outcome: 'delivered', count: 3 },
    { outcome: 'no-route', count: 3 },
  ],
};

/** Everything the engine was asked, in order. */
export interface Asked {
  readonly method: string;
  readonly input: unknown;
}

export function startWindow(answers: Partial<Engine> = {}, shellAnswers: Partial<Shell> = {}) {
  const [near, far] = memoryWires();
  const asked: Asked[] = [];
  const saved: { readonly name: string; readonly base64: string }[] = [];
  const engine: Engine = {
    about: () => Promise.resolve({ version: '0.1.0', opening: undefined }),
    profiles: () => Promise.resolve([]),
    open: (input) => Promise.resolve(opened('path' in input ? input.path : 'Sample estate')),
    collect: () => Promise.resolve({ job: 'job-1' }),
    cancel: () => Promise.resolve({ cancelled: true }),
    scene: () => Promise.resolve(picture),
    findings: () => Promise.resolve(findings),
    inspect: ({ ref }) => Promise.reject(new UserError(`nothing is known of ${ref}`)),
    search: ({ text }) =>
      Promise.resolve(
        text === 'rtb-1'
          ? [
              {
                ref: 'rtb-1',
                kind: 'route-table',
                label: 'main (rtb-1)',
                why: 'rtb-1',
                node: 'vpc-a',
              },
            ]
          : [],
      ),
    trace: () => Promise.resolve(trace),
    reach: () => Promise.resolve(matrix),
    reachCells: ({ rows, columns }) =>
      Promise.resolve({
        outcomes: ['delivered', 'no-route'],
        cells: rows.map((from) =>
          columns.map((to) => (from === to ? null : [from > to ? 1 : 0, 0])),
        ),
      }),
    formats: () => Promise.resolve([]),
    export: () =>
      Promise.resolve([{ name: 'peerless.svg', mime: 'image/svg+xml', base64: 'PHN2Zy8+' }]),
    ...answers,
  };
  const shell: Shell = {
    about: () => Promise.resolve({ door: 'desktop', platform: 'test' }),
    chooseSource: () => Promise.resolve({ path: '/somewhere/snapshot.json' }),
    save: (file) => {
      saved.push(file);
      return Promise.resolve({ path: `/saved/${file.name}` });
    },
    reveal: () => Promise.resolve({ shown: true }),
    openLink: () => Promise.resolve({ opened: false }),
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
  const store = createState(linkOver(near));
  return {
    store,
    state: () => store.getState(),
    asked,
    saved,
    emit: <K extends keyof EngineEvents>(event: K, data: EngineEvents[K]) =>
      serving.emit(event, data),
    hangUp: () => far.close(),
  };
}

/** Waits for what is sent over the wire to have arrived. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
