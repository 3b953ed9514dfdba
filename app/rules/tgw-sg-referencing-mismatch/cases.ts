/** Cases of tgw-sg-referencing-mismatch. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPCs web and db on a gateway; db lets in the group of the web servers. */
function referring(gateway: boolean, ofWeb = true, ofDb = true) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub', { groupReferencing: gateway });
  const web = at.vpc('web', '10.1.0.0/16');
  const db = at.vpc('db', '10.2.0.0/16');
  hub.attach(web, [web.subnet('10.1.0.0/24')], { groupReferencing: ofWeb });
  hub.attach(db, [db.subnet('10.2.0.0/24')], { groupReferencing: ofDb });
  const servers = web.group('servers', {});
  db.group('clients', {
    inbound: [{ protocol: 'tcp', from: 5432, groups: [{ id: servers.id, vpc: web }] }],
  });
  return { world, at, hub, web, db, servers };
}

export default defineCases({
  quiet: [
    { title: 'on for the gateway and both attachments', world: () => referring(true).world },
    {
      title: 'off for the gateway, as for every new one, and no rule names a group elsewhere',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        for (const [i, name] of ['a', 'b'].entries())
          hub.attach(at.vpc(name, `10.${i}.0.0/16`), []);
        return world;
      },
    },
    {
      title: 'the two VPCs are peered, which carries the reference',
      world: () => {
        const { world, web, db } = referring(false);
        world.peerRouted(web, db);
        return world;
      },
    },
    {
      title: 'a second gateway carries it',
      world: () => {
        const { world, at, web, db } = referring(false);
        const other = at.tgw('other', { groupReferencing: true });
        for (const vpc of [web, db]) other.attach(vpc, vpc.subnets);
        return world;
      },
    },
    {
      title: 'the other VPC is not attached: nothing to turn on',
      world: () => {
        const world = new World();
        const at = world.region();
        const web = at.vpc('web', '10.1.0.0/16');
        const db = at.vpc('db', '10.2.0.0/16');
        at.tgw('hub').attach(db, [db.subnet('10.2.0.0/24')]);
        const servers = web.group('servers', {});
        db.group('clients', { inbound: [{ groups: [{ id: servers.id, vpc: web }] }] });
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'off for the gateway',
      world: () => referring(false).world,
      mended: () => referring(true).world,
      findings: [
        {
          message:
            'clients (sg-clients) names groups of other VPCs attached to hub (tgw-hub), which has security group referencing off: those rules match nothing.',
          severity: 'warning',
          resources: ['tgw-hub'],
          path: ['sg-servers', 'tgw-hub', 'sg-clients'],
          places: [{ resource: 'sg-clients', detail: 'inbound from servers (sg-servers)' }],
        },
      ],
    },
    {
      title: 'off for the attachment of the VPC that asks',
      world: () => referring(true, false).world,
      mended: () => referring(true).world,
      findings: [
        {
          message:
            'clients (sg-clients) names groups across hub-web (tgw-attach-hub-web) of web (vpc-web), which has security group referencing off: those rules match nothing.',
          severity: 'warning',
          resources: ['tgw-attach-hub-web', 'vpc-web'],
        },
      ],
    },
  ],
});
