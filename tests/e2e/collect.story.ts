/** "I inherited this estate": collecting from AWS in the window, with a refused call, a refresh, a stop, and a whole organization. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { World } from '#app/world/world.ts';
import { type Endpoint, startEndpoint } from '../aws/endpoint.ts';
import { profilesAt } from './aws.ts';
import { expectAccessible, SHEET } from './axe.ts';
import { expect, ofThePage, test } from './story.ts';

const [NETWORK, SHOP, LOCKED] = ['111111111111', '222222222222', '333333333333'] as const;
const DEVICE = `arn:aws:iam::${NETWORK}:mfa/ana`;

let endpoint: Endpoint;
let folder: string;
let aws: Record<string, string>;
let vpcs: Readonly<Record<'hub' | 'far' | 'shop', string>>;

test.beforeAll(async () => {
  const world = new World();
  const hub = world.region('eu-west-1', NETWORK).vpc('hub', '10.0.0.0/16');
  const far = world.region('us-east-1', NETWORK).vpc('far', '10.1.0.0/16');
  const shop = world.region('eu-west-1', SHOP).vpc('shop', '10.2.0.0/16');
  for (const [i, vpc] of [hub, far, shop].entries()) vpc.subnet(`10.${i}.0.0/24`);
  world.peerRouted(hub, shop);
  vpcs = { hub: hub.id, far: far.id, shop: shop.id };
  endpoint = await startEndpoint({
    pages: world.pages(),
    organization: {
      management: NETWORK,
      role: 'audit',
      mfa: { device: DEVICE, codes: ['123456'] },
      accounts: [
        { id: NETWORK, name: 'network' },
        { id: SHOP, name: 'shop' },
        { id: LOCKED, name: 'acquired last year', refuses: true },
      ],
    },
  });
  folder = mkdtempSync(join(tmpdir(), 'peerless-aws-'));
  aws = profilesAt(endpoint, folder, { network: NETWORK, shop: SHOP }, 'eu-west-1');
});
test.afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

test('somebody inherits an estate, and sees it', async ({ start, env, door }) => {
  ofThePage(door);
  Object.assign(env, aws);
  const { page, window } = await start();
  await page.getByRole('button', { name: /^Collect from AWS/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Collect from AWS' });
  const collect = sheet.getByRole('button', { name: 'Collect', exact: true });
  const accounts = sheet.getByRole('region', { name: 'Accounts' });

  // Whose credentials these are, the files do not tell; AWS does where it is asked.
  await sheet.getByRole('button', { name: 'Check accounts' }).click();
  for (const [name, id] of [
    ['network', NETWORK],
    ['shop', SHOP],
  ] as const)
    await expect(sheet.getByRole('option', { name: new RegExp(`^${name} `) })).toHaveAccessibleName(
      `${name} ${id} eu-west-1 access keys answers`,
    );

  await sheet.getByRole('checkbox', { name: 'Ask Service Quotas' }).press('Space');

  // While it runs: how far it is, where each account stands, and what is refused.
  for (const name of ['network', 'shop'])
    await sheet.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  endpoint.faults.refuse('DescribeTransitGateways', 'us-east-1');
  const letGo = endpoint.faults.hold('DescribeRouteTables');
  await collect.click();
  await expect(accounts.getByText(NETWORK)).toBeVisible();
  await expect(accounts.getByText(SHOP)).toBeVisible();
  await expect(sheet.getByRole('progressbar', { name: 'Collection' })).toContainText(
    /of \d+ calls/,
  );
  await expect(sheet.getByText(/(1{12}|2{12}) · [a-z0-9-]+ · \w+:\w+/)).toBeVisible();
  await expect(sheet.getByRole('region', { name: 'Gaps' })).toContainText(
    'ec2:DescribeTransitGateways, account 111111111111, us-east-1',
  );
  await expect(sheet.getByRole('button', { name: 'Stop' })).toBeEnabled();
  const network = accounts.getByRole('treeitem', { name: new RegExp(NETWORK) });
  await expect(network).toHaveAccessibleName(/, reading, 0 of 2 Regions, \d+ of \d+ calls, 1 gap$/);
  await network.click();
  await expect(
    accounts.getByRole('treeitem', { name: /^us-east-1, reading/ }),
  ).toHaveAccessibleName(/, \d+ of \d+ calls, 1 gap$/);
  await expect(accounts.getByRole('treeitem', { name: /^global, read, / })).toBeVisible();
  await expectAccessible(page, ['collect: running', 'collect: partial'], SHEET);
  letGo();

  // Then the picture, and what is missing in it.
  await window.ready();
  await expect(page.getByText('It is set aside until the next one')).toBeVisible();
  await expect
    .poll(async () => (await window.drawn()).ids)
    .toEqual(expect.arrayContaining(Object.values(vpcs)));
  await page.getByRole('tab', { name: /^Gaps/ }).click();
  const gaps = page.getByRole('group', { name: 'Gaps' });
  await expect(gaps).toContainText('DescribeTransitGateways');
  endpoint.faults.clear();

  // The right is granted, and the same is collected again: the picture stays where it is, and the gap is gone.
  const sight = await window.steady();
  await page.keyboard.press('Shift+R');
  await expect(page.getByText(/^Collected again: 1 gap closed\./)).toBeVisible();
  await expect(gaps).toBeHidden();
  const { zoom, pan } = await window.drawn();
  expect(JSON.stringify([zoom, pan])).toBe(sight);

  // Stopped half way: the Region that had answered is there, and of the other it is said that it was not read.
  await window.act('Collect from AWS…');
  const open = endpoint.faults.hold('DescribeVpcs', 'us-east-1');
  await collect.click();
  await expect(accounts.getByText(SHOP)).toBeVisible();
  // Three of each time before, and two that were let through.
  const asked = () => endpoint.requests.filter((r) => r.operation === 'DescribeVpcs').length;
  await expect.poll(asked).toBe(8);
  await sheet.getByRole('button', { name: 'Stop' }).click();
  await expect(gaps).toContainText(`DescribeVpcs was not made in account ${NETWORK}, us-east-1`);
  await expect(gaps).toContainText(`${vpcs.far} of account ${NETWORK}, us-east-1 is outside`);
  await expect
    .poll(async () => (await window.drawn()).ids)
    .toEqual(expect.arrayContaining([vpcs.hub, vpcs.shop]));
  open();

  // What it had read by then is not lost: it is gone on with, and only the rest is asked.
  const { length } = endpoint.requests;
  await window.act('Collect from AWS…');
  const left = sheet.getByRole('region', { name: 'Not finished' });
  await expect(left).toContainText(/network, shop · \d+ of \d+ calls/);
  await expectAccessible(page, 'collect: not finished', SHEET);
  await left
    .getByRole('button', { name: /^Go on with the collection of .*, network, shop$/ })
    .click();
  await expect(gaps).toBeHidden();
  await expect.poll(async () => (await window.drawn()).ids).toContain(vpcs.far);
  expect(endpoint.requests.length - length).toBeLessThan(length / 4);
  // Quotas were not wanted, of what was repeated and gone on with either.
  expect(endpoint.requests.map(({ operation }) => operation)).not.toContain('ListServiceQuotas');

  // Every account of the organization in a role, behind a device whose code is asked for once.
  await window.act('Collect from AWS…');
  await sheet.getByRole('option', { name: /^shop/ }).click();
  await sheet.getByRole('textbox', { name: /^Role in every account/ }).fill('audit');
  await sheet.getByRole('textbox', { name: 'Multi-factor device' }).fill(DEVICE);
  await collect.click();
  await expect(sheet.getByLabel(/^Code of/)).toBeVisible();
  await expectAccessible(page, 'collect: code', SHEET);
  await sheet.getByLabel(/^Code of/).fill('123456');
  await sheet.getByRole('button', { name: 'Go on' }).click();
  await expect(gaps).toContainText(LOCKED);
  await expect.poll(async () => (await window.drawn()).ids).toContain(vpcs.far);
  expect(endpoint.requests.filter((r) => r.operation === 'GetSessionToken')).toHaveLength(1);

  // Keys that AWS does not know end it, and the form is there to try again.
  endpoint.faults.error('GetCallerIdentity', 403, 'InvalidClientTokenId', 'The token is invalid.');
  await window.act('Collect from AWS…');
  await sheet.getByRole('textbox', { name: /^Role in every account/ }).fill('');
  await sheet.getByRole('textbox', { name: 'Multi-factor device' }).fill('');
  await collect.click();
  await expect(sheet.getByRole('alert')).toContainText('Nothing could be collected');
  await expectAccessible(page, 'collect: failed', SHEET);

  // What was collected last was set aside: a page that is loaded anew has it again.
  await page.reload();
  await window.ready();
  await expect
    .poll(async () => (await window.drawn()).ids)
    .toEqual(expect.arrayContaining(Object.values(vpcs)));
});
