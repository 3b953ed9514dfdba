/** Cases of seg-vpc-unplaced. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';
import type { Segments } from '../config.ts';

const BY_TAG: Segments = { environments: { prod: { tag: 'Environment=prod' } } };

/** A VPC of prod and another one, peered unless said, tagged where said. */
function two({ joined = true, tag = '' }) {
  const world = new World();
  const at = world.region();
  const store = at.vpc('store', '10.1.0.0/16', { tags: { Environment: 'prod' } });
  const tools = at.vpc('tools', '10.2.0.0/16', tag ? { tags: { Environment: tag } } : {});
  store.subnet('10.1.0.0/24');
  tools.subnet('10.2.0.0/24');
  if (joined) world.peerRouted(store, tools);
  return { world, at, store, tools };
}

export default defineCases({
  quiet: [
    {
      title: 'it talks to nobody: a sandbox, or the default VPC',
      world: () => two({ joined: false }).world,
      segments: BY_TAG,
    },
    {
      title: 'an environment picks what is left',
      world: () => two({}).world,
      segments: { environments: { ...BY_TAG.environments, rest: { id: '*' } } },
    },
    {
      title: 'one that picks everything has nothing left to pick',
      world: () => two({ joined: false, tag: 'prod' }).world,
      segments: { environments: { ...BY_TAG.environments, rest: { id: '*' } } },
    },
    {
      title: 'peered, and routed by nobody',
      world: () => {
        const { world, store, tools } = two({ joined: false });
        world.peer(store, tools);
        return world;
      },
      segments: BY_TAG,
    },
  ],
  loud: [
    {
      title: 'its tag was forgotten',
      world: () => two({}).world,
      mended: () => two({ tag: 'prod' }).world,
      segments: BY_TAG,
      findings: [
        {
          message: '1 VPC in no environment can talk to VPCs that are in one: tools (vpc-tools).',
          severity: 'warning',
          resources: ['vpc-tools'],
          places: [{ resource: 'vpc-tools', detail: 'talks to prod' }],
        },
      ],
    },
    {
      title: 'it only sends, through a private NAT gateway',
      world: () => natted(true),
      mended: () => natted(false),
      segments: BY_TAG,
      findings: [
        {
          message: '1 VPC in no environment can talk to VPCs that are in one: tools (vpc-tools).',
          severity: 'warning',
          resources: ['vpc-tools'],
        },
      ],
    },
    {
      title: 'an environment whose tag nobody has: misspelt, perhaps',
      world: () => two({ joined: false }).world,
      mended: () => two({ joined: false, tag: 'production' }).world,
      segments: {
        environments: { ...BY_TAG.environments, production: { tag: 'Environment=production' } },
      },
      findings: [
        { message: 'The environment production picks no VPC.', severity: 'warning', resources: [] },
      ],
    },
  ],
});

/** The private NAT gateway of `tools` is what store sees; `tools` routes to store or not. */
function natted(routed: boolean) {
  const world = new World();
  const at = world.region();
  const store = at.vpc('store', '10.1.0.0/16', { tags: { Environment: 'prod' } });
  const tools = at.vpc('tools', '10.2.0.0/16');
  const peering = world.peer(store, tools);
  store.subnet('10.1.0.0/24');
  const open = tools.subnet('10.2.0.0/24');
  const nat = tools.nat(open, { private: true });
  tools.table('nat', open).route('10.1.0.0/16', peering);
  const app = tools.table('app', tools.subnet('10.2.1.0/24'));
  if (routed) app.route('10.1.0.0/16', nat);
  return world;
}
