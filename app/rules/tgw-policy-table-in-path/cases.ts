/** Cases of tgw-policy-table-in-path. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A VPC on a gateway, associated with a route table or with a policy table. */
function hub(by: 'route table' | 'policy table') {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const tgw = at.tgw('hub');
  const end = tgw.attach(a, [a.subnet('10.1.0.0/24')]);
  const table = tgw.table('all').propagate(end);
  tgw.policyTable('pbr', ...(by === 'policy table' ? [end] : []));
  if (by === 'route table') table.associate(end);
  return world;
}

export default defineCases({
  quiet: [{ title: 'a policy table that nothing uses', world: () => hub('route table') }],
  loud: [
    {
      title: 'an attachment goes by a policy table',
      world: () => hub('policy table'),
      findings: [
        {
          message:
            'hub-pbr (tgw-ptb-hub-pbr) of hub (tgw-hub) decides for 1 attachment: hub-a (tgw-attach-hub-a).',
          severity: 'info',
          resources: ['tgw-ptb-hub-pbr', 'tgw-hub'],
          places: [{ resource: 'tgw-attach-hub-a', detail: 'associated with tgw-ptb-hub-pbr' }],
        },
      ],
      mended: () => hub('route table'),
    },
  ],
});
