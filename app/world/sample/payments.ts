/** The payments platform: seven VPCs in two Regions, every pair peered, two pairs never routed. */
import { join, site, type Site } from './site.ts';
import type { Places } from './places.ts';

/** Pairs whose peering was accepted, and that nobody routed. */
const UNROUTED = new Set([
  'payments-fraud/payments-ledger-west',
  'payments-gateway/payments-vault-west',
]);

export interface Payments {
  readonly gateway: Site;
  readonly fraud: Site;
}

export function payments({ world, prodEast, prodWest, acquirerEast }: Places): Payments {
  const tags = { Environment: 'prod', Team: 'payments' };
  const gateway = site(prodEast, 'payments-gateway', '10.20', {
    internet: true,
    zones: 'abc',
    more: ['2001:db8:20::/56'],
    tags,
  });
  const ledger = site(prodEast, 'payments-ledger', '10.21', { more: ['10.27.0.0/20'], tags });
  const fraud = site(prodEast, 'payments-fraud', '10.22', { more: ['100.64.0.0/16'], tags });
  const vault = site(prodEast, 'payments-vault', '10.23', { more: ['2001:db8:23::/56'], tags });
  const gatewayWest = site(prodWest, 'payments-gateway-west', '10.24', { internet: true, tags });
  const ledgerWest = site(prodWest, 'payments-ledger-west', '10.25', { tags });
  const vaultWest = site(prodWest, 'payments-vault-west', '10.26', { tags });
  const all = [gateway, ledger, fraud, vault, gatewayWest, ledgerWest, vaultWest];

  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      if (UNROUTED.has(`${a.vpc.name}/${b.vpc.name}`)) world.peer(a.vpc, b.vpc, { dns: true });
      else join(a, b);
    }
  });
  for (const s of [gateway, gatewayWest]) if (s.nat) s.private.route('0.0.0.0/0', s.nat);
  gateway.private.route('::/0', gateway.vpc.eigw());

  // The acquirer gave us one VPC of theirs; their account is not ours to read.
  const acquirer = acquirerEast.vpc('acquirer-settlement', '192.168.40.0/22');
  const settlement = world.peer(gateway.vpc, acquirer, { name: 'payments-acquirer' });
  gateway.private.route('192.168.40.0/22', settlement);

  servers(gateway, ledger, vault, vaultWest);
  return { gateway, fraud };
}

/** Interfaces with their filters: groups that refer to each other over the peerings, and a guarded data tier. */
function servers(gateway: Site, ledger: Site, vault: Site, vaultWest: Site): void {
  const api = gateway.vpc.group('payments-api', {
    inbound: [{ protocol: 'tcp', from: 443, cidrs: ['0.0.0.0/0'] }],
  });
  const core = ledger.vpc.group('payments-ledger-core', {
    inbound: [{ protocol: 'tcp', from: 8443, groups: [{ id: api.id, vpc: gateway.vpc }] }],
  });
  const keys = vault.vpc.group('payments-vault-keys', {
    inbound: [
      {
        protocol: 'tcp',
        from: 8200,
        groups: [
          { id: api.id, vpc: gateway.vpc },
          { id: core.id, vpc: ledger.vpc },
        ],
      },
    ],
  });
  const keysWest = vaultWest.vpc.group('payments-vault-keys-west', {
    inbound: [{ protocol: 'tcp', from: 8200, cidrs: ['10.24.0.0/14'] }],
  });
  gateway.app[0]?.eni('10.20.16.21', { name: 'payments-api-1', groups: [api] });
  gateway.app[1]?.eni('10.20.32.21', { name: 'payments-api-2', groups: [api] });
  ledger.app[0]?.eni('10.21.16.31', { name: 'payments-ledger-1', groups: [core] });
  vault.app[0]?.eni('10.23.16.41', { name: 'payments-vault-1', groups: [keys] });
  vaultWest.app[0]?.eni('10.26.16.41', { name: 'payments-vault-west-1', groups: [keysWest] });
  ledger.vpc.acl(
    'payments-ledger-data',
    [
      { number: 100, allow: true, cidr: '10.21.0.0/16', protocol: '6', ports: [5432, 5432] },
      { number: 100, allow: true, cidr: '10.21.0.0/16', egress: true },
    ],
    ...ledger.data,
  );
}
