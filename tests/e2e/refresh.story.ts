/** "Is it fixed now?": a route is changed, the source is read again, and the window shows that and nothing else. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './story.ts';

const ACCOUNT = '111111111111';
const TAGS = (name: string) => [{ Key: 'Name', Value: name }];

const vpc = (name: string, block: number) => ({
  VpcId: `vpc-${name}`,
  OwnerId: ACCOUNT,
  State: 'available',
  CidrBlock: `10.${block}.0.0/16`,
  CidrBlockAssociationSet: [
    { CidrBlock: `10.${block}.0.0/16`, CidrBlockState: { State: 'associated' } },
  ],
  Tags: TAGS(name),
});
const subnet = (name: string, block: number) => ({
  SubnetId: `subnet-${name}`,
  VpcId: `vpc-${name}`,
  OwnerId: ACCOUNT,
  State: 'available',
  CidrBlock: `10.${block}.0.0/24`,
  AvailabilityZone: 'eu-west-1a',
  AvailabilityZoneId: 'euw1-az1',
  Tags: TAGS(`${name}-a`),
});
const table = (name: string, block: number, to: Readonly<Record<string, string>>) => ({
  RouteTableId: `rtb-${name}`,
  VpcId: `vpc-${name}`,
  OwnerId: ACCOUNT,
  Associations: [
    { Main: true, RouteTableId: `rtb-${name}`, AssociationState: { State: 'associated' } },
  ],
  Routes: [
    {
      DestinationCidrBlock: `10.${block}.0.0/16`,
      GatewayId: 'local',
      Origin: 'CreateRouteTable',
      State: 'active',
    },
    ...Object.entries(to).map(([DestinationCidrBlock, VpcPeeringConnectionId]) => ({
      DestinationCidrBlock,
      VpcPeeringConnectionId,
      Origin: 'CreateRoute',
      State: 'active',
    })),
  ],
  Tags: TAGS(`${name}-main`),
});
const peering = (from: string, a: number, to: string, b: number) => ({
  VpcPeeringConnectionId: `pcx-${from}-${to}`,
  Status: { Code: 'active' },
  RequesterVpcInfo: end(from, a),
  AccepterVpcInfo: end(to, b),
  Tags: TAGS(`${from}-${to}`),
});
const end = (name: string, block: number) => ({
  VpcId: `vpc-${name}`,
  OwnerId: ACCOUNT,
  Region: 'eu-west-1',
  CidrBlock: `10.${block}.0.0/16`,
  CidrBlockSet: [{ CidrBlock: `10.${block}.0.0/16` }],
});

/** Three VPCs peered in a row, and one alone; till routes to shop, and nobody back. */
const NETWORK = {
  'describe-vpcs.json': {
    Vpcs: [vpc('till', 1), vpc('shop', 2), vpc('books', 3), vpc('spare', 4)],
  },
  'describe-subnets.json': {
    Subnets: [subnet('till', 1), subnet('shop', 2), subnet('books', 3), subnet('spare', 4)],
  },
  'describe-route-tables.json': {
    RouteTables: [
      table('till', 1, { '10.2.0.0/16': 'pcx-till-shop' }),
      table('shop', 2, { '10.3.0.0/16': 'pcx-shop-books' }),
      table('books', 3, { '10.2.0.0/16': 'pcx-shop-books' }),
      table('spare', 4, {}),
    ],
  },
  'describe-vpc-peering-connections.json': {
    VpcPeeringConnections: [peering('till', 1, 'shop', 2), peering('shop', 2, 'books', 3)],
  },
};

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-refresh-'));
  for (const [name, content] of Object.entries(NETWORK)) write(name, content);
});
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}.view.json`, { force: true });
});

const write = (name: string, content: unknown): void =>
  writeFileSync(join(folder, name), JSON.stringify(content));

type Name = keyof typeof NETWORK;

/** As an editor does it. */
function edit<K extends Name>(name: K, change: (content: (typeof NETWORK)[K]) => void): void {
  const content = JSON.parse(readFileSync(join(folder, name), 'utf8')) as (typeof NETWORK)[K];
  change(content);
  write(name, content);
}

test('a route is mended, a VPC comes, and the picture stays where it is', async ({ start }) => {
  const { window, page } = await start(folder);
  // The viewport is where it goes at once.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await window.ready();
  const sightNow = async () => {
    const { zoom, pan } = await window.drawn();
    return JSON.stringify([zoom, pan]);
  };
  await expect(window.finding(/till.*shop|shop.*till/).first()).toBeVisible();
  const found = await window.findings.getByRole('treeitem', { level: 2 }).count();

  // As one leaves it: a box moved, looked at from near, the way traced, something selected.
  const from = (await window.positionOf('vpc-spare'))!;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 60, { steps: 4 });
  await page.mouse.up();
  await window.trace('till-a', 'shop-a');
  await expect(window.answer).toContainText(/Back .*No route/i);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const at = (await window.positionOf('vpc-shop'))!;
  await page.mouse.click(at.x, at.y);
  await expect.poll(async () => (await window.drawn()).selected).toEqual(['vpc-shop']);
  const sight = await sightNow();
  const old = ['vpc-till', 'vpc-shop', 'vpc-books', 'vpc-spare'];
  const boxes = () => Promise.all(old.map((id) => window.boxOf(id)));
  const stood = await boxes();
  await page.screenshot({ path: test.info().outputPath('before.png') });

  edit('describe-vpcs.json', ({ Vpcs }) => Vpcs.push(vpc('fresh', 5)));
  edit('describe-route-tables.json', ({ RouteTables }) =>
    RouteTables[1]!.Routes.push({
      DestinationCidrBlock: '10.1.0.0/16',
      VpcPeeringConnectionId: 'pcx-till-shop',
      Origin: 'CreateRoute',
      State: 'active',
    }),
  );
  await page.keyboard.press('Shift+R');
  const said = page.getByText(/^Read again: 1 VPC added, 1 route added, /);
  await expect(said).toContainText('1 finding fixed');
  await expect(window.answer).toContainText('Back ✓ Delivered');
  await expect.poll(async () => (await window.drawn()).ids).toContain('vpc-fresh');
  expect(await sightNow()).toBe(sight);
  expect(await boxes()).toEqual(stood);
  expect((await window.drawn()).selected).toEqual(['vpc-shop']);
  await expect(window.inspector).toContainText('10.1.0.0/16');
  await expect
    .poll(() => window.findings.getByRole('treeitem', { level: 2 }).count())
    .toBeLessThan(found);
  await page.screenshot({ path: test.info().outputPath('after.png') });

  // Torn while it is written: what is open stays, and the file is named.
  writeFileSync(join(folder, 'describe-vpcs.json'), '{"Vpcs": [{');
  await page.keyboard.press('Shift+R');
  await expect(page.getByRole('alert')).toContainText(
    /^Not read again: .*describe-vpcs\.json is not valid JSON: line 1, .* Mend it/,
  );
  expect((await window.drawn()).ids).toContain('vpc-fresh');

  await window.act('Compare with before the refresh');
  await expect(page.getByRole('tree', { name: 'Changes' })).toBeVisible();
});
