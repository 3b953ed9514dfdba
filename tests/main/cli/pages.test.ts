/** The commands on the pages for newcomers run as they stand, and links between pages lead somewhere. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sampleEstate } from '#app/world/sample.ts';
import { shownText, stateResources } from '#tests/kit/terraform-state.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Commands of the shell blocks of a page, as words; what a line does with them, or after them, is the shell's. */
const commands = (page: string): string[][] =>
  [...read(page).matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap((block) => block[1]!.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .flatMap((line) => line.split('&&').map((part) => part.trim().replace(/^npx /, '')))
    .filter((line) => line.startsWith('peerless '))
    .map((line) =>
      line
        .replace(/ > .*$/, '')
        .split(/\s+/)
        .slice(1),
    );

/** A folder with what a reader would have from before: the sample estate, less one peering. */
function readersFolder() {
  const folder = scratch();
  const { manifest, pages } = sampleEstate().snapshot();
  const before = pages.map((page) => {
    const peerings = page.answer?.['VpcPeeringConnections'];
    return Array.isArray(peerings)
      ? { ...page, answer: { ...page.answer, VpcPeeringConnections: peerings.slice(1) } }
      : page;
  });
  snapshotFile(folder, 'last-week.json', { manifest, pages: before });
  return folder;
}

/** Runs the commands of a page in its order. */
async function runPage(page: string, cwd: string, least: number): Promise<void> {
  const ran = commands(page).filter(([name]) => name !== 'serve' && name !== 'collect');
  expect(ran.length).toBeGreaterThanOrEqual(least);
  for (const argv of ran) {
    const { code, err } = await peerless(argv, { cwd });
    // Findings are expected of lint, gaps of what is answered for all; the sample's runners do not get through.
    // Two snapshots of one time cannot both be the last word: a merge of the same says so by its gaps.
    const fine = { lint: [0, 1, 4], trace: [0, 1], reach: [4], diff: [0, 4], merge: [0, 4] }[
      argv[0]!
    ] ?? [0];
    expect(fine, `peerless ${argv.join(' ')}\n${err}`).toContain(code);
  }
}

describe('docs/tour.md', () => {
  const folder = readersFolder();

  it('runs in the order of the page', async () => {
    await runPage('docs/tour.md', folder.path, 16);
    for (const name of [
      'runbook.md',
      'plan.sh',
      'main.tf',
      'network.vsdx',
      'reach.csv',
      'diff.svg',
    ])
      expect(readFileSync(join(folder.path, name)).length, name).toBeGreaterThan(500);
  }, 60_000);
});

describe('README.md', () => {
  const folder = readersFolder();

  it('runs in the order of the page, with what a reader has by then', async () => {
    const { manifest, pages } = sampleEstate().snapshot();
    snapshotFile(folder, 'estate.json', { manifest, pages });
    const [one, two] = ['111122223333', '444455556666'];
    for (const [name, account] of [
      ['network.json', one],
      ['apps.json', two],
    ] as const)
      snapshotFile(folder, name, {
        manifest,
        pages: pages.filter((page) => page.account === account),
      });
    // What `terraform show -json` prints of a plan holds as much as this, of a state.
    writeFileSync(join(folder.path, 'plan.json'), shownText(stateResources(pages)));
    // As the window leaves it where a box was moved.
    const view = { schema: 'peerless-view/1', now: {}, views: [], places: {} };
    writeFileSync(join(folder.path, 'peerless-demo.json.view.json'), JSON.stringify(view));
    await runPage('README.md', folder.path, 20);
    for (const name of [
      'as-arranged.svg',
      'inside.svg',
      'dev-mesh.svg',
      'all.json',
      'shareable.json',
    ])
      expect(readFileSync(join(folder.path, name)).length, name).toBeGreaterThan(500);
  }, 120_000);
});

describe('docs/faq.md', () => {
  const folder = readersFolder();
  const made = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

  it('runs as the page stands, with its configuration, and gives what it promises', async () => {
    const [, yaml] = /^```yaml\n([\s\S]*?)^```$/m.exec(read('docs/faq.md'))!;
    writeFileSync(join(folder.path, 'peerless.config.yaml'), yaml!);
    snapshotFile(folder, 'demo.json', sampleEstate().snapshot());
    await runPage('docs/faq.md', folder.path, 5);
    expect(made('changes.md')).toContain('pcx-');
    expect(made('subnets.csv')).toMatch(/^from,to,outcome,return\nsubnet-/);
    expect(readdirSync(join(folder.path, 'tables'))).toContain('peerless-reach.csv');
    // What is suppressed is in the table with its reason; what was said to be apart is, and what has to work does.
    expect(made('findings.csv')).toMatch(/,suppressed,route-blackhole,.*NET-412/);
    const { findings, notRun } = JSON.parse(made('findings.json')) as {
      findings: { rule: string; path: string[] }[];
      notRun: { rule: string }[];
    };
    expect(findings.filter(({ path }) => path.length > 0)).not.toEqual([]);
    expect(findings.filter(({ rule }) => /^(intent-broken|seg-env-reachable)$/.test(rule))).toEqual(
      [],
    );
    expect(notRun.map(({ rule }) => rule)).not.toContain('intent-broken');
  }, 60_000);
});

describe('links', () => {
  const pages = [
    ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
    ...readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
  ];
  /** Headings of a page as the addresses that GitHub gives them. */
  const anchors = (page: string): Set<string> =>
    new Set(
      [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
        title!
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      ),
    );

  /** Where the links and pictures of a page lead, within the repository. */
  const targets = (page: string): string[] =>
    [...read(page).matchAll(/(?:\]\(|\b(?:src|srcset)=")(?!https?:)([^)"\s]+)/g)].map((m) => m[1]!);

  it.each(pages)('of %s lead somewhere', (page) => {
    for (const target of targets(page)) {
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? page : join(dirname(page), path);
      expect(existsSync(join(root, to)), `${page}: ${target}`).toBe(true);
      if (anchor !== undefined) expect([...anchors(to)], `${page}: ${target}`).toContain(anchor);
    }
  });

  it('lead from README.md to every page', () => {
    const isFolder = (path: string) => statSync(join(root, path)).isDirectory();
    const reached = new Set(['README.md']);
    // A set is walked to its end, what is added on the way included.
    for (const page of reached) {
      for (const target of targets(page)) {
        const [path = ''] = target.split('#');
        const to = posix.normalize(posix.join(posix.dirname(page), path));
        // GitHub shows the README of a folder.
        const shown = path !== '' && isFolder(to) ? posix.join(to, 'README.md') : to;
        if (shown.endsWith('.md') && existsSync(join(root, shown))) reached.add(shown);
      }
    }
    const all = (readdirSync(join(root, 'docs'), { recursive: true }) as string[])
      .map((path) => `docs/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.md'));
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((page) => !reached.has(page))).toEqual([]);
    // A newcomer finds these on the first page itself.
    for (const page of ['docs/tour.md', 'docs/faq.md', 'docs/security.md', 'CONTRIBUTING.md'])
      expect(targets('README.md')).toContain(page);
    for (const theme of ['light', 'dark'])
      expect(targets('README.md')).toContain(`docs/pictures/window-${theme}.png`);
  });

  it('the tests that docs/security.md names are there', () => {
    for (const [, path] of read('docs/security.md').matchAll(/`(tests\/[^`]+)`/g))
      expect(existsSync(join(root, path!)), path).toBe(true);
  });
});
