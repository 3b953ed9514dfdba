/** Addresses for pods that two VPCs share: whether a route leads there. */
import { expect, it } from 'vitest';
import { buildTopology } from '#app/topology/build.ts';
import { sharesOnlyPods } from '#app/topology/pods.ts';
import { World } from '#app/world/world.ts';

/** Two VPCs with the same addresses for pods, a third that is peered with one, and a fourth that is of none of their business. */
function clusters() {
  const world = new World();
  const at = world.region();
  const make = (name: string, ...cidrs: readonly string[]) => {
    const vpc = at.vpc(name, cidrs);
    vpc.subnet(cidrs[0]!.replace('.0.0/16', '.1.0/24'));
    return vpc;
  };
  const one = make('one', '10.1.0.0/16', '100.64.0.0/16');
  const two = make('two', '10.2.0.0/16', '100.64.0.0/16');
  const third = make('third', '10.3.0.0/16');
  const lone = make('lone', '10.4.0.0/16');
  return { world, at, one, two, third, lone, link: world.peer(third, one) };
}
type Clusters = ReturnType<typeof clusters>;

const far = ({ at }: Clusters) => at.prefixList('far', ['10.9.0.0/16', '100.64.0.0/16']);

/** A gateway with one of the two on it. */
function hubOf({ at, two }: Clusters) {
  const hub = at.tgw('hub');
  hub.attach(two, two.subnets);
  return hub;
}

it.each<[string, boolean, (made: Clusters) => unknown]>([
  ['nobody has a route', false, () => undefined],
  ['over a peering with one of them', true, (m) => m.third.main.route('100.64.1.0/24', m.link)],
  ['a range around them', true, (m) => m.third.main.route('100.0.0.0/8', m.link)],
  ['everything', false, (m) => m.third.main.route('0.0.0.0/0', m.link)],
  ['an entry of a prefix list', true, (m) => m.third.main.route(far(m), m.link)],
  [
    'a prefix list that was not read',
    true,
    (m) => {
      m.third.main.route(far(m), m.link);
      m.world.refuse(m.at, 'GetManagedPrefixListEntries');
    },
  ],
  ['other addresses for pods', false, (m) => m.third.main.route('100.65.0.0/16', m.link)],
  [
    'a peering that is gone',
    false,
    (m) => m.third.main.route('100.64.0.0/16', m.link, { state: 'blackhole' }),
  ],
  [
    'to the internet, from elsewhere',
    false,
    (m) => m.lone.main.route('100.64.0.0/16', m.lone.igw()),
  ],
  [
    'over a peering of two others',
    false,
    (m) => m.lone.main.route('100.64.0.0/16', m.world.peer(m.lone, m.third)),
  ],
  ['a gateway with one of them on it', true, (m) => m.lone.main.route('100.64.0.0/10', hubOf(m))],
  [
    'a gateway with neither on it',
    false,
    (m) => {
      hubOf(m);
      m.lone.main.route('100.64.0.0/10', m.at.tgw('other'));
    },
  ],
  [
    'a gateway that is peered with the one that has one of them',
    true,
    (m) => {
      const other = m.at.tgw('other');
      m.world.peerTgw(other, hubOf(m));
      m.lone.main.route('100.64.0.0/10', other);
    },
  ],
])('a route leads to addresses for pods: %s', (_, leads, route) => {
  const made = clusters();
  route(made);
  const topology = buildTopology(made.world.pages());
  expect(sharesOnlyPods(topology, made.one.id, made.two.id)).toBe(!leads);
});
