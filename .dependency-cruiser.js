/** The import law of Peerless. Every rule says why it exists; a breach prints that reason. */
import { fileURLToPath } from 'node:url';

/** Packages the pure core may use: they touch neither clock, file, network nor DOM. */
const PURE_PACKAGES = ['zod', '@noble/hashes', 'fflate', 'yaml'];

const STAGES = [
  ['base'],
  ['snapshot'],
  ['sources', 'kinds'],
  ['topology'],
  ['routing'],
  ['mesh'],
  ['rules'],
  ['plan'],
  ['report'],
  ['diff'],
  ['scene'],
  ['exports'],
  ['reporters'],
  ['writers'],
];
const FAMILIES = [
  'app/kinds',
  'app/exports',
  'app/reporters',
  'app/writers',
  'main/cli/commands',
  'renderer/actions',
];

const stage = (name) => (name === 'report' ? 'app/report\\.ts$' : `app/${name}/`);
const stageLaws = STAGES.map((names, i) => ({
  name: `stage-${names.join('-')}`,
  severity: 'error',
  comment: `One-way flow: ${names.join(' and ')} may use only the stages to the left of it.`,
  from: { path: `^(${names.map(stage).join('|')})` },
  to: {
    path: `^(${
      STAGES.slice(i + 1)
        .flat()
        .map(stage)
        .join('|') || 'app/$^'
    })`,
  },
}));

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A circle of imports is one module pretending to be several.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'app-is-pure',
      severity: 'error',
      comment:
        'The core runs anywhere and gives the same bytes everywhere: no other room, no Node.',
      from: { path: '^app/' },
      to: { path: '^(main|renderer|tests|scripts|bench)/' },
    },
    {
      name: 'app-no-node',
      severity: 'error',
      comment: 'The core has no files, clock, process or network.',
      from: { path: '^app/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'app-pure-packages',
      severity: 'error',
      comment: 'Only packages on the allow-list of this file are known to be pure.',
      from: { path: '^app/' },
      to: { path: 'node_modules/', pathNot: `node_modules/(${PURE_PACKAGES.join('|')})/` },
    },
    ...stageLaws,
    {
      name: 'world-beside',
      severity: 'error',
      comment: 'World feeds tests, docs, demo and rule cases; no stage may lean on it.',
      from: {
        path: `^(${STAGES.flat().map(stage).join('|')})`,
        pathNot: '^app/rules/[^/]+/cases\\.ts$',
      },
      to: { path: '^app/world/' },
    },
    {
      name: 'api-by-type',
      severity: 'error',
      comment: 'Contracts are promises: stages are known to them by type only.',
      from: { path: '^app/api/' },
      to: { path: '^app/(?!api/|base/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'main-not-renderer',
      severity: 'error',
      comment: 'The engine side and the browser side meet only through app/api.',
      from: { path: '^main/' },
      to: { path: '^(renderer|tests|scripts|bench)/' },
    },
    {
      name: 'renderer-not-main',
      severity: 'error',
      comment: 'The renderer runs in a plain browser.',
      from: { path: '^renderer/' },
      to: { path: '^(main|tests|scripts|bench)/' },
    },
    {
      name: 'renderer-no-node',
      severity: 'error',
      comment: 'The renderer runs in a plain browser.',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'Tests, benches and scripts look at the product; the product never looks back.',
      from: { path: '^(app|main|renderer)/' },
      to: { path: '^(tests|scripts|bench)/' },
    },
    {
      name: 'sdk-in-collect',
      severity: 'error',
      comment: 'Credentials and the AWS SDK live in one room only.',
      from: { path: '^(app|main|renderer)/', pathNot: '^main/collect/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy)/' },
    },
    {
      name: 'electron-in-desktop',
      severity: 'error',
      comment: 'Everything outside main/desktop must run without Electron.',
      from: { path: '^(app|main|renderer)/', pathNot: '^main/desktop/' },
      to: { path: '(^|node_modules/)electron(/|$)' },
    },
    {
      name: 'sockets-in-serve',
      severity: 'error',
      comment: 'Only the loopback door opens a socket.',
      from: { path: '^main/', pathNot: '^main/(serve|collect)/' },
      to: { path: '^(node:)?(http|https|net|tls|http2|dgram)$|node_modules/ws/' },
    },
    {
      name: 'cytoscape-in-canvas',
      severity: 'error',
      comment: 'The canvas owns the one Cytoscape instance.',
      from: { path: '^(app|main|renderer)/', pathNot: '^renderer/canvas/' },
      to: { path: 'node_modules/cytoscape' },
    },
    ...FAMILIES.map((folder) => ({
      name: `family-${folder.replaceAll('/', '-')}`,
      severity: 'error',
      comment: 'Members of a family never import each other; what two share belongs to the shape.',
      from: { path: `^${folder}/([^/]+)`, pathNot: 'index\\.gen\\.ts$' },
      to: {
        path: `^${folder}/[^/]+`,
        pathNot: [
          `^${folder}/(kind|exporter|reporter|writer|command|action|fields|index\\.gen|ids\\.gen)\\.ts$`,
          `^${folder}/parts/`,
          `^${folder}/$1`,
        ],
      },
    })),
    {
      name: 'family-rules',
      severity: 'error',
      comment: 'Members of a family never import each other; what two share belongs to the shape.',
      from: { path: '^app/rules/([^/]+)/' },
      to: { path: '^app/rules/[^/]+/', pathNot: ['^app/rules/$1/', '^app/rules/parts/'] },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'An import that resolves to nothing breaks on a clean machine.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Absolute: a relative name would be looked for from its own folder.
    tsConfig: { fileName: fileURLToPath(new URL('tests/tsconfig.json', import.meta.url)) },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
