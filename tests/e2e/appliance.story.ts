/** A trace through an appliance: taken to forward, which the answer says; or the end of what can be told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { expect, test, ofThePage } from './story.ts';

let folder: string;
let file: string;

/**
 * Two VPCs behind one transit gateway; the way there leads through an inspection VPC.
 * https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
 */
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-appliance-'));
  file = join(folder, 'inspected.peerless');
  const world = new World();
  const at = world.region();
  const [app, inspection, db] = [
    at.vpc('app', '10.1.0.0/16'),
    at.vpc('inspection', '10.8.0.0/16'),
    at.vpc('db', '10.2.0.0/16'),
  ];
  const [app1, db1] = [app.subnet('10.1.1.0/24'), db.subnet('10.2.1.0/24')];
  const [arrival, firewall] = [inspection.subnet('10.8.0.0/28'), inspection.subnet('10.8.1.0/24')];
  const tgw = at.tgw('hub');
  const [a, i, d] = [
    tgw.attach(app, [app1]),
    tgw.attach(inspection, [arrival]),
    tgw.attach(db, [db1]),
  ];
  tgw.table('spokes').associate(a).route('0.0.0.0/0', i);
  tgw.table('inside').associate(i, d).propagate(a, i, d);
  const endpoint = inspection.endpoint('gwlb', {
    type: 'GatewayLoadBalancer',
    subnets: [firewall],
  });
  inspection.table('arrival', arrival).route('0.0.0.0/0', endpoint);
  inspection.table('firewall', firewall).route('0.0.0.0/0', tgw);
  app.main.route('10.0.0.0/8', tgw);
  db.main.route('10.0.0.0/8', tgw);
  writeFileSync(file, writeSnapshot(world.snapshot()));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what an appliance does is taken for granted, or where the answer stops', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start(file);
  await window.ready();
  await window.trace('app-1', 'db-1');
  const there = window.answer.getByRole('tab', { name: /There/ });
  await expect(there).toContainText('Delivered');
  await expect(window.answer).toContainText(
    /Assumed The Gateway Load Balancer endpoint \S+ forwards/,
  );

  // Asked again at once, since there is an answer.
  await page.getByRole('button', { name: /Appliances on the way/ }).click();
  await page.getByRole('option', { name: 'Stop at appliances' }).click();
  await expect(there).toContainText('Cannot tell');
  await expect(window.answer.getByText('stops at appliances')).toBeVisible();
  await expect(window.answer).toContainText(/Whether the Gateway Load Balancer endpoint/);

  await window.act('Stop traces at appliances');
  await expect(there).toContainText('Delivered');
  await expect(window.answer.getByText('stops at appliances')).toHaveCount(0);
});
