/** A small estate for the engine's suites: two peered VPCs, one interface, one ghost. */
import { analyze, type Report } from '#app/report.ts';
import { World } from '#app/world/world.ts';

export function smallWorld(): World {
  const world = new World();
  const region = world.region('us-east-1', '111111111111');
  const app = region.vpc('app', '10.1.0.0/16', { tags: { Team: 'shop' } });
  const db = region.vpc('db', ['10.2.0.0/16', '10.20.0.0/16']);
  const first = app.subnet('10.1.1.0/24', 'a', 'app-a');
  first.eni('10.1.1.9', { name: 'web', instance: 'i-web' });
  app.subnet('10.1.0.0/24', 'b', 'app-b');
  db.subnet('10.2.5.0/24', 'a', 'db-a');
  world.peer(app, db, { name: 'app-db' });
  const elsewhere = world.region('us-east-1', '999999999999').vpc('partner', '10.9.0.0/16');
  world.unseen('999999999999');
  world.peer(app, elsewhere, { name: 'app-partner' });
  return world;
}

export const smallReport = (): Report => analyze(smallWorld().snapshot());
