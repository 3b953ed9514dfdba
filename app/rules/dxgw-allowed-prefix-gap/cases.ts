/** Cases of dxgw-allowed-prefix-gap. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

interface Hub {
  readonly allowed: readonly string[];
  /** What the VPC sends to the gateway. */
  readonly sends?: string;
  /** Whether the table of the Direct Connect attachment knows the VPC. */
  readonly known?: boolean;
  readonly backup?: boolean;
}

/** VPC a (10.1.0.0/16, one subnet) on a hub with Direct Connect to 172.16.0.0/12. */
function hub({ allowed, sends = '172.16.0.0/12', known = true, backup = false }: Hub) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const tgw = at.tgw('hub');
  const dx = at.dxGateway('dx').associate(tgw, allowed);
  const ta = tgw.attach(a, [a.subnet('10.1.0.0/24')]);
  const td = tgw.attachOther('dx', 'direct-connect-gateway', dx.id, ['172.16.0.0/12']);
  tgw.table('vpcs').associate(ta).propagate(td);
  const edge = tgw.table('edge').associate(td);
  if (known) edge.propagate(ta);
  if (sends !== '') a.main.route(sends, tgw);
  if (backup) edge.associate(tgw.attachVpn(at.vpn('backup', tgw)));
  return { world, at, a, tgw, dx, edge };
}

/** VPC a with Direct Connect on a gateway of its own. */
function own(allowed: readonly string[], routed = true) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.1.0.0/16', '100.64.0.0/24']);
  const vgw = at.vgw('a', a);
  at.dxGateway('dx').associate(vgw, allowed);
  if (routed) a.main.propagate(vgw, ['172.16.0.0/12']);
  return { world, at, vgw };
}

/** The same hub on a Direct Connect gateway of an account that was not collected. */
function shared(allowed: readonly string[]): World {
  const world = new World().unseen('222222222222');
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const tgw = at.tgw('hub');
  const far = world.region('us-east-1', '222222222222');
  const dx = far.dxGateway('dx').associate(tgw, allowed, { asked: 'shown' });
  const ta = tgw.attach(a, [a.subnet('10.1.0.0/24')]);
  const td = tgw.attachOther('dx', 'direct-connect-gateway', dx.id, ['172.16.0.0/12']);
  tgw.table('vpcs').associate(ta).propagate(td);
  tgw.table('edge').associate(td).propagate(ta);
  a.main.route('172.16.0.0/12', tgw);
  return world;
}

export default defineCases({
  quiet: [
    { title: 'a summary holds the VPC', world: () => hub({ allowed: ['10.0.0.0/8'] }).world },
    {
      title: 'only the part of the VPC that has subnets is announced',
      world: () => hub({ allowed: ['10.1.0.0/20'] }).world,
    },
    {
      title: 'a VPC that is kept apart: it sends nothing there',
      world: () => hub({ allowed: ['10.9.0.0/16'], sends: '' }).world,
    },
    {
      title: 'a VPC that is kept apart: Direct Connect has no route to it',
      world: () => hub({ allowed: ['10.9.0.0/16'], known: false }).world,
    },
    {
      title: 'two Direct Connect gateways share the announcements',
      world: () => {
        const { world, at, tgw, edge } = hub({ allowed: ['10.9.0.0/16'] });
        const other = at.dxGateway('other').associate(tgw, ['10.1.0.0/16']);
        edge.associate(tgw.attachOther('other', 'direct-connect-gateway', other.id, []));
        return world;
      },
    },
    {
      title: 'another Direct Connect gateway on the hub was not read: it may announce the rest',
      world: () => {
        const { world, tgw, edge } = hub({ allowed: ['10.9.0.0/16'] });
        edge.associate(tgw.attachOther('other', 'direct-connect-gateway', 'dxgw-unseen', []));
        return world;
      },
    },
    {
      title: 'each block of a VPC with a gateway of its own passes the filter',
      world: () => own(['10.0.0.0/8', '100.64.0.0/10']).world,
    },
    {
      title: 'a gateway that nothing is routed to',
      world: () => own(['192.168.0.0/16'], false).world,
    },
  ],
  loud: [
    {
      title: 'a VPC on a transit gateway is routed both ways, and not announced',
      world: () => hub({ allowed: ['10.9.0.0/16'] }).world,
      findings: [
        {
          message:
            'On-premises is not told of 10.1.0.0/16 of a (vpc-a): association dxassoc-dx-tgw-hub of dx (dxgw-dx) with hub (tgw-hub) allows 10.9.0.0/16 only.',
          severity: 'error',
          resources: ['dxgw-dx', 'tgw-hub'],
          path: ['vpc-a', 'tgw-hub', 'dxgw-dx'],
          places: [{ resource: 'vpc-a', detail: '10.1.0.0/16' }],
        },
      ],
      mended: () => hub({ allowed: ['10.9.0.0/16', '10.1.0.0/16'] }).world,
    },
    {
      title: 'the VPC sends there by its default route alone: perhaps it is not meant to',
      world: () => hub({ allowed: ['10.9.0.0/16'], sends: '0.0.0.0/0' }).world,
      findings: [
        {
          message:
            'On-premises is not told of 10.1.0.0/16 of a (vpc-a): association dxassoc-dx-tgw-hub of dx (dxgw-dx) with hub (tgw-hub) allows 10.9.0.0/16 only.',
          severity: 'warning',
          resources: ['dxgw-dx', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'a VPN tells on-premises all the same: every reply takes it',
      world: () => hub({ allowed: ['10.9.0.0/16'], backup: true }).world,
      findings: [
        {
          message:
            'On-premises is not told of 10.1.0.0/16 of a (vpc-a): association dxassoc-dx-tgw-hub of dx (dxgw-dx) with hub (tgw-hub) allows 10.9.0.0/16 only; replies can come over backup (vpn-backup) alone.',
          severity: 'warning',
          resources: ['dxgw-dx', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'the filter is narrower than the block, and lacks the second one',
      world: () => own(['10.1.0.0/24']).world,
      findings: [
        {
          message:
            'On-premises is not told of 10.1.0.0/16 of a (vpc-a) and 100.64.0.0/24 of a (vpc-a): association dxassoc-dx-vgw-a of dx (dxgw-dx) with a (vgw-a) allows 10.1.0.0/24 only.',
          severity: 'error',
          resources: ['dxgw-dx', 'vgw-a'],
        },
      ],
    },
    {
      title: 'only the account of the transit gateway was collected',
      world: () => shared(['10.9.0.0/16']),
      mended: () => shared(['10.9.0.0/16', '10.1.0.0/16']),
      findings: [
        {
          message:
            'On-premises is not told of 10.1.0.0/16 of a (vpc-a): association dxassoc-dx-tgw-hub of dxgw-dx with hub (tgw-hub) allows 10.9.0.0/16 only.',
          severity: 'error',
          resources: ['dxgw-dx', 'tgw-hub'],
          path: ['vpc-a', 'tgw-hub', 'dxgw-dx'],
          places: [{ resource: 'vpc-a', detail: '10.1.0.0/16' }],
        },
      ],
    },
  ],
});
