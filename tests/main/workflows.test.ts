/** The workflows of this repository: GitHub's own parser takes them, and what they call is there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ensureBuilt } from '../../scripts/build.js';
import { workflowComplaints } from '#tests/kit/workflow.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.github', 'workflows');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface Step {
  readonly run?: string;
  readonly uses?: string;
}
interface Workflow {
  readonly permissions: Record<string, string>;
  readonly jobs: Record<
    string,
    { readonly steps: Step[]; readonly permissions?: Record<string, string> }
  >;
}
const workflow = (name: string) => parse(read(name)) as Workflow;

describe.each(readdirSync(folder))('%s', (name) => {
  const steps = Object.values(workflow(name).jobs).flatMap((job) => job.steps);

  it('is one GitHub takes', async () => {
    expect(await workflowComplaints(read(name))).toEqual([]);
    expect(await workflowComplaints(read(name).replace('runs-on:', 'runs-at:'))).not.toEqual([]);
  });

  it('calls scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const text = steps.map((step) => step.run ?? '').join('\n');
    for (const [, script] of text.matchAll(/npm run (?:-s )?([\w-]+)/g))
      expect(scripts).toHaveProperty(script!);
    for (const [, path] of text.matchAll(/\bbash (\S+)/g))
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

describe('the bill of materials', () => {
  beforeAll(() => ensureBuilt(), 120_000);
  const bill = JSON.parse(
    execFileSync('npm', ['run', '-s', 'sbom'], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      maxBuffer: 1 << 26,
    }),
  ) as { bomFormat: string; components: { name: string; version: string; hashes: unknown[] }[] };

  it('is CycloneDX, and names what ships with a hash each', () => {
    expect(bill.bomFormat).toBe('CycloneDX');
    const names = new Set(bill.components.map((part) => part.name));
    for (const name of ['cytoscape', '@aws-sdk/client-ec2', 'react', 'pdfkit'])
      expect(names).toContain(name);
    expect(bill.components.filter((part) => part.hashes.length === 0)).toEqual([]);
  });

  it('holds what the list of licences names, and no tool of the developers', () => {
    const text = readFileSync(join(root, 'dist/THIRD-PARTY.txt'), 'utf8');
    const listed = [...text.split(/^-{80}$/m)[0]!.matchAll(/^(\S+ \d\S*) +[\w.-]+ +\S+$/gm)];
    expect(bill.components.map((part) => `${part.name} ${part.version}`).sort()).toEqual(
      listed.map((m) => m[1]!).sort(),
    );
    expect(bill.components.map((part) => part.name)).not.toContain('vitest');
  });
});
