/** The workflows of this repository: GitHub's own parser takes them, and what they call is there. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type AnySchemaObject } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { holes } from '../../scripts/audit.ts';
import { ensureBuilt } from '../../scripts/build.js';
import { optional } from '#tests/kit/optional.ts';
import { scratch } from '#tests/kit/terminal.ts';
import { needs } from '#tests/kit/tools.ts';
import { workflowComplaints } from '#tests/kit/workflow.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const folder = join(root, '.github', 'workflows');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, string>;
}
interface Job {
  readonly steps: Step[];
  readonly needs?: string;
  readonly permissions?: Record<string, string>;
}
interface Workflow {
  readonly permissions: Record<string, string>;
  readonly jobs: Record<string, Job>;
}
/** A component of a bill of materials: https://cyclonedx.org/docs/1.5/json/ */
interface Part {
  readonly name: string;
  readonly version: string;
  readonly scope: string;
  readonly hashes: readonly unknown[];
  readonly externalReferences: readonly { readonly url: string; readonly hashes: unknown }[];
}
const workflow = (name: string) => parse(read(name)) as Workflow;

describe.each(readdirSync(folder))('%s', (name) => {
  const steps = Object.values(workflow(name).jobs).flatMap((job) => job.steps);

  it('is one GitHub takes', async () => {
    expect(await workflowComplaints(read(name))).toEqual([]);
    expect(await workflowComplaints(read(name).replace('runs-on:', 'runs-at:'))).not.toEqual([]);
  });

  it('takes others’ actions by commit, which nobody can move', () => {
    // https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
    const used = steps.flatMap((step) => step.uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/@[0-9a-f]{40}$/);
  });

  it('calls scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const text = steps.map((step) => step.run ?? '').join('\n');
    for (const [, script] of text.matchAll(/npm run (?:-s )?([\w-]+)/g))
      expect(scripts).toHaveProperty(script!);
    for (const [, path] of text.matchAll(/\b(?:bash|node) (\w\S*|\.\w\S*)/g))
      expect(existsSync(join(root, path!))).toBe(true);
  });

  it('may read, and only the draft may write', () => {
    const { permissions, jobs } = workflow(name);
    expect(permissions).toEqual({ contents: 'read' });
    const writers = Object.entries(jobs).filter(([, job]) => job.permissions !== undefined);
    expect(writers.map(([id, job]) => [id, job.permissions])).toEqual(
      name === 'release.yml' ? [['draft', { contents: 'write' }]] : [],
    );
  });

  it('puts nothing that others may write into a shell', () => {
    for (const { run = '' } of steps)
      expect(run).not.toMatch(/\$\{\{\s*(github\.(event|head_ref|ref)|inputs|secrets)/);
  });
});

it('fuzz.yml runs every fuzz there is, as many times as asked', () => {
  const run = workflow('fuzz.yml').jobs['fuzz']!.steps.find((step) => step.env)!;
  expect(run.env).toEqual({
    PEERLESS_FUZZ: '${{ inputs.times }}',
    PEERLESS_FUZZ_SEED: '${{ inputs.seed }}',
  });
  const named = run.run!.split(' ').filter((word) => word.startsWith('tests/'));
  const fuzzed = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .map((path) => `tests/${path.replaceAll('\\', '/')}`)
    .filter((path) => /fuzz.*\.test\.ts$/.test(path));
  expect(fuzzed.length).toBeGreaterThan(3);
  expect(fuzzed.filter((path) => !named.some((name) => path.startsWith(name)))).toEqual([]);
});

describe('release.yml', () => {
  const files = scratch();
  const place = scratch();
  const { jobs } = workflow('release.yml');
  /** The steps that run a command like each of these; every one there, and in this order. */
  const inOrder = (job: string, ...wanted: readonly RegExp[]): Step[] => {
    const { steps } = jobs[job]!;
    const found = wanted.map((what) => steps.findIndex(({ run = '' }) => what.test(run)));
    expect(found, `${job}: ${wanted.join(', ')}`).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    return found.map((at) => steps[at]!);
  };

  it('builds only what passed every suite and has no known holes, and drafts only what was built', () => {
    inOrder(
      'check',
      /^test "\$GITHUB_REF_NAME" = "v/,
      /^bash \.ci\/run$/,
      /^node scripts\/audit\.ts$/,
    );
    expect([jobs['installers']?.needs, jobs['draft']?.needs]).toEqual(['check', 'installers']);
  });

  describe('signs and notarizes', () => {
    const build = /^npx electron-builder --\$\{\{ matrix\.system \}\} --publish never$/m;
    const [, , step] = inOrder('installers', /^npm pkg set /, /^npm run build$/, build);
    // https://www.electron.build/code-signing, https://www.electron.build/mac
    const mac = { CSC_LINK: 'MAC_CERTIFICATE', CSC_KEY_PASSWORD: 'MAC_CERTIFICATE_PASSWORD' };
    const win = {
      WIN_CSC_LINK: 'WINDOWS_CERTIFICATE',
      WIN_CSC_KEY_PASSWORD: 'WINDOWS_CERTIFICATE_PASSWORD',
    };
    const apple = ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'];

    it('by the keys of the repository, each on its own system', () => {
      const on = (system: string, of: Readonly<Record<string, string>>) =>
        Object.entries(of).map(([name, secret]) => [
          name,
          `\${{ matrix.system == '${system}' && secrets.${secret} || '' }}`,
        ]);
      expect(step?.env).toEqual({
        ...Object.fromEntries([...on('mac', mac), ...on('win', win)]),
        ...Object.fromEntries(apple.map((name) => [name, `\${{ secrets.${name} }}`])),
      });
    });

    // GitHub gives '' for a secret that is not there; electron-builder takes CSC_LINK='' for a file, and fails.
    it.for([
      ['none', [] as string[]],
      ['those of a Mac', [...Object.keys(mac), ...apple]],
      ['those of Windows', Object.keys(win)],
    ] as const)('and knows nothing of keys that are not there: %s', ([, given], test) => {
      needs('bash', 'the keys that a release is signed with', test);
      const names = Object.keys(step!.env!);
      writeFileSync(join(place.path, 'npx'), '#!/bin/sh\necho "$@"\nenv\n', { mode: 0o755 });
      const said = execFileSync(
        'bash',
        // As GitHub runs `shell: bash`.
        [
          ...'--noprofile --norc -eo pipefail -c'.split(' '),
          step!.run!.replace(/\$\{\{.*?\}\}/, 'mac'),
        ],
        {
          encoding: 'utf8',
          env: {
            PATH: `${place.path}:${process.env['PATH']}`,
            ...Object.fromEntries(names.map((n) => [n, given.includes(n) ? 'a key' : ''])),
          },
        },
      ).split('\n');
      expect(said[0]).toBe('electron-builder --mac --publish never');
      expect(said.filter((line) => names.includes(line.split('=')[0]!)).sort()).toEqual(
        given.map((name) => `${name}=a key`).sort(),
      );
      expect(step).toHaveProperty('shell', 'bash');
    });
  });

  it('names the homepage, without which electron-builder makes no deb', async (test) => {
    const [named] = inOrder('installers', /^npm pkg set /);
    copyFileSync(join(root, 'package.json'), join(place.path, 'package.json'));
    const env = { ...process.env, GITHUB_REPOSITORY: 'somebody/peerless' };
    needs('bash', 'the homepage of a release', test);
    execFileSync('bash', ['-c', named!.run!], { cwd: place.path, env });
    // As its FpmTarget asks for it (AppInfo.computePackageUrl).
    const { readPackageJson } = createRequire(require.resolve('electron-builder'))(
      'app-builder-lib/out/util/packageMetadata.js',
    ) as { readPackageJson: (file: string) => Promise<{ homepage?: string }> };
    const homepage = async (folder: string) =>
      (await readPackageJson(join(folder, 'package.json'))).homepage;
    expect(await homepage(root)).toBeUndefined();
    expect(await homepage(place.path)).toBe('https://github.com/somebody/peerless#readme');
  });

  it('takes every installer along', () => {
    const builder = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<
      string,
      { readonly target: readonly { readonly target: string }[] }
    >;
    const made = ['linux', 'mac', 'win'].flatMap((system) =>
      builder[system]!.target.map(({ target }) => (target === 'nsis' ? 'exe' : target)),
    );
    const upload = jobs['installers']!.steps.find(({ uses = '' }) => /upload-artifact/.test(uses));
    const download = jobs['draft']!.steps.find(({ uses = '' }) => /download-artifact/.test(uses));
    expect(upload?.with?.['path']?.trim().split('\n')).toEqual(
      made.map((ext) => `release/*.${ext}`),
    );
    expect(upload?.with?.['if-no-files-found']).toBe('error');
    expect(download?.with).toMatchObject({ path: 'files', pattern: 'installers-*' });
  });

  it('drafts with the package, the bill of materials, the licences, and the sums of all of it', (test) => {
    const [, bill, sums, draft] = inOrder(
      'draft',
      /^npm run -s pack files$/,
      /^npm run -s sbom > files\/\S+\.cdx\.json$/m,
      /^sha256sum /,
      /^gh release create "\$GITHUB_REF_NAME" .*--draft .*files\/\*$/,
    );
    expect(bill?.run).toMatch(/^cp dist\/THIRD-PARTY\.txt files\/$/m);
    expect(draft?.run).toContain('--verify-tag');
    needs('sha256sum', 'the checksums of a release', test);
    writeFileSync(join(files.path, 'a b.exe'), 'one');
    writeFileSync(join(files.path, '-n.deb'), 'two');
    execFileSync('bash', ['-c', sums!.run!], { cwd: files.path });
    const sum = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(readFileSync(join(files.path, 'SHA256SUMS'), 'utf8').split('\n').sort()).toEqual(
      ['', `${sum('one')}  a b.exe`, `${sum('two')}  -n.deb`].sort(),
    );
  });
});

describe('known holes in what ships', () => {
  const lock = {
    packages: {
      'node_modules/ws': {},
      'node_modules/electron': { dev: true },
      'node_modules/@electron/get': { dev: true },
      'node_modules/vite': { dev: true },
      'node_modules/vite/node_modules/ws': { dev: true },
    },
  };
  const advisory = { title: 'Something leaks', url: 'https://github.com/advisories/GHSA-1' };
  const audit = (
    ...found: { name: string; via: (string | typeof advisory)[]; nodes: string[] }[]
  ) => ({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      found.map((one) => [one.name, { ...one, severity: 'high' }]),
    ),
  });
  const ws = { name: 'ws', via: [advisory], nodes: ['node_modules/ws'] };
  const electron = { name: 'electron', via: [advisory], nodes: ['node_modules/electron'] };

  it('are those of what is bundled, and of Electron', () => {
    const told = (name: string) => `${name}: high: Something leaks (${advisory.url})`;
    expect(holes(audit(ws, electron), lock)).toEqual([told('ws'), told('electron')]);
    const through = { name: 'ws', via: ['vite', advisory], nodes: ['node_modules/ws'] };
    expect(holes(audit(through), lock)).toEqual([
      `ws: high: by vite; Something leaks (${advisory.url})`,
    ]);
  });

  it('are not those of tools, of their copies, and of what fetches Electron', () => {
    const tools = [
      { name: 'vite', via: [advisory], nodes: ['node_modules/vite'] },
      { name: 'ws', via: [advisory], nodes: ['node_modules/vite/node_modules/ws'] },
      { name: '@electron/get', via: [advisory], nodes: ['node_modules/@electron/get'] },
      { name: 'electron', via: ['@electron/get'], nodes: ['node_modules/electron'] },
    ];
    for (const tool of tools) expect(holes(audit(tool), lock)).toEqual([]);
  });

  it('are not taken for none where npm could not ask', () => {
    const refused = { message: '503 Service Unavailable - POST https://example.org/' };
    expect(() => holes(refused, lock)).toThrow(/503 Service Unavailable/);
    expect(() => holes({}, lock)).toThrow(/another form/);
  });

  it('are asked of everything that is bundled: nothing of it is a tool in the lock file', async () => {
    await ensureBuilt();
    const { packages } = JSON.parse(readFileSync(join(root, 'dist/build.json'), 'utf8')) as {
      packages: string[];
    };
    const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; dev?: boolean }>;
    };
    const asked = new Set(
      Object.entries(locked.packages)
        .filter(([, { dev }]) => dev !== true)
        .map(([path, { version }]) => `${path.split('node_modules/').at(-1)!}@${version}`),
    );
    const missed = packages.filter((name) => !asked.has(name));
    expect(missed.map((name) => name.replace(/(?<=.)@.*/, ''))).toEqual(['electron']);
  }, 120_000);
});

describe('the bill of materials', () => {
  beforeAll(() => ensureBuilt(), 120_000);
  const bill = JSON.parse(
    execFileSync('npm', ['run', '-s', 'sbom'], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      maxBuffer: 1 << 26,
    }),
  ) as {
    bomFormat: string;
    metadata: { component: { name: string; type: string } };
    components: Part[];
  };

  it('is CycloneDX, and names what ships with a hash each', () => {
    expect(bill.bomFormat).toBe('CycloneDX');
    // Not after the folder of whoever makes a release.
    expect(bill.metadata.component).toMatchObject({ name: 'peerless', type: 'application' });
    const names = new Set(bill.components.map((part) => part.name));
    for (const name of ['cytoscape', '@aws-sdk/client-ec2', 'react', 'pdfkit', 'electron'])
      expect(names).toContain(name);
    expect(bill.components.filter((part) => part.hashes.length === 0)).toEqual([]);
    // Whatever else asks for it: what ships is no part that one may leave out, nor a tool.
    expect(bill.components.filter((part) => part.scope !== 'required')).toEqual([]);
    expect(JSON.stringify(bill.components)).not.toContain('development');
  });

  it('holds to the schema that CycloneDX publishes', () => {
    const library = optional(
      '@cyclonedx/cyclonedx-library/package.json',
      'that the bill of materials is CycloneDX by its schema',
    );
    if (library === undefined) return;
    const schemaOf = (of: string): AnySchemaObject =>
      JSON.parse(
        readFileSync(join(dirname(library), `res/schema/${of}.SNAPSHOT.schema.json`), 'utf8'),
      ) as AnySchemaObject;
    // It names the others beside itself.
    const beside = ['spdx', 'jsf-0.82'].map(
      (of) => [`http://cyclonedx.org/schema/${of}.SNAPSHOT.schema.json`, schemaOf(of)] as const,
    );
    const validate = new Ajv({
      strict: false,
      allErrors: true,
      schemas: Object.fromEntries(beside),
      formats: {
        'date-time': (text) => !Number.isNaN(Date.parse(text)),
        'idn-email': /^[^@\s]+@[^@\s]+$/,
        'iri-reference': /^[^\s<>"{}|\\^`]*$/,
        uri: (text) => URL.canParse(text),
      },
    }).compile(schemaOf('bom-1.5'));
    const complaintsOf = (of: unknown) => (validate(of) === true ? [] : validate.errors);
    expect(complaintsOf(bill)).toEqual([]);
    expect(complaintsOf({ ...bill, components: [{ name: 'of no type' }] })).not.toEqual([]);
  });

  it('names the programs of Electron that the installers are packed around', () => {
    const { version, externalReferences } = bill.components.find((p) => p.name === 'electron')!;
    const files = externalReferences.map(({ url, hashes }) => {
      expect(hashes).toEqual([
        { alg: 'SHA-256', content: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ]);
      return url.split('/').at(-1);
    });
    // electron-builder fetches one for each system and processor: tests/main/desktop/installers.test.ts.
    expect(files.sort()).toEqual(
      ['darwin', 'linux', 'win32']
        .flatMap((system) => ['arm64', 'x64'].map((arch) => `${system}-${arch}`))
        .map((which) => `electron-v${version}-${which}.zip`),
    );
  });

  it('holds what the list of licences names, and no tool of the developers', () => {
    const text = readFileSync(join(root, 'dist/THIRD-PARTY.txt'), 'utf8');
    const listed = [...text.split(/^-{80}$/m)[0]!.matchAll(/^(\S+ \d\S*) +[\w.-]+ +\S+$/gm)];
    expect(bill.components.map((part) => `${part.name} ${part.version}`).sort()).toEqual(
      listed.map((m) => m[1]!).sort(),
    );
    const names = bill.components.map((part) => part.name);
    for (const tool of ['vitest', 'electron-builder', '@electron/get'])
      expect(names).not.toContain(tool);
  });
});
