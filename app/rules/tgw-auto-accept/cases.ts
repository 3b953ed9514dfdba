/** Cases of tgw-auto-accept. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A gateway with a VPC of its own account and one of another. */
function shared(autoAccept: boolean) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub', { autoAccept });
  hub.attach(at.vpc('a', '10.1.0.0/16'), []);
  hub.attach(world.region('us-east-1', '222222222222').vpc('b', '10.2.0.0/16'), []);
  return world;
}

/** A gateway that accepts by itself, shared with these. */
function open(principals: Parameters<ReturnType<World['region']>['share']>[2]) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub', { autoAccept: true });
  hub.attach(at.vpc('a', '10.1.0.0/16'), []);
  // Another share, so that there is something to read where this gateway is shared with nobody.
  at.share('other', at.tgw('other'), [{ id: '222222222222' }]);
  if (principals.length > 0) at.share('hubs', hub, principals);
  return world;
}

export default defineCases({
  quiet: [
    { title: 'it is shared with nobody', world: () => open([]) },
    { title: 'attachments are accepted by hand', world: () => shared(false) },
    {
      title: 'a gateway shared by an account that was not collected: it is not ours to change',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const hub = world.region('us-east-1', '999999999999').tgw('hub', { autoAccept: true });
        hub.attach(world.region().vpc('a', '10.1.0.0/16'), []);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'it is shared outside of the organization',
      world: () =>
        open([
          { id: 'arn:aws:organizations::111111111111:ou/o-a/ou-ab12-prod' },
          { id: '222222222222', external: true },
        ]),
      mended: () => open([]),
      findings: [
        {
          message:
            'hub (tgw-hub) accepts attachments of account 222222222222 and unit ou-ab12-prod by itself, with 1 of them outside of the organization; none has attached yet.',
          severity: 'warning',
          resources: ['tgw-hub'],
          places: [
            { resource: 'tgw-hub', detail: 'shared with account 222222222222' },
            { resource: 'tgw-hub', detail: 'shared with unit ou-ab12-prod' },
          ],
        },
      ],
    },
    {
      title: 'it is shared within the organization only',
      world: () => open([{ id: 'arn:aws:organizations::111111111111:organization/o-a' }]),
      findings: [
        {
          message:
            'hub (tgw-hub) accepts attachments of organization o-a by itself, with none of them outside of the organization; none has attached yet.',
          severity: 'info',
          resources: ['tgw-hub'],
          places: [{ resource: 'tgw-hub', detail: 'shared with organization o-a' }],
        },
      ],
    },
    {
      title: 'another account has attached',
      world: () => shared(true),
      mended: () => shared(false),
      findings: [
        {
          message:
            'hub (tgw-hub) accepts attachments of other accounts by itself; account 222222222222 attached this way or by hand.',
          severity: 'warning',
          resources: ['tgw-hub'],
          places: [{ resource: 'tgw-attach-hub-b', detail: 'account 222222222222' }],
        },
      ],
    },
    {
      title: 'nobody else is attached: whether it is shared at all is not read',
      world: () => {
        const world = new World();
        const at = world.region();
        at.tgw('hub', { autoAccept: true }).attach(at.vpc('a', '10.1.0.0/16'), []);
        return world;
      },
      findings: [
        {
          message:
            'hub (tgw-hub) would accept attachments of any account it is shared with; none has attached yet.',
          severity: 'info',
          resources: ['tgw-hub'],
        },
      ],
    },
  ],
});
