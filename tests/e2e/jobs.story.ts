/** The jobs of the tour, each from its start to what somebody takes away from it. The plan is walked in its own story. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '#app/snapshot/page.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { ACCOUNTS, REGIONS } from '#app/world/sample/places.ts';
import { startEndpoint } from '../aws/endpoint.ts';
import { profilesAt } from './aws.ts';
import { boxesOfDrawio, boxesOfVsdx, expectPages, expectPixels, whole } from './diagrams.ts';
import { changedSample, FOUND, idOf, MESH } from './estate.ts';
import { JOBS, seen } from './jobs.ts';
import { expect, test } from './story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-jobs-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(JOBS.inherited, async ({ start, env }) => {
  const { prod, nonprod, network, acquirer } = ACCOUNTS;
  const endpoint = await startEndpoint({ pages: withDns(sampleEstate().pages()) });
  try {
    Object.assign(env, profilesAt(endpoint, folder, { prod, nonprod, network }));
    const { page, window } = await start();
    await page.getByRole('button', { name: /^Collect from AWS/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Collect from AWS' });
    for (const name of ['prod', 'nonprod', 'network'])
      await sheet.getByRole('option', { name: new RegExp(`^${name}\\b`) }).click();
    await sheet.getByRole('button', { name: 'Collect', exact: true }).click();
    await window.ready();
    const { ids, hulls } = await window.drawn();
    expect(ids).toEqual(expect.arrayContaining(MESH.map((name) => idOf('vpc', name))));
    expect(hulls).toBe(2);
    // Nothing is found that is not in the estate's design, and nothing is missed.
    await expect(page.getByRole('tab', { name: /^Findings/ })).toContainText(String(FOUND));
    // The card acquirer was never collected: what is peered with it is drawn, and said to be unknown.
    await page.getByRole('tab', { name: /^Gaps/ }).click();
    await expect(page.getByRole('group', { name: 'Gaps' })).toContainText(acquirer);
    await seen(window, 'inherited');
  } finally {
    await endpoint.close();
  }
});

/** DNS hostnames are on in every VPC, as whoever turned on the DNS option of the sample's peerings will have seen to. */
function withDns(pages: readonly Page[]): Page[] {
  const told = pages.flatMap((page): Page[] => {
    const vpcs = page.operation === 'DescribeVpcs' ? page.answer?.['Vpcs'] : undefined;
    return ((vpcs ?? []) as readonly { readonly VpcId: string }[]).map(({ VpcId }) => ({
      ...page,
      operation: 'DescribeVpcAttribute',
      args: { VpcId, Attribute: 'enableDnsHostnames' },
      answer: { VpcId, EnableDnsHostnames: { Value: true } },
    }));
  });
  return [...pages, ...told];
}

test(JOBS.wrong, async ({ start }) => {
  const { window, page, choose } = await start();
  await window.openSample();
  // By the sample's design: one full mesh and one near-mesh.
  const before = await window.drawn();
  expect(before.hulls).toBe(2);
  expect(before.lit).toEqual([]);

  await window.finding(/Mesh of 7: 21 peerings, 2 pairs unrouted/).click();
  await expect.poll(async () => (await window.drawn()).lit.length).toBeGreaterThan(0);
  const after = await window.drawn();
  const members = MESH.map((name) => idOf('vpc', name));
  expect(after.lit).toEqual(expect.arrayContaining(members));
  // The 21 peerings of seven VPCs are lines between them, bundled nowhere: all lit.
  expect(after.lit.length).toBeGreaterThanOrEqual(members.length + 21);
  // The view went there.
  await expect
    .poll(async () => {
      const { zoom, pan } = await window.drawn();
      return { zoom, pan };
    })
    .not.toEqual({ zoom: before.zoom, pan: before.pan });
  await expect(window.inspector).toContainText('21');
  await expect(window.inspector).toContainText('7');
  await seen(window, 'wrong');

  // What to do about it, and what first. By the sample's design: groups of the ledger and the vault name others; four
  // VPCs in the east are six peerings, three in the west three.
  await expect(window.inspector.getByRole('group', { name: 'What to do' })).toContainText(
    'Replace the mesh by a transit gateway',
  );
  const first = window.inspector.getByRole('group', { name: /^Before a transit gateway/ });
  await expect(first.getByRole('listitem')).toHaveText([
    /^prepare 2 security groups of members/,
    /^prepare 9 peerings within a Region carry packets of 9,001 bytes/,
    /^prepare Members are in us-east-1, us-west-2/,
  ]);

  // The evidence of another, hop by hop: the bastion's default route leads to the hub, for the hub's NAT gateway.
  const bastion = /^error: tools-bastion .* sends 0\.0\.0\.0\/0 to tools-hub/;
  await window.lookFor('0.0.0.0/0');
  await window.finding(bastion).click();
  const path = window.inspector.getByRole('group', { name: /^Path/ });
  await expect(path.getByRole('listitem')).toContainText([
    'tools-bastion',
    'tools-bastion-private',
    'tools-bastion-hub',
    'tools-hub',
    'tools-hub-nat',
  ]);
  await expect(window.inspector.getByRole('group', { name: 'What to do' })).toContainText(
    'give the VPC a NAT gateway of its own',
  );
  await expect(window.finding(/, unsure/)).toHaveCount(0);

  // The same, where the bastion's account does not let its peerings be read: it may be wrong, and that is said.
  await choose(refusedFile(), () => window.act('Open file…'));
  await expect(page).toHaveTitle(/^refused/);
  await window.lookFor('0.0.0.0/0');
  await window.finding(new RegExp(`${bastion.source}.*, unsure$`)).click();
  await expect(window.inspector.getByText('unsure', { exact: true })).toBeVisible();
  await expect(window.inspector).toContainText('This rests on data that could not be seen');
  await expect(window.inspector).toContainText(`account ${ACCOUNTS.nonprod}, us-east-1`);
});

/** The sample estate, in which one account refused one call. */
function refusedFile(): string {
  const world = sampleEstate();
  world.refuse(world.region(REGIONS.east, ACCOUNTS.nonprod), 'DescribeVpcPeeringConnections');
  const file = join(folder, 'refused.json');
  writeFileSync(file, writeSnapshot(world.snapshot()));
  return file;
}

/** A blocker as the answer tells it, with the route that would mend it. */
const blocked = (way: string, route: string): RegExp =>
  new RegExp(`^${way} No route at .*Add a route for ${route.replaceAll('.', '\\.')}\\.$`);

test(JOBS.reach, async ({ start }) => {
  const { window } = await start('--demo');
  await window.ready();
  // Peered, and not routed.
  await window.trace('payments-fraud-app-a', 'payments-ledger-west-app-a');
  await expect(window.answer.getByRole('tab', { name: /There/ })).toContainText(/no route/i);
  // Both ways are shut, each by a table of its own; the one who opens only the first finds out about the second here.
  const peering = 'payments-fraud-payments-ledger-west';
  await expect(
    window.answer.getByRole('region', { name: 'Blockers' }).getByRole('listitem'),
  ).toContainText([
    blocked('there', `10.25.0.0/16 to ${peering} in payments-fraud-private`),
    blocked('back', `10.22.0.0/16 to ${peering} in payments-ledger-west-private`),
  ]);
  await seen(window, 'reach');
});

test(JOBS.diagram, async ({ start, door }) => {
  const { window, page, save } = await start('--demo');
  await window.ready();
  // As somebody wants it in the wiki: one box moved out of the way.
  const vault = idOf('vpc', 'payments-vault');
  const laid = (await window.boxOf(vault))!;
  const palette = await window.search('payments-vault');
  await palette
    .getByRole('option', { name: /^vpc payments-vault / })
    .first()
    .click();
  await expect.poll(async () => (await window.drawn()).selected).toEqual([vault]);
  await window.picture.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect.poll(async () => (await window.boxOf(vault))!.y).toBeGreaterThan(laid.y + 60);
  const formats = page.getByRole('dialog', { name: 'Export' });
  const saved = (ending: string) =>
    save(async () => {
      await window.act('Export…');
      await formats.getByRole('button', { name: new RegExp(`\\.${ending}`) }).click();
    });
  const svg = await saved('svg');
  expect(svg.name).toMatch(/\.svg$/);
  expect(svg.text).toMatch(/^(<\?xml[^>]*>\s*)?<svg /);
  for (const vpc of MESH) expect(svg.text).toContain(vpc);

  // All with the positions on screen, the moved one's too. The files are the same behind every door.
  if (door !== 'desktop-double') {
    const drawio = boxesOfDrawio((await saved('drawio')).text);
    const vsdx = boxesOfVsdx((await saved('vsdx')).bytes);
    for (const name of MESH) {
      const id = idOf('vpc', name);
      const onScreen = whole((await window.boxOf(id))!);
      expect(drawio.get(id), `${name} in draw.io`).toEqual(onScreen);
      expect(vsdx.get(id), `${name} in Visio`).toEqual(onScreen);
    }
    const at = new Map(
      await Promise.all(
        MESH.map(
          async (name) => [idOf('vpc', name), (await window.boxOf(idOf('vpc', name)))!] as const,
        ),
      ),
    );
    expectPixels((await saved('png')).bytes, svg.text, [...at.values()], laid);
    await expectPages((await saved('pdf')).bytes, at);
  }
  await window.act('Export…');
  await expect(formats).toBeVisible();
  await seen(window, 'diagram');
});

test(JOBS.changed, async ({ start }) => {
  const older = join(folder, 'last-week.json');
  const newer = join(folder, 'today.json');
  writeFileSync(older, writeSnapshot(sampleEstate().snapshot()));
  writeFileSync(newer, writeSnapshot(changedSample().snapshot()));
  const { window, page, choose } = await start(newer);
  await window.ready();
  await choose(older, () => window.act('Compare with file…'));
  const changes = page.getByRole('tree', { name: 'Changes' });
  await expect(changes).toBeVisible({ timeout: 40_000 });
  await expect
    .poll(async () => (await window.drawn()).plan.removed)
    .toContain(idOf('vpc', 'payments-gateway'));
  await expect(changes.getByRole('treeitem', { name: /^Added: reporting/ })).toBeVisible();
  await seen(window, 'changed');
});

test(JOBS.rot, async ({ start }) => {
  const { window, page, save } = await start('--demo');
  await window.ready();
  const findings = page.getByRole('tab', { name: /^Findings/ });
  const told = async () => Number(/\d+/.exec((await findings.textContent()) ?? '')?.[0]);
  const all = await told();
  await window.act('Take findings as the baseline');
  await expect(page.getByText(/^Nothing new/)).toBeVisible();
  expect(await told()).toBe(0);
  await page.getByRole('button', { name: `${all} in the baseline` }).click();
  await expect(window.finding(/Mesh of 7.*, in the baseline$/)).toBeVisible();
  await seen(window, 'rot');

  const { name, text } = await save(() => window.act('Save baseline…'));
  expect(name).toBe('peerless.baseline.json');
  expect((JSON.parse(text) as { findings: unknown[] }).findings).toHaveLength(all);

  // The pipeline takes the same file: nothing new today; next week's network has something.
  writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'same.json'), writeSnapshot(sampleEstate().snapshot()));
  writeFileSync(join(folder, 'next.json'), writeSnapshot(changedSample().snapshot()));
  const lint = (source: string) =>
    spawnSync(
      process.execPath,
      [
        fileURLToPath(new URL('../../dist/main/cli/index.js', import.meta.url)),
        ...['lint', source, '--baseline', name, '--format', 'sarif', '-o', 'lint.sarif'],
        ...['--fail-on', 'info', '--allow-partial'],
      ],
      { cwd: folder, encoding: 'utf8' },
    );
  expect(lint('same.json'), 'as it was').toMatchObject({ status: 0 });
  expect(lint('next.json'), 'a week on').toMatchObject({ status: 1 });
  const { runs } = JSON.parse(readFileSync(join(folder, 'lint.sarif'), 'utf8')) as {
    runs: readonly [{ results: readonly { baselineState?: string }[] }];
  };
  expect(runs[0].results.some(({ baselineState }) => baselineState === 'new')).toBe(true);

  // It outlives a reload; who lets go of it can open it again.
  await page.reload();
  await window.ready();
  await expect.poll(told).toBe(0);
  await window.act('Let go of the baseline');
  await expect.poll(told).toBe(all);
  const chosen = page.waitForEvent('filechooser');
  await window.act('Open baseline…');
  await (await chosen).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByText(/^Nothing new/)).toBeVisible();
});
