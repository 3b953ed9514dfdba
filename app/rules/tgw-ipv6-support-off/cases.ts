/** Cases of tgw-ipv6-support-off. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A dual-stack VPC that sends both families to its gateway. */
function dual(ipv6: boolean) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = at.vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
  const subnet = a.subnet(['10.1.0.0/24', '2001:db8:1::/64']);
  a.main.route('10.0.0.0/8', hub);
  hub.attach(a, [subnet], { ipv6 });
  return { world, at, hub, a };
}

const routed = (ipv6: boolean) => {
  const { world, hub, a } = dual(ipv6);
  a.main.route('2001:db8::/32', hub);
  return world;
};

export default defineCases({
  quiet: [
    { title: 'IPv6 support is on', world: () => routed(true) },
    { title: 'IPv4 only is sent', world: () => dual(false).world },
    {
      title: 'in a table that no subnet uses',
      world: () => {
        const { world, hub, a } = dual(false);
        a.table('spare').route('2001:db8::/32', hub);
        return world;
      },
    },
    {
      title: 'a VPC without IPv6 addresses has nothing to send',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const a = at.vpc('a', '10.1.0.0/16');
        hub.attach(a, [a.subnet('10.1.0.0/24')]);
        a.main.route('::/0', hub);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a prefix, and a list of them',
      world: () => {
        const { world, at, hub, a } = dual(false);
        a.main.route('2001:db8::/32', hub).route(at.prefixList('labs', ['2001:db8:f::/48']), hub);
        return world;
      },
      mended: () => {
        const { world, at, hub, a } = dual(true);
        a.main.route('2001:db8::/32', hub).route(at.prefixList('labs', ['2001:db8:f::/48']), hub);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 2001:db8::/32 and labs (pl-labs) to hub (tgw-hub), but hub-a (tgw-attach-hub-a) does not carry IPv6: that traffic is dropped.',
          severity: 'error',
          resources: ['tgw-attach-hub-a', 'vpc-a'],
          path: ['vpc-a', 'tgw-attach-hub-a', 'tgw-hub'],
          places: [
            { resource: 'rtb-a-main', detail: '2001:db8::/32 to tgw-hub' },
            { resource: 'rtb-a-main', detail: 'labs (pl-labs) to tgw-hub' },
          ],
        },
      ],
    },
  ],
});
