/** The backbone: a transit gateway with prod, nonprod and shared tables, one in a second Region, and a VPN. */
import type { PrefixListItem, WorldRegion } from '../region.ts';
import type { Tgw } from '../tgw.ts';
import type { Places } from './places.ts';
import { attach, site, type Site, type SiteOptions } from './site.ts';

/** Address plan: what each segment owns. */
const PROD = '10.64.0.0/12';
const SHARED = '10.80.0.0/12';
const NONPROD = '10.96.0.0/12';
const WEST = '10.128.0.0/12';
const OFFICES = ['172.20.0.0/16', '172.21.0.0/16'];

/** Sends a site's private subnets to a transit gateway: the company, and everything else for central egress. */
function viaHub(s: Site, tgw: Tgw, company: PrefixListItem, egress = true): Site {
  s.private.route(company, tgw);
  if (egress) s.private.route('0.0.0.0/0', tgw);
  s.public?.route(company, tgw);
  return s;
}

const companyList = (at: WorldRegion): PrefixListItem =>
  at.prefixList('company-networks', ['10.0.0.0/8', '172.16.0.0/12'], 20);

/** Its eastern transit gateway, which others ask to be attached to. */
export function backbone(p: Places): { readonly east: Tgw } {
  const east = p.networkEast.tgw('core-east', { asn: 64512, groupReferencing: true });
  const west = p.networkWest.tgw('core-west', { asn: 64513 });
  // A prefix list is shared with the accounts that use it; each Region has its own.
  const company = companyList(p.networkEast);
  const joined = eastSites(p, east, company);

  const prodTable = east.table('prod');
  const nonprodTable = east.table('nonprod');
  const sharedTable = east.table('shared');
  const edgeTable = east.table('edge');
  // One of its tunnels never came back from the maintenance before Christmas.
  const office = east.attachVpn(
    p.networkEast.vpn('head-office', east, {
      prefixes: OFFICES,
      tunnels: ['UP', 'DOWN'],
      changed: ['2025-09-14T02:11:40.000Z', '2025-12-19T23:07:12.000Z'],
      messages: ['2 BGP ROUTES', 'IPSEC IS DOWN'],
    }),
  );
  const peering = p.world.peerTgw(east, west, { name: 'core-east-west' });

  const prod = joined.prod.map((s) => attach(east, s));
  const nonprod = joined.nonprod.map((s) => attach(east, s));
  const services = attach(east, joined.services);
  const egress = attach(east, joined.egress);
  // Ordered last week, attached yesterday, associated with no table yet.
  const loyalty = attach(east, joined.loyalty);
  // Associated, but nobody turned its propagation on.
  const batch = attach(east, joined.batch);

  prodTable
    .associate(...prod)
    .propagate(...prod, loyalty, services, egress, office)
    .route('0.0.0.0/0', egress)
    .route('10.128.0.0/16', peering)
    .route('10.129.0.0/16', peering)
    .blackhole(NONPROD);
  nonprodTable
    .associate(...nonprod, batch)
    .propagate(...nonprod, services, egress)
    .route('0.0.0.0/0', egress)
    .blackhole(PROD);
  sharedTable
    .associate(services, egress)
    .propagate(...prod, loyalty, ...nonprod, services, egress, office)
    .route(WEST, peering);
  edgeTable.associate(office, peering).propagate(...prod, loyalty, services, egress);

  const companyWest = companyList(p.networkWest);
  const westSites = ['web', 'orders', 'analytics'].map((name, i) =>
    viaHub(
      site(p.prodWest, `west-${name}`, `10.${128 + i}`, { attached: true, tags: PROD_TAGS }),
      west,
      companyWest,
      false,
    ),
  );
  const westVpcs = westSites.map((s) => attach(west, s));
  // The VPC behind this attachment was decommissioned; its static route stayed.
  const gone = p.networkWest.world.id('tgw-attach', 'core-west-west-kiosk');
  west
    .table('main')
    .associate(...westVpcs, peering)
    .propagate(...westVpcs)
    .route(PROD, peering)
    .route(SHARED, peering)
    .route('10.131.0.0/16', {
      kind: 'tgw-attachment',
      id: gone,
      resource: p.networkWest.world.id('vpc', 'west-kiosk'),
      type: 'vpc',
      prefixes: [],
      state: 'deleted',
    });
  return { east };
}

const PROD_TAGS = { Environment: 'prod', Team: 'stores' };
const NONPROD_TAGS = { Environment: 'staging', Team: 'stores' };
const SHARED_TAGS = { Environment: 'shared', Team: 'network' };

interface EastSites {
  readonly prod: readonly Site[];
  readonly nonprod: readonly Site[];
  readonly services: Site;
  readonly egress: Site;
  readonly loyalty: Site;
  readonly batch: Site;
}

function eastSites(p: Places, tgw: Tgw, company: PrefixListItem): EastSites {
  const member = (at: WorldRegion, name: string, base: string, options: SiteOptions): Site =>
    viaHub(site(at, name, base, { attached: true, ...options }), tgw, company);
  const prod = (name: string, base: string, options: SiteOptions = {}) =>
    member(p.prodEast, name, base, { tags: PROD_TAGS, ...options });
  const nonprod = (name: string, base: string, options: SiteOptions = {}) =>
    member(p.nonprodEast, name, base, { tags: NONPROD_TAGS, ...options });

  const egress = site(p.networkEast, 'egress', '10.81', {
    attached: true,
    internet: 'every-zone',
    zones: 'abc',
    tags: SHARED_TAGS,
  });
  // Out through the NAT gateway of the same zone, back to whoever asked.
  egress.attachTables.forEach((table, i) => table.route('0.0.0.0/0', egress.nats[i]!));
  egress.public?.route(company, tgw);

  const services = member(p.networkEast, 'shared-services', '10.80', {
    zones: 'abc',
    tags: SHARED_TAGS,
  });
  services.app[0]?.eni('10.80.16.53', { name: 'dns-1' });
  services.app[1]?.eni('10.80.32.53', { name: 'dns-2' });

  const web = prod('store-web', '10.64', { zones: 'abc' });
  web.app[0]?.eni('10.64.16.80', { name: 'store-web-1' });
  const orders = prod('store-orders', '10.65', { more: ['100.64.0.0/16'] });
  orders.app[0]?.eni('10.65.16.80', { name: 'store-orders-1' });
  orders.vpc.endpoint('s3', { tables: [orders.private] });
  const inventory = prod('store-inventory', '10.66', { more: ['100.64.0.0/16'] });
  const erp = prod('legacy-erp', '10.67');
  // Its archive was put into a third zone, which the attachment does not have.
  const archive = erp.vpc.subnet('10.67.48.0/20', 'c', 'legacy-erp-app-c');
  erp.private.use(archive);
  archive.eni('10.67.48.20', { name: 'legacy-erp-archive' });
  // A partner feed went through a NAT gateway that is gone.
  erp.private.route(
    '203.0.113.0/24',
    { kind: 'nat-gateway', id: p.world.id('nat', 'legacy-erp-nat') },
    { state: 'blackhole' },
  );

  const staging = nonprod('staging-store', '10.96');
  const load = nonprod('load-test', '10.97');
  // Copied from load-test to double its capacity, address block and all.
  const loadCopy = nonprod('load-test-copy', '10.97');
  return {
    prod: [web, orders, inventory, erp],
    nonprod: [staging, load, loadCopy],
    services,
    egress,
    loyalty: prod('store-loyalty', '10.68'),
    batch: nonprod('staging-batch', '10.98'),
  };
}
